import { join } from "node:path";
import Fastify, { type FastifyError, type FastifyInstance } from "fastify";
import type { Health } from "./answers.ts";
import { addApiRoutes } from "./api-routes.ts";
import { CaseDesk } from "./case-desk.ts";
import { addConsole, defaultConsoleFolder } from "./console-files.ts";
import { addGuard } from "./guard.ts";
import { ActionJournal } from "./journal/action-journal.ts";
import { lockFolder } from "./journal/folder-lock.ts";
import { openJournalFile } from "./journal/journal-file.ts";
import { Problem } from "./problem.ts";
import type { RunInput } from "./run-input.ts";
import { EventStream } from "./stream/event-stream.ts";
import { WatchDesk } from "./watch-desk.ts";

export interface ServiceOptions {
  /** 0 for any free port. */
  readonly port?: number;
  readonly host?: string;
  /** Where answers to alarms are kept. */
  readonly dataFolder?: string;
  readonly consoleFolder?: string;
  readonly version?: string;
  readonly aliveEveryMs?: number;
  readonly messagesKept?: number;
  readonly clientsAtMost?: number;
  readonly unreadBytesAtMost?: number;
  readonly stallAtMostMs?: number;
}

export interface Service {
  /** Begins to answer; gives the address to open. */
  listen(): Promise<string>;
  /** Begins to watch a run behind the scenes. */
  addRun(run: RunInput): Promise<RunWatch>;
  /** Ends all connections; what was answered stays on disk. */
  close(): Promise<void>;
}

export interface RunWatch {
  /** Resolves when the watch of the run has ended, by itself or by failure; never for a live run that goes on. */
  readonly ended: Promise<void>;
}

/** The HTTP service. Its promises fail where the data folder cannot be written or another service uses it. */
export function createService(options: ServiceOptions = {}): Service {
  const host = options.host ?? "127.0.0.1";
  const opened = open(options, host);
  // Whoever awaits a method gets the failure; until then it is not an unhandled one.
  opened.catch(() => undefined);
  return {
    listen: async () => (await opened).server.listen({ host, port: options.port ?? 0 }),
    addRun: async (run) => ({ ended: (await opened).desk.add(run) }),
    close: async () => {
      const parts = await opened.catch(() => null);
      if (parts === null) return;
      const { desk, stream, cases, returns, server, journal, clock, unlock } = parts;
      clearInterval(clock);
      desk.stop();
      stream.close();
      await cases.close();
      await returns.close();
      await server.close();
      await journal.close();
      await unlock();
    },
  };
}

/** How often silence of live sources is looked for [ms]. */
const passTimeEveryMs = 2000;

async function open(options: ServiceOptions, host: string) {
  const folder = options.dataFolder ?? ".hoarfrost";
  const unlock = await lockFolder(folder);
  const journal = await openJournalFile(join(folder, "alarms.journal"))
    .then((file) => ActionJournal.open(file))
    .catch(async (error) => {
      await unlock();
      throw error;
    });
  const nowS = () => Date.now() / 1000;
  const desk = new WatchDesk({ journal, publish: (message) => stream.publish(message), nowS });
  const stream = new EventStream(
    {
      messagesKept: options.messagesKept ?? 4096,
      clientsAtMost: options.clientsAtMost ?? 256,
      unreadBytesAtMost: options.unreadBytesAtMost ?? 256_000,
      stallAtMostMs: options.stallAtMostMs ?? 15_000,
      aliveEveryMs: options.aliveEveryMs ?? 2000,
      alive: () => ({ kind: "alive", timeS: nowS(), loops: desk.loops }),
    },
    // Grows from start to start as long as fewer than a thousand messages are sent a millisecond.
    Date.now() * 1000,
  );
  const clock = setInterval(() => void desk.passTime(), passTimeEveryMs);
  clock.unref();
  const health = (): Health => {
    const problems = desk.problems();
    return {
      status: problems.length === 0 ? "ok" : "degraded",
      version: options.version ?? "0",
      timeS: nowS(),
      runs: desk.runs().length,
      loops: desk.loops,
      clients: stream.clients,
      problems,
    };
  };
  const server = Fastify({
    bodyLimit: 16_384,
    routerOptions: { maxParamLength: 1000 },
    forceCloseConnections: true,
  });
  answerProblems(server);
  addGuard(server, host);
  const cases = new CaseDesk();
  // Ensembles of a return take seconds each: claims and plans must not wait behind them.
  const returns = new CaseDesk();
  addApiRoutes(server, desk, stream, cases, returns, health);
  await addConsole(server, options.consoleFolder ?? defaultConsoleFolder());
  return { desk, stream, cases, returns, server, journal, clock, unlock };
}

/** Every failure leaves as problem details, never as a stack. */
function answerProblems(server: FastifyInstance): void {
  server.setErrorHandler((error: FastifyError | Problem, request, reply) => {
    const problem = error instanceof Problem ? error : problemOf(error);
    if (problem.status >= 500 && !(error instanceof Problem)) console.error(error);
    return reply
      .code(problem.status)
      .type("application/problem+json")
      .send(JSON.stringify(problem.toDocument(request.url.slice(0, 500))));
  });
}

function problemOf(error: FastifyError): Problem {
  const status = error.statusCode ?? 500;
  if (status >= 500) {
    return new Problem(
      500,
      "internal",
      "The service failed on this request; its log says how. Other requests go on.",
    );
  }
  if (status === 413)
    return new Problem(413, "too-large", "The body is larger than 16 kB. Send a shorter reason.");
  if (status === 415) return new Problem(415, "not-json", "Send the body as application/json.");
  return new Problem(
    status,
    "bad-request",
    `${error.message}. Send JSON as /api/v1/openapi.json describes it.`,
  );
}
