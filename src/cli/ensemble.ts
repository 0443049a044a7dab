import { type Executor, inline, threads, type Variable } from "../campaign/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { buildTwin, TwinError, TwinRun, type TwinRunOptions } from "../twin/index.ts";
import { type TwinDescription, uncertainQuantities } from "../vehicle/index.ts";
import { siUnitOf } from "../vehicle/unit-of-number.ts";
import { wholeNumber } from "./check-command.ts";
import { readDuration } from "./instant.ts";
import { shippedVehicles } from "./vehicles.ts";

/** How long members run, how often they are looked at, and for how long they run before time 0 [s]. */
export interface EnsembleTimes {
  readonly forS: number;
  readonly everyS: number;
  readonly settleS: number;
}

export function readEnsembleTimes(flags: { for: string; every: string; settle: string }): EnsembleTimes {
  const forS = readDuration(flags.for, "--for");
  const everyS = readDuration(flags.every, "--every");
  const settleS = readDuration(flags.settle, "--settle");
  if (forS > 0 && everyS > 0 && settleS >= 0) return { forS, everyS, settleS };
  throw new InputError("--for and --every are longer than nothing, --settle not shorter");
}

/** Instants of the curves: each `everyS`, and the end. */
export function instantsOf({ forS, everyS }: EnsembleTimes): number[] {
  const count = Math.floor(forS / everyS + 1e-9);
  const timesS = Array.from({ length: count + 1 }, (_, i) => i * everyS);
  if (timesS.at(-1)! < forS) timesS.push(forS);
  return timesS;
}

/** The twin of a vehicle file; refuses a file that has none. */
export function twinOf(name: string, twin: TwinDescription | undefined): TwinDescription {
  if (twin !== undefined) return twin;
  throw new InputError(
    `"${name}" is a watch-only file: it says nothing of the hardware. Shipped files: ${shippedVehicles().join(", ")}`,
  );
}

/** Numbers of a file that members draw, but for those held: not a sensor's bias, which changes no truth. */
export function drawnNumbers(
  description: TwinDescription,
  isHeld: (path: string) => boolean,
): { paths: string[]; variables: Variable[] } {
  const free = uncertainQuantities(description).filter(
    ({ path }) => !path.includes(".sensors.") && !isHeld(path),
  );
  return {
    paths: free.map(({ path }) => path),
    variables: free.map((range): Variable => ({ name: range.path, unit: siUnitOf(range), range })),
  };
}

/** Names of the twin's quantities; a vehicle or an action that cannot be is refused before any member runs. */
export function checkedNames(
  name: string,
  description: TwinDescription,
  choice: Readonly<Record<string, number>>,
  options: TwinRunOptions,
): readonly string[] {
  return refusingTwinErrors(name, () => new TwinRun(buildTwin(description, choice), options).names);
}

/** Does what may find the vehicle unfit; says so with the name that was asked for. */
export function refusingTwinErrors<Result>(name: string, work: () => Result): Result {
  try {
    return work();
  } catch (problem) {
    if (problem instanceof TwinError) throw new InputError(`${name}: ${problem.message}`);
    throw problem;
  }
}

/** Where a module that runs members is, seen from this folder: sources and build differ in the ending. */
export function memberModule(path: string): string {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return new URL(`${path}.${extension}`, import.meta.url).href;
}

/** `--threads`: one a core unless given, none for 0. */
export function readExecutor(text: string | undefined): Executor {
  if (text === undefined) return threads();
  const count = wholeNumber(text, "--threads");
  if (count === 0) return inline();
  try {
    return threads({ threads: count });
  } catch (problem) {
    throw new InputError(`--threads: ${(problem as Error).message}`);
  }
}

/** Does work that Ctrl-C stops: the signal is aborted, and what is done by then is kept. */
export async function untilInterrupted<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once("SIGINT", onSignal);
  process.once("SIGTERM", onSignal);
  try {
    return await work(stop.signal);
  } finally {
    process.removeListener("SIGINT", onSignal);
    process.removeListener("SIGTERM", onSignal);
  }
}
