import { basename, resolve } from "node:path";
import type { Command } from "commander";
import pc from "picocolors";
import { ownNote } from "../report/report-recording.ts";
import type { RunInput } from "../service/index.ts";
import { overheard } from "../service/sensors-answer.ts";
import { InputError } from "../telemetry/sample.ts";
import { watchSource } from "../watch/index.ts";
import { caseFile, shippedCases } from "./cases.ts";
import { unitsOfChannels } from "./channel-units.ts";
import { firstInstant } from "./first-reading.ts";
import { DEFAULT_VEHICLE, type Input, openInput } from "./input.ts";
import { Exit } from "./outcome.ts";
import { loadVehicle, vehiclePath } from "./vehicles.ts";
import { version } from "./version.ts";

interface ServeFlags {
  port: string;
  host: string;
  vehicle?: string;
  live?: boolean;
  server?: string;
  data: string;
}

const DETAIL = `
Without a SOURCE both shipped cases are served, the Progress MS-21 case first. Everything is on this machine: the
console makes no request to anywhere else. --live adds the station's public feed, which does need the network.

Examples:
  hoarfrost serve
  hoarfrost serve run.csv.gz --vehicle iss
  hoarfrost serve --live --port 8080`;

/** The case that a newcomer sees first. */
const FIRST_CASE = "2023-02-11-progress-ms-21";

export function addServeCommand(program: Command): void {
  program
    .command("serve")
    .description("serve the console: cases, recordings, and the live feed")
    .argument("[source...]", "cases, recordings or folders (default: the shipped cases)")
    .option("--port <n>", "port to listen on; 0 for any free one", "4747")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--vehicle <file>", "vehicle file for recordings (default: iss)")
    .option("--live", "watch the station's public live feed too")
    .option("--server <url>", "another server that speaks the feed's protocol")
    .option("--data <folder>", "folder that keeps acknowledgements", ".hoarfrost")
    .addHelpText("after", DETAIL)
    .action(async (locations: string[], flags: ServeFlags) => {
      process.exitCode = await runServe(locations, flags);
    });
}

async function runServe(locations: string[], flags: ServeFlags): Promise<number> {
  const port = Number(flags.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InputError(`--port "${flags.port}" is not a port; write a whole number from 0 to 65535`);
  }
  const stop = new AbortController();
  const runs: RunInput[] = [];
  for (const location of locations.length > 0 ? locations : defaultCases()) {
    runs.push(await runOf(location, flags));
  }
  if (flags.live) runs.push(await liveRun(flags, stop.signal));
  // Loaded only here: the other commands start in half the time without a server.
  const { createService } = await import("../service/index.ts");
  const service = createService({ port, host: flags.host, dataFolder: flags.data, version: version() });
  const address = await service.listen().catch((problem: NodeJS.ErrnoException) => {
    if (problem.code !== "EADDRINUSE") throw problem;
    throw new InputError(`port ${port} of ${flags.host} is in use; choose another with --port`);
  });
  process.stdout.write(`${pc.bold("Hoarfrost console:")} ${pc.underline(address)}\nStop with Ctrl-C.\n`);
  for (const run of runs) await service.addRun({ ...run, outputs: complaining(run.id, run.outputs) });
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  stop.abort();
  await service.close();
  return Exit.ok;
}

/** Passes outputs on; a source that fails midway is named on standard error too, not in the console alone. */
async function* complaining<T>(id: string, outputs: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* outputs;
  } catch (problem) {
    const sentence = problem instanceof Error ? problem.message : String(problem);
    process.stderr.write(`hoarfrost: ${id} ends early, what was watched is kept: ${sentence}\n`);
    throw problem;
  }
}

function defaultCases(): string[] {
  return shippedCases().toSorted((a, b) => Number(b === FIRST_CASE) - Number(a === FIRST_CASE));
}

async function runOf(location: string, flags: ServeFlags): Promise<RunInput> {
  if (location === "-")
    throw new InputError("serve takes files, folders and cases; record standard input first");
  if (caseFile(location) !== undefined) return caseRun(await openInput(location, {}));
  return recordingRun(
    location,
    await openInput(location, flags.vehicle === undefined ? {} : { vehicle: flags.vehicle }),
    flags.vehicle,
  );
}

function caseRun(input: Input): RunInput {
  const opened = input.opened!;
  const { source, sensors } = overheard(input.source, input.loops, input.hardware);
  return {
    id: opened.incident.id,
    title: opened.incident.title,
    kind: "case",
    synthetic: true,
    syntheticNote: opened.note,
    openAtS: opened.openAtS,
    startS: opened.fromS,
    expectedEndS: opened.untilS,
    events: opened.events,
    loops: input.loops,
    hardware: input.hardware,
    vehicleFiles: opened.vehicleFiles,
    sensors,
    outputs: watchSource(source, input.loops, { hardware: input.hardware }),
  };
}

async function recordingRun(location: string, input: Input, vehicle?: string): Promise<RunInput> {
  const startS = await firstInstant(location);
  const note = await ownNote(location);
  const { source, sensors } = overheard(input.source, input.loops, input.hardware);
  const learningS = Math.max(...input.loops.map((loop) => loop.learningS));
  return {
    id: basename(location).replace(/[^\w.-]+/g, "-"),
    title: basename(location),
    kind: "recording",
    synthetic: note !== null,
    syntheticNote: note,
    openAtS: startS + learningS,
    startS,
    events: [],
    loops: input.loops,
    hardware: input.hardware,
    vehicleFiles: new Map(input.loops.map(({ id }) => [id, vehiclePath(vehicle ?? DEFAULT_VEHICLE)])),
    sensors,
    outputs: watchSource(source, input.loops, { hardware: input.hardware }),
    recorded: {
      origin: {
        path: resolve(location),
        vehicleName: loadVehicle(vehicle ?? DEFAULT_VEHICLE).name,
        vehicleFile: resolve(vehiclePath(vehicle ?? DEFAULT_VEHICLE)),
        loops: input.loops,
      },
      units: unitsOfChannels(input.loops, input.hardware),
      flags: vehicle === undefined ? "" : ` --vehicle ${basename(vehicle)}`,
    },
  };
}

async function liveRun(flags: ServeFlags, signal: AbortSignal): Promise<RunInput> {
  const { openIssFeed } = await import("../telemetry/live/index.ts");
  const { loops, name } = loadVehicle("iss");
  const feed = openIssFeed({ ...(flags.server !== undefined && { server: flags.server }), signal });
  const { source, sensors } = overheard(feed, loops);
  const nowS = Date.now() / 1000;
  return {
    id: "live-iss",
    title: `${name}, live`,
    kind: "live",
    synthetic: false,
    syntheticNote: null,
    openAtS: nowS,
    startS: nowS,
    events: [],
    loops,
    sensors,
    outputs: watchSource(source, loops),
  };
}
