import { SimulationError } from "../loop/index.ts";
import { buildTwin, TwinError, TwinRun } from "../twin/index.ts";
import type { LoopHardware } from "../vehicle/index.ts";
import type { LoopModelAnswer } from "./loop-model-contract.ts";

/** A leak as it is put into a twin, open for `ageS` at the instant. */
export interface ModelledLeak {
  readonly element: string;
  readonly holeDiameterM: number;
  readonly dischargeCoefficient: number;
  readonly ageS: number;
}

/** What a loop comes to by its twin: undisturbed, or under a leak, with valves shut at the instant. */
export interface LoopModelQuestion {
  readonly kind: "model";
  readonly hardware: LoopHardware;
  readonly leak: ModelledLeak | null;
  readonly shut: readonly string[];
}

/** Two to four orbits: longer than any loop of a file takes to settle. */
const SETTLE_S = 6 * 3600;
/** A valve that is shut shows its effect by then. */
const FIGURES_AFTER_S = 600;
const AHEAD_S = 3600;
/** Vehicles whose settled twin is kept: settling takes a second, all that follows milliseconds. */
const VEHICLES_KEPT = 3;
/** Below this part of liquid a loop is called drained. */
const DRY = 0.01;
/** Above this it is called full: the accumulator still gives what leaks. */
const FULL = 0.999;

interface Settled {
  readonly run: TwinRun;
  readonly state: ReturnType<TwinRun["checkpoint"]>;
}
const settled = new Map<string, Settled>();

function settledTwin({ twin }: LoopHardware): Settled {
  const key = JSON.stringify(twin);
  const known = settled.get(key);
  if (known !== undefined) return known;
  const run = new TwinRun(buildTwin(twin), { startS: -SETTLE_S, exchangeS: 60 });
  run.advance(0);
  const found = { run, state: run.checkpoint() };
  if (settled.size >= VEHICLES_KEPT) settled.delete(settled.keys().next().value!);
  settled.set(key, found);
  return found;
}

/** Flow, temperature, pressure and phase of a loop by its twin, or the sentence that says why there are none. */
export function loopModelAnswer({ hardware, leak, shut }: LoopModelQuestion): LoopModelAnswer {
  const { loop } = hardware;
  const told = leak && { element: leak.element, holeDiameterM: leak.holeDiameterM, ageS: leak.ageS };
  const answer = { schema: "hoarfrost/loop-model/1", settledS: SETTLE_S, leak: told } as const;
  try {
    const { run, state } = settledTwin(hardware);
    run.restore(state);
    const full = contentOf(run, loop);
    if (leak !== null) {
      const { element, holeDiameterM, dischargeCoefficient, ageS } = leak;
      run.schedule({
        kind: "leak",
        atS: 0,
        element: `${loop}.${element}`,
        diameterM: holeDiameterM,
        dischargeCoefficient,
      });
      run.advance(ageS);
    }
    if (shut.length === 0) return { ...answer, ...figures(run, loop, full), shut: null, problem: null };
    const nowS = leak?.ageS ?? 0;
    const before = run.value(`${loop}/leaked`);
    const now = run.checkpoint();
    run.advance(nowS + AHEAD_S);
    const open = run.value(`${loop}/leaked`) - before;
    run.restore(now);
    for (const valve of shut)
      run.schedule({ kind: "valve", atS: nowS, element: `${loop}.${valve}`, opening: 0 });
    run.advance(nowS + FIGURES_AFTER_S);
    const shown = figures(run, loop, full);
    run.advance(nowS + AHEAD_S);
    const lostKg = { open, shut: run.value(`${loop}/leaked`) - before };
    return {
      ...answer,
      ...shown,
      shut: { valves: [...shut], figuresAfterS: FIGURES_AFTER_S, aheadS: AHEAD_S, lostKg },
      problem: null,
    };
  } catch (problem) {
    if (problem instanceof TwinError || problem instanceof SimulationError)
      return { ...answer, ...NO_FIGURES, problem: problem.message };
    throw problem;
  }
}

const NO_FIGURES = {
  flowKgPerS: {},
  temperatureK: {},
  pressurePa: {},
  phase: "liquid",
  liquidPart: 1,
  accumulatorPart: null,
  leakKgPerS: 0,
  leftKg: 0,
  shut: null,
} as const;

interface Content {
  /** Liquid outside accumulators [kg]. */
  readonly ownKg: number;
  readonly leftKg: number;
  readonly accumulatorPart: number | null;
}

/** Where the liquid of a loop is: what accumulators hold, and the rest. */
function contentOf(run: TwinRun, loop: string): Content {
  const { model } = run.twin;
  const mine = (model.description.accumulators ?? []).flatMap(({ id }, at) =>
    id.startsWith(`${loop}/`) ? [at] : [],
  );
  const leftKg = run.value(`${loop}/inventory`);
  let heldKg = 0;
  let capacityKg = 0;
  for (const at of mine) {
    const content = model.nodeCount + at;
    const { massKg, temperatureK } = run.state.loop;
    const density = model.fluids.density(model.fluidOf[content]!, temperatureK[content]!);
    // Below zero it is the room that a cavity takes.
    heldKg += Math.max(0, massKg[content]!);
    capacityKg += density * model.liquidCapacityM3[at]!;
  }
  return { ownKg: leftKg - heldKg, leftKg, accumulatorPart: mine.length === 0 ? null : heldKg / capacityKg };
}

function figures(run: TwinRun, loop: string, full: Content) {
  const values = run.read(new Float64Array(run.names.length));
  const of = (quantity: string): Record<string, number> => {
    const found: Record<string, number> = {};
    run.names.forEach((name, at) => {
      const [owner, place, what, ...more] = name.split("/");
      if (owner === loop && what === quantity && more.length === 0) found[place!] = values[at]!;
    });
    return found;
  };
  const { ownKg, leftKg, accumulatorPart } = contentOf(run, loop);
  const liquidPart = Math.min(1, Math.max(0, ownKg / full.ownKg));
  const phase = liquidPart > FULL ? "liquid" : liquidPart < DRY ? "vapour" : "part vapour";
  return {
    flowKgPerS: of("flow"),
    temperatureK: of("temperature"),
    pressurePa: of("pressure"),
    phase,
    liquidPart,
    accumulatorPart,
    leakKgPerS: run.value(`${loop}/leak-rate`),
    leftKg,
  } as const;
}
