import { existsSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { openCase } from "../../src/incident/index.ts";
import { CameraDesk } from "../../src/service/camera-desk.ts";
import { timesKnownBy } from "../../src/service/camera-times.ts";
import { answerCase } from "../../src/service/case-answers.ts";
import {
  type Alarm,
  forecastQuestionSchema,
  type LoopModelAnswer,
  type Run,
} from "../../src/service/contract.ts";
import { debrisAnswer } from "../../src/service/debris-answer.ts";
import { detectabilityAnswer } from "../../src/service/detectability-answer.ts";
import { ForecastDesk, type ForecastSubject } from "../../src/service/forecast-desk.ts";
import { ledgerAnswer } from "../../src/service/ledger-answer.ts";
import { checkIncident, libraryIncident, libraryList } from "../../src/service/library-answer.ts";
import { loopModelAnswer } from "../../src/service/loop-model-answer.ts";
import { planAnswer } from "../../src/service/plan-answer.ts";
import { Problem } from "../../src/service/problem.ts";
import { reportAnswer } from "../../src/service/report-answer.ts";
import { returnAnswer } from "../../src/service/return-answer.ts";
import { schematicAnswer } from "../../src/service/schematic-answer.ts";
import { sensorsAnswer } from "../../src/service/sensors-answer.ts";
import { stationAnswer } from "../../src/service/station-answer.ts";
import {
  boardAt,
  END_S,
  findingsBetween,
  journalAt,
  loops,
  ONSET_S,
  OPEN_S,
  run,
  type Shelf,
  START_S,
  seriesBetween,
} from "./fixture-run.ts";
import { cameraTimesFixture, heardSensors } from "./fixture-sensors.ts";

/** One for all servers: the footage is drawn once. */
const camera = new CameraDesk();

/** One for all servers: what was forecast once is kept. */
const forecasts = new ForecastDesk();
const FORECAST_MEMBERS = 4;
/** A forecast over a week takes long enough to be cancelled. */
const LONG_S = 5 * 86_400;

const mediaTypes: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** Whose record the fixture's case stands for. */
const CASE = "2023-02-11-progress-ms-21";

const progress = openCase(fileURLToPath(new URL(`../../library/incidents/${CASE}.yaml`, import.meta.url)));

/** One for all servers: the twin runs once. */
const modelled = new Map<string, LoopModelAnswer>();

/** One for all servers: it takes a second. */
const smallest = detectabilityAnswer({ kind: "detectability", loop: progress.loops[0]! });

const quietRecording: Run = {
  ...run,
  id: "quiet-recording-fixture",
  title: "Two quiet loops (fixture)",
  kind: "recording",
  synthetic: false,
  syntheticNote: null,
  openAtS: OPEN_S,
  loops: run.loops.slice(1, 3),
  events: [],
};

export interface FixtureServer {
  readonly url: string;
  /** Paths asked for so far, with their queries. */
  readonly asked: string[];
  /** Stops saying that the watch is alive, without closing the connection. */
  readonly fallSilent: () => void;
  /** Says on the stream that messages were lost which are held no longer. */
  readonly loseMessages: () => void;
  /** Refuses boards from now on, or no longer. */
  readonly refuseBoards: (refuse: boolean) => void;
  readonly close: () => Promise<void>;
}

export interface FixtureChoice {
  /** Answers of the runs list: as shipped, none, one that is still being watched, or a failure. */
  readonly runs?: "shipped" | "none" | "loading" | "failing";
  /** What is asked of the library: as shipped, refused, or never answered. */
  readonly answers?: "shipped" | "failing" | "late";
}

/** The ship's loop with the fixture's finding; the station's loops have no hardware on file. */
function forecastSubject(loop: string, timeS: number): ForecastSubject {
  const leak = boardAt(Math.min(timeS, END_S), new Map()).loops.find((each) => each.loop === loop)?.leak;
  return {
    loop: progress.loops[0]!,
    hardware: loop === "ms21" ? progress.hardware.get("ms21/external")! : null,
    vehicleFile: loop === "ms21" ? progress.vehicleFiles.get("ms21/external")! : null,
    finding: leak?.type === "leak" ? leak : null,
    note: progress.note,
    betaDeg: null,
  };
}

/** Runs the product's own forecast, of few members: the fixture is one process on a shared machine. */
async function tellForecast(
  response: ServerResponse,
  subject: (timeS: number) => ForecastSubject,
  asked: unknown,
): Promise<void> {
  const question = forecastQuestionSchema.parse(asked);
  const stop = new AbortController();
  response.on("close", () => stop.abort());
  response.writeHead(200, { "content-type": "application/x-ndjson" });
  const few = { ...question, members: question.horizonS > LONG_S ? 40 : FORECAST_MEMBERS };
  for await (const update of forecasts.answer(subject(question.timeS), few, stop.signal)) {
    response.write(`${JSON.stringify(update)}\n`);
    // Each member holds the process up: what is told must leave before the next.
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  response.end();
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request) text += part;
  return text;
}

/** Serves the built console with fixture runs behind the service's contract. `folder`: the built console. */
export async function startFixtureServer(folder: string, choice: FixtureChoice = {}): Promise<FixtureServer> {
  const acknowledged = new Map<string, NonNullable<Alarm["acknowledged"]>>();
  const shelves = new Map<string, Shelf>();
  const streams = new Set<ServerResponse>();
  const asked: string[] = [];
  let silent = false;
  let refusing = false;
  let sequence = 0;

  const tell = (message: object): void => {
    const line = `id: ${++sequence}\ndata: ${JSON.stringify(message)}\n\n`;
    for (const stream of streams) stream.write(line);
  };
  const beat = (): void => {
    if (!silent) tell({ kind: "alive", timeS: Date.now() / 1000, loops: loops.length });
  };
  const timer = setInterval(beat, 1000);

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://fixture");
    asked.push(url.pathname + url.search);
    const json = (body: unknown, status = 200): void => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    };
    const number = (name: string): number => Number(url.searchParams.get(name));
    const path = url.pathname.split("/").filter(Boolean).map(decodeURIComponent);

    if (url.pathname === "/api/v1/stream") {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
      streams.add(response);
      request.on("close", () => streams.delete(response));
      return beat();
    }
    if (url.pathname === "/api/v1/runs") {
      if (choice.runs === "failing") return json({ detail: "The run store cannot be read." }, 500);
      if (choice.runs === "none") return json({ runs: [] });
      if (choice.runs === "loading")
        return json({ runs: [{ ...run, endS: START_S + 3600, progress: 0.125 }] });
      return json({ runs: [run, quietRecording] });
    }
    if (path[2] === "runs" && path[4] === "at" && refusing)
      return json({ detail: "The store of frames cannot be read." }, 500);
    if (path[2] === "runs" && path[4] === "at")
      return json({ ...boardAt(Math.min(number("timeS"), END_S), acknowledged, shelves), run: path[3] });
    if (request.method === "GET" && path[2] === "runs" && path[4] === "alarms")
      return json(journalAt(number("timeS"), acknowledged, shelves));
    if (path[2] === "runs" && path[4] === "report") {
      void reportAnswer({ kind: "report", incident: CASE, knownByS: number("timeS"), version: "test" }).then(
        ({ fileName, page }) => {
          response.writeHead(200, {
            "content-type": "text/html; charset=utf-8",
            "content-disposition": `attachment; filename="${fileName}"`,
          });
          response.end(page);
        },
      );
      return;
    }
    if (path[2] === "runs" && ["station", "plan", "camera", "return"].includes(path[4] ?? "")) {
      if (choice.answers === "failing") return json({ detail: "The library cannot be read." }, 500);
      if (choice.answers === "late") return;
      const refused = (error: unknown): void => {
        if (!(error instanceof Problem)) throw error;
        json(error.toDocument(url.pathname), error.status);
      };
      const knownByS = url.searchParams.has("timeS") ? number("timeS") : null;
      if (path[4] === "camera") {
        if (path[5] === "pictures") {
          void camera.picture(CASE, Number(path[6])).then((bitmap) => {
            response.writeHead(200, { "content-type": "image/bmp" });
            response.end(bitmap);
          }, refused);
          return;
        }
        if (path[5] === "times") return json(timesKnownBy(cameraTimesFixture, knownByS));
        void camera.answer(CASE, knownByS).then((answer) => json(answer), refused);
        return;
      }
      if (path[4] === "return")
        return json(
          returnAnswer({
            kind: "return",
            timeS: number("timeS"),
            ship: null,
            profile: "nominal",
            members: 20,
          }),
        );
      const carried = path[3] === run.id ? run.loops : quietRecording.loops;
      try {
        if (path[4] === "station") return json(stationAnswer({ timeS: number("timeS"), loops: carried }));
      } catch (error) {
        return refused(error);
      }
      const carriers = carried.map(({ carrier }) => carrier);
      void planAnswer({ kind: "plan", carriers, knownByS }).then((answer) => json(answer), refused);
      return;
    }
    if (path[2] === "library") {
      if (choice.answers === "failing") return json({ detail: "The library cannot be read." }, 500);
      if (choice.answers === "late") return;
      const knownByS = url.searchParams.has("timeS") ? number("timeS") : null;
      try {
        if (path[3] === undefined) return json(libraryList(knownByS));
        const { id } = checkIncident(path[3], knownByS);
        if (path[4] === "claims") return json(answerCase({ kind: "claims", incident: id, knownByS }));
        if (path[4] === "cause")
          return json(answerCase({ kind: "cause", incident: id, knownByS, off: [], on: [] }));
        return json(libraryIncident(id, knownByS));
      } catch (error) {
        if (error instanceof Problem) return json(error.toDocument(url.pathname), error.status);
        throw error;
      }
    }
    if (path[2] === "runs" && path[6] === "forecast") {
      if (choice.answers === "failing") return json({ detail: "The library cannot be read." }, 500);
      if (choice.answers === "late") return;
      const subject = (timeS: number) => forecastSubject(path[5]!, timeS);
      if (request.method === "GET")
        return json({ ...forecasts.choices(subject(number("timeS")), number("timeS")), loop: path[5] });
      void readBody(request).then((text) => tellForecast(response, subject, JSON.parse(text)));
      return;
    }
    const ofCase = path[2] === "runs" && (path[4] === "claims" || path[4] === "cause") ? path[4] : null;
    if (ofCase !== null || url.pathname === "/api/v1/ledger" || url.pathname === "/api/v1/debris") {
      if (choice.answers === "failing") return json({ detail: "The library cannot be read." }, 500);
      if (choice.answers === "late") return;
      try {
        // The product's own answers: these views show what the library holds, not what a run measures.
        if (url.pathname === "/api/v1/debris") return json(debrisAnswer());
        if (ofCase !== null) {
          const knownByS = url.searchParams.has("timeS") ? number("timeS") : null;
          const ids = (name: string): string[] =>
            (url.searchParams.get(name) ?? "").split(",").filter(Boolean);
          return json(
            answerCase(
              ofCase === "claims"
                ? { kind: "claims", incident: CASE, knownByS }
                : { kind: "cause", incident: CASE, knownByS, off: ids("off"), on: ids("on") },
            ),
          );
        }
        const knownByS = url.searchParams.has("knownByS") ? number("knownByS") : null;
        return json(ledgerAnswer({ severityFrom: number("severityFrom") || 1, knownByS }));
      } catch (error) {
        if (error instanceof Problem) return json(error.toDocument(url.pathname), error.status);
        throw error;
      }
    }
    if (path[2] === "runs" && path[6] === "schematic") {
      if (choice.answers === "failing") return json({ detail: "The library cannot be read." }, 500);
      if (choice.answers === "late") return;
      // The product's own answer for the ship's loop; the station's loops have no hardware on file, as in its watch-only file.
      const hardware = path[5] === "ms21" ? progress.hardware.get("ms21/external")! : null;
      void schematicAnswer(progress.loops[0]!, hardware).then((answer) => json({ ...answer, loop: path[5] }));
      return;
    }
    if (path[2] === "runs" && path[6] === "sensors") {
      if (choice.answers === "failing") return json({ detail: "The library cannot be read." }, 500);
      if (choice.answers === "late") return;
      const hardware = path[5] === "ms21" ? progress.hardware.get("ms21/external")! : null;
      void heardSensors.then((log) =>
        json({
          ...sensorsAnswer(path[3]!, progress.loops[0]!, hardware, log, number("timeS")),
          loop: path[5],
        }),
      );
      return;
    }
    if (path[2] === "runs" && path[6] === "model") {
      if (choice.answers === "failing") return json({ detail: "The library cannot be read." }, 500);
      if (choice.answers === "late") return;
      const hardware = progress.hardware.get("ms21/external")!;
      // The product's own model, of the leak that the fixture's run puts into the loop.
      const timeS = url.searchParams.has("timeS") ? number("timeS") : null;
      const shut = (url.searchParams.get("shut") ?? "").split(",").filter((id) => id !== "");
      const key = `${timeS} ${shut}`;
      const leak =
        timeS === null || timeS < ONSET_S
          ? null
          : {
              element: "panel-1",
              holeDiameterM: 0.00091,
              dischargeCoefficient: 0.62,
              ageS: timeS - ONSET_S,
            };
      const known = modelled.get(key) ?? loopModelAnswer({ kind: "model", hardware, leak, shut });
      modelled.set(key, known);
      return json(known);
    }
    if (path[2] === "runs" && path[6] === "detectability") {
      if (choice.answers === "failing") return json({ detail: "The library cannot be read." }, 500);
      if (choice.answers === "late") return;
      // The product's own answer for the ship's loop, whichever loop of the fixture is asked of.
      void smallest.then((answer) => json({ ...answer, loop: path[5] }));
      return;
    }
    if (path[2] === "runs" && path[6] === "series") {
      const loop = loops.find((candidate) => candidate.summary.id === path[5]);
      if (loop === undefined) return json({ detail: `No loop "${path[5]}".` }, 404);
      return json({
        ...seriesBetween(loop, number("fromS"), number("toS"), number("points") || 900),
        run: path[3],
      });
    }
    if (path[2] === "runs" && path[4] === "findings")
      return json({
        run: path[3],
        findings: findingsBetween(number("fromS"), number("toS")),
        complete: true,
      });
    if (request.method === "POST") {
      let text = "";
      request.on("data", (part) => {
        text += part;
      });
      request.on("end", () => {
        const id = path[path.length - 2]!;
        const said = JSON.parse(text);
        if (path.at(-1) === "acknowledge") acknowledged.set(id, said);
        if (path.at(-1) === "shelve") shelves.set(id, { ...said, untilS: said.atS + said.forS });
        if (path.at(-1) === "unshelve") shelves.delete(id);
        const alarm = boardAt(END_S, acknowledged).alarms.find((candidate) => candidate.id === id);
        tell({ kind: "alarm", alarm });
        json(alarm);
      });
      return;
    }
    const file = join(folder, normalize(url.pathname === "/" ? "/index.html" : url.pathname));
    if (!file.startsWith(folder) || !existsSync(file)) return json({ detail: "not here" }, 404);
    response.writeHead(200, {
      "content-type": mediaTypes[extname(file)] ?? "application/octet-stream",
      "content-security-policy":
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'",
    });
    response.end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    fallSilent: () => {
      silent = true;
    },
    loseMessages: () => {
      const reason = "The messages since the last one read are no longer held.";
      for (const stream of streams) stream.write(`event: reload\ndata: ${JSON.stringify({ reason })}\n\n`);
    },
    refuseBoards: (refuse) => {
      refusing = refuse;
    },
    close: async () => {
      clearInterval(timer);
      for (const stream of streams) stream.end();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
