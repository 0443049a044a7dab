import { once } from "node:events";
import type { FastifyInstance } from "fastify";
import type { LoopDescription } from "../vehicle/loop-description.ts";
import type { CaseDesk } from "./case-desk.ts";
import { type ForecastUpdate, forecastQuestionSchema } from "./forecast-contract.ts";
import { ForecastDesk, type ForecastSubject } from "./forecast-desk.ts";
import { readInput } from "./problem.ts";
import { instantParameters, returnParameters } from "./query.ts";
import { orbitAt } from "./station-orbit.ts";
import type { WatchedRun } from "./watched-run.ts";

/** Enough to tell a verdict; a console asks for more once these stand. */
const RETURN_MEMBERS = 40;

interface LoopParameters {
  readonly run: string;
  readonly loop: string;
}

/** Finds what an address names, or refuses it. */
export type FindLoop = (named: LoopParameters) => {
  readonly run: WatchedRun;
  readonly loop: LoopDescription;
};

/**
 * What is to come of a loop's vehicle. The answer is a stream of lines, each a ForecastUpdate as JSON; whoever closes it ends the
 * forecast.
 */
export function addForecastRoutes(
  server: FastifyInstance,
  find: FindLoop,
  findRun: (named: { readonly run: string }) => WatchedRun,
  returns: CaseDesk,
): void {
  server.get<{ Params: { run: string } }>("/api/v1/runs/:run/return", ({ params, query }) => {
    findRun(params);
    const { timeS, ship, profile, members } = readInput(returnParameters, query);
    return returns.ask({
      kind: "return",
      timeS,
      ship: ship ?? null,
      profile: profile ?? "nominal",
      members: members ?? RETURN_MEMBERS,
    });
  });
  const desk = new ForecastDesk();
  const path = "/api/v1/runs/:run/loops/:loop/forecast";
  server.get<{ Params: LoopParameters }>(path, ({ params, query }) => {
    const { timeS } = readInput(instantParameters, query);
    return desk.choices(subjectOf(find(params), timeS), timeS);
  });
  server.post<{ Params: LoopParameters }>(path, async ({ params, body }, reply) => {
    const question = readInput(forecastQuestionSchema, body);
    const subject = subjectOf(find(params), question.timeS);
    const stop = new AbortController();
    reply.raw.on("close", () => stop.abort());
    const updates = desk.answer(subject, question, stop.signal);
    // The first update is waited for, so that a question that cannot be answered is refused as any other.
    const first = await updates.next();
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) reply.raw.setHeader(name, value);
    reply.raw.writeHead(200, { "content-type": "application/x-ndjson; charset=utf-8" });
    const write = async (update: ForecastUpdate): Promise<void> => {
      if (stop.signal.aborted || reply.raw.write(`${JSON.stringify(update)}\n`)) return;
      await Promise.race([once(reply.raw, "drain"), once(reply.raw, "close")]);
    };
    if (!first.done) await write(first.value);
    for await (const update of updates) await write(update);
    reply.raw.end();
  });
}

function subjectOf({ run, loop }: ReturnType<FindLoop>, timeS: number): ForecastSubject {
  const { input } = run;
  const status = run.board(timeS).loops.find((each) => each.loop === loop.id);
  const leak = status?.leak?.type === "leak" ? status.leak : null;
  const { orbit } = orbitAt(timeS);
  return {
    loop,
    hardware: input.hardware?.get(loop.id) ?? null,
    vehicleFile: input.vehicleFiles?.get(loop.id) ?? null,
    finding: leak,
    note: input.synthetic ? input.syntheticNote : null,
    betaDeg: input.kind === "case" ? (orbit?.betaDeg ?? null) : null,
  };
}
