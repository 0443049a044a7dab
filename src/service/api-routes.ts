import type { FastifyInstance } from "fastify";
import type { z } from "zod";
import type { LoopDescription } from "../vehicle/loop-description.ts";
import type { LoopHardware } from "../vehicle/loop-hardware.ts";
import type { healthSchema } from "./answers.ts";
import type { CameraTimes } from "./camera-contract.ts";
import { CameraDesk } from "./camera-desk.ts";
import { timesKnownBy } from "./camera-times.ts";
import type { CaseDesk } from "./case-desk.ts";
import { acknowledgeSchema, shelveSchema } from "./contract.ts";
import { debrisAnswer } from "./debris-answer.ts";
import type { DetectabilityAnswer } from "./detectability-contract.ts";
import { addForecastRoutes } from "./forecast-routes.ts";
import { ledgerAnswer } from "./ledger-answer.ts";
import { checkIncident, libraryIncident, libraryList } from "./library-answer.ts";
import type { LoopModelAnswer } from "./loop-model-contract.ts";
import { modelledLeak, valvesOf } from "./modelled-leak.ts";
import { openApiDocument } from "./open-api.ts";
import { Problem, readInput } from "./problem.ts";
import {
  caseParameters,
  causeParameters,
  instantParameters,
  ledgerParameters,
  modelParameters,
  seriesParameters,
  spanParameters,
} from "./query.ts";
import { schematicAnswer } from "./schematic-answer.ts";
import { sensorsAnswer } from "./sensors-answer.ts";
import { stationAnswer } from "./station-answer.ts";
import type { EventStream } from "./stream/event-stream.ts";
import type { WatchDesk } from "./watch-desk.ts";
import type { WatchedRun } from "./watched-run.ts";

const defaultPoints = 2000;
/** Entries of one journal answer: more than a person reads. */
const entriesAtMost = 500;

/** All of /api/v1 on top of the desk. Knows HTTP; the desk does not. */
export function addApiRoutes(
  server: FastifyInstance,
  desk: WatchDesk,
  stream: EventStream,
  cases: CaseDesk,
  returns: CaseDesk,
  health: () => z.infer<typeof healthSchema>,
): void {
  const runOf = ({ run }: { run: string }): WatchedRun => {
    const found = desk.find(run);
    if (found !== undefined) return found;
    throw new Problem(
      404,
      "unknown-run",
      `There is no run ${quoted(run)}. GET /api/v1/runs lists those there are.`,
    );
  };

  server.get("/api/v1/health", (_, reply) => {
    const answer = health();
    return reply.code(200).send(answer);
  });
  server.get("/api/v1/openapi.json", () => openApiDocument);
  server.get("/api/v1/runs", () => ({ runs: desk.runs().map((run) => run.describe()) }));
  server.get<{ Params: { run: string } }>("/api/v1/runs/:run", ({ params }) => runOf(params).describe());

  server.get<{ Params: { run: string; loop: string } }>(
    "/api/v1/runs/:run/loops/:loop/series",
    ({ params, query }) => {
      const run = runOf(params);
      checkLoop(run, params.loop);
      const { fromS, toS, points } = readInput(seriesParameters, query);
      const untilS = toS ?? run.endS;
      return run.series(
        params.loop,
        fromS ?? Math.min(run.input.startS, untilS),
        untilS,
        points ?? defaultPoints,
      );
    },
  );

  server.get<{ Params: { run: string; loop: string } }>(
    "/api/v1/runs/:run/loops/:loop/schematic",
    ({ params }) => {
      const run = runOf(params);
      checkLoop(run, params.loop);
      const loop = run.input.loops.find(({ id }) => id === params.loop)!;
      return schematicAnswer(loop, run.input.hardware?.get(params.loop) ?? null);
    },
  );

  server.get<{ Params: { run: string; loop: string } }>(
    "/api/v1/runs/:run/loops/:loop/sensors",
    ({ params, query }) => {
      const run = runOf(params);
      checkLoop(run, params.loop);
      const { timeS } = readInput(instantParameters, query);
      const { loops, hardware, sensors } = run.input;
      const loop = loops.find(({ id }) => id === params.loop)!;
      return sensorsAnswer(run.id, loop, hardware?.get(loop.id) ?? null, sensors ?? null, timeS);
    },
  );

  const undisturbed = new WeakMap<LoopHardware, Promise<LoopModelAnswer>>();
  server.get<{ Params: { run: string; loop: string } }>(
    "/api/v1/runs/:run/loops/:loop/model",
    ({ params, query }) => {
      const run = runOf(params);
      checkLoop(run, params.loop);
      const hardware = run.input.hardware?.get(params.loop);
      if (hardware === undefined) {
        const detail = `The hardware of loop ${quoted(params.loop)} is not described: its vehicle file is watch-only, so no twin can be run of it.`;
        throw new Problem(404, "not-described", detail);
      }
      const { timeS, shut = [] } = readInput(modelParameters, query);
      const valves = valvesOf(hardware);
      const strange = shut.find((id) => !valves.includes(id));
      if (strange !== undefined) {
        const known = valves.length === 0 ? "it has none" : `it has ${valves.join(", ")}`;
        const detail = `Loop ${quoted(params.loop)} has no valve ${quoted(strange)}; ${known}.`;
        throw new Problem(400, "bad-input", detail);
      }
      const loop = run.input.loops.find(({ id }) => id === params.loop)!;
      const leak = timeS === undefined ? null : modelledLeak(run, loop, hardware, timeS);
      const ask = () => cases.ask({ kind: "model", hardware, leak, shut });
      return leak === null && shut.length === 0 ? keptIn(undisturbed, hardware, ask) : ask();
    },
  );

  /** Found once a loop: it hangs on the description alone. */
  const seen = new WeakMap<LoopDescription, Promise<DetectabilityAnswer>>();
  server.get<{ Params: { run: string; loop: string } }>(
    "/api/v1/runs/:run/loops/:loop/detectability",
    ({ params }) => {
      const run = runOf(params);
      checkLoop(run, params.loop);
      const loop = run.input.loops.find(({ id }) => id === params.loop)!;
      return keptIn(seen, loop, () => cases.ask({ kind: "detectability", loop }));
    },
  );

  server.get<{ Params: { run: string } }>("/api/v1/runs/:run/at", ({ params, query }) => {
    const run = runOf(params);
    return run.board(readInput(instantParameters, query).timeS);
  });

  server.get<{ Params: { run: string } }>("/api/v1/runs/:run/findings", ({ params, query }) => {
    const run = runOf(params);
    const span = readInput(spanParameters, query);
    const toS = span.toS ?? run.endS;
    const fromS = span.fromS ?? Math.min(run.input.startS, toS);
    return { run: run.id, fromS, toS, ...run.findings(fromS, toS) };
  });

  server.post<{ Params: { run: string; alarm: string } }>(
    "/api/v1/runs/:run/alarms/:alarm/acknowledge",
    async ({ params, body }) => {
      const run = runOf(params);
      return desk.acknowledge(run, params.alarm, readInput(acknowledgeSchema, body));
    },
  );

  server.post<{ Params: { run: string; alarm: string } }>(
    "/api/v1/runs/:run/alarms/:alarm/shelve",
    async ({ params, body }) => desk.shelve(runOf(params), params.alarm, readInput(shelveSchema, body)),
  );
  server.post<{ Params: { run: string; alarm: string } }>(
    "/api/v1/runs/:run/alarms/:alarm/unshelve",
    async ({ params, body }) =>
      desk.unshelve(runOf(params), params.alarm, readInput(acknowledgeSchema, body)),
  );
  server.get<{ Params: { run: string } }>("/api/v1/runs/:run/alarms", ({ params, query }) =>
    runOf(params).journalAt(readInput(instantParameters, query).timeS, entriesAtMost),
  );

  server.get<{ Params: { run: string } }>("/api/v1/runs/:run/claims", ({ params, query }) => {
    const { timeS } = readInput(caseParameters, query);
    const run = runOf(params);
    return cases.ask({ kind: "claims", incident: caseOf(run), knownByS: timeS ?? null });
  });
  server.get<{ Params: { run: string } }>("/api/v1/runs/:run/cause", ({ params, query }) => {
    const { timeS, off, on } = readInput(causeParameters, query);
    const run = runOf(params);
    const knownByS = timeS ?? null;
    return cases.ask({ kind: "cause", incident: caseOf(run), knownByS, off: off ?? [], on: on ?? [] });
  });

  server.get<{ Params: { run: string } }>("/api/v1/runs/:run/station", ({ params, query }) => {
    const { timeS } = readInput(instantParameters, query);
    return stationAnswer({ timeS, loops: runOf(params).input.loops });
  });
  server.get<{ Params: { run: string } }>("/api/v1/runs/:run/plan", ({ params, query }) => {
    const { timeS } = readInput(caseParameters, query);
    const carriers = runOf(params).input.loops.map(({ carrier }) => carrier);
    return cases.ask({ kind: "plan", carriers, knownByS: timeS ?? null });
  });

  server.get<{ Params: { run: string } }>("/api/v1/runs/:run/report", async ({ params, query }, reply) => {
    const { timeS } = readInput(caseParameters, query);
    const run = runOf(params);
    const { recorded } = run.input;
    const about = { knownByS: timeS ?? null, version: health().version };
    const { fileName, page } = await cases.ask(
      recorded === undefined
        ? { kind: "report", incident: caseOf(run), ...about }
        : { kind: "recording", recorded, ...about },
    );
    return reply
      .type("text/html; charset=utf-8")
      .header("content-disposition", `attachment; filename="${fileName}"`)
      .header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
      .send(page);
  });

  addForecastRoutes(
    server,
    (named) => {
      const run = runOf(named);
      checkLoop(run, named.loop);
      return { run, loop: run.input.loops.find(({ id }) => id === named.loop)! };
    },
    runOf,
    returns,
  );

  const camera = new CameraDesk();
  server.get<{ Params: { run: string } }>("/api/v1/runs/:run/camera", ({ params, query }) => {
    const { timeS } = readInput(caseParameters, query);
    return camera.answer(caseOf(runOf(params)), timeS ?? null);
  });
  /** Watching a case twice takes half a minute, once a case; what an answer shows of it hangs on the instant. */
  const times = new WeakMap<WatchedRun, Promise<CameraTimes>>();
  server.get<{ Params: { run: string } }>("/api/v1/runs/:run/camera/times", async ({ params, query }) => {
    const { timeS } = readInput(caseParameters, query);
    const run = runOf(params);
    const incident = caseOf(run);
    // Asked first: a case without footage says so at once.
    await camera.answer(incident, timeS ?? null);
    const all = await keptIn(times, run, () => returns.ask({ kind: "camera-times", incident }));
    return timesKnownBy(all, timeS ?? null);
  });
  server.get<{ Params: { run: string; picture: string } }>(
    "/api/v1/runs/:run/camera/pictures/:picture",
    async ({ params }, reply) => {
      const bitmap = await camera.picture(caseOf(runOf(params)), Number(params.picture));
      return reply.type("image/bmp").send(Buffer.from(bitmap));
    },
  );

  server.get("/api/v1/ledger", ({ query }) => {
    const { severityFrom, knownByS } = readInput(ledgerParameters, query);
    return ledgerAnswer({ severityFrom: severityFrom ?? 1, knownByS: knownByS ?? null });
  });
  server.get("/api/v1/library", ({ query }) => libraryList(readInput(caseParameters, query).timeS ?? null));
  server.get<{ Params: { incident: string } }>("/api/v1/library/:incident", ({ params, query }) =>
    libraryIncident(params.incident, readInput(caseParameters, query).timeS ?? null),
  );
  server.get<{ Params: { incident: string } }>("/api/v1/library/:incident/claims", ({ params, query }) => {
    const knownByS = readInput(caseParameters, query).timeS ?? null;
    const { id } = checkIncident(params.incident, knownByS);
    return cases.ask({ kind: "claims", incident: id, knownByS });
  });
  server.get<{ Params: { incident: string } }>("/api/v1/library/:incident/cause", ({ params, query }) => {
    const knownByS = readInput(caseParameters, query).timeS ?? null;
    const { id } = checkIncident(params.incident, knownByS);
    return cases.ask({ kind: "cause", incident: id, knownByS, off: [], on: [] });
  });
  server.get("/api/v1/debris", () => debrisAnswer());

  server.get("/api/v1/stream", (request, reply) => {
    if (stream.isFull) {
      const detail = `${stream.clients} clients are connected, as many as the service takes. Close another console and try again.`;
      throw new Problem(503, "too-many-clients", detail);
    }
    const lastId = lastIdOf(request.headers["last-event-id"]);
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value);
    }
    reply.raw.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
    stream.join(reply.raw, lastId);
  });
}

/** An answer that is found once; a failure is not kept. */
function keptIn<K extends object, T>(
  kept: WeakMap<K, Promise<T>>,
  key: K,
  find: () => Promise<T>,
): Promise<T> {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const found = find();
  kept.set(key, found);
  found.catch(() => kept.delete(key));
  return found;
}

function checkLoop(run: WatchedRun, loop: string): void {
  if (run.hasLoop(loop)) return;
  const loops = run.input.loops.map(({ id }) => quoted(id)).join(", ");
  throw new Problem(
    404,
    "unknown-loop",
    `Run ${quoted(run.id)} has no loop ${quoted(loop)}; it has ${loops}.`,
  );
}

/** The incident that a run replays. */
function caseOf({ id, input }: WatchedRun): string {
  if (input.kind === "case") return id;
  const detail = `Run ${quoted(id)} is a ${input.kind === "live" ? "live feed" : "recording"}: nothing is on record of it to weigh. Shipped cases have statements and evidence.`;
  throw new Problem(404, "nothing-on-record", detail);
}

/** An unreadable number is one that was never sent: the client is told to ask for everything again. */
function lastIdOf(header: string | string[] | undefined): number | null {
  if (header === undefined || header === "") return null;
  const id = Number(Array.isArray(header) ? header[0] : header);
  return Number.isSafeInteger(id) ? id : Number.MAX_SAFE_INTEGER;
}

/** A name from outside, short and on one line, for a sentence. */
function quoted(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);
}
