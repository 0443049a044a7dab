import type { Compensated } from "../compensate.ts";
import type { Finding } from "../finding.ts";
import { faultFinding } from "../findings.ts";
import type { WatchPlan } from "../plan.ts";
import type { WatchState } from "../state.ts";
import type { Alternative } from "./alternatives.ts";
import { type ClockFault, describeClock } from "./clock-screen.ts";
import { restNat } from "./dwell.ts";
import { isUnusual } from "./explained.ts";
import { flowTrouble } from "./flow-trouble.ts";
import { type HubVerdict, mayRepeat } from "./hub-screen.ts";
import { STUCK_NAT } from "./out-gauges.ts";
import { shouldMoveWithin } from "./should-move.ts";
import { isLasting } from "./swing-watch.ts";
import type { Transferred } from "./transfer.ts";
import {
  bestTransient,
  driftAgainstLeak,
  JUMP_NAT,
  riseNat,
  speaks,
  strongestRival,
  transientPosterior,
} from "./weigh.ts";

/** Something that happened to a channel, remembered for a while. */
export interface RivalEvent {
  readonly alternative: Alternative;
  readonly frame: number;
  /** Size where it has one: in the channel's unit at the reference reading, which for a gas pressure is not the change of the reading. */
  readonly size: number;
  /** What the inventory channel read just before it. */
  readonly before: number;
  /** What is said of it once it has proved to be no spike. */
  readonly detail?: string;
}

/** When each alternative was last named: frame numbers. */
export type Named = Readonly<Partial<Record<Alternative, number>>>;

/** ln of the likelihood ratio at which a transient is named. */
const TRANSIENT_NAT = 12;
const PUMP_NAT = 6;
/** Odds at which an alternative is said to have won. */
export const WON_NAT = Math.log(20);
/** A jump that is taken back within this many frames was a spike. */
const SPIKE_FRAMES = 6;
/** A jump that has not gone on for this long has settled. */
const SETTLED_FRAMES = 12;
/** A frame in which a flow, power or flag channel moved explains jumps for so long. */
const OPERATION_FRAMES = 6;
/** An operation explains what the channel does for so long. */
const LIFE_S = 4 * 3600;
/** The same is not told twice within this time. */
const REPEAT_S = 2 * 3600;
const REMEMBERED = 12;

/** What has come to light in a frame beside its readings. */
export interface Signs {
  /** What the time stamps did as they arrived. */
  readonly arrived: readonly ClockFault[];
  /** Seconds that the clock leapt ahead, in the frame in which that is certain. */
  readonly leapS: number | null;
  /** What went through a reported valve, in the frame in which it has closed. */
  readonly transferred: Transferred | null;
  /** What the inventory channel read last before this frame. */
  readonly readBefore: number;
}

/** The findings that a frame's alternatives give rise to, and the events remembered with them. Pure. */
export function nameFaults(
  plan: WatchPlan,
  state: WatchState,
  number: number,
  now: Compensated,
  hubs: HubVerdict,
  signs: Signs,
): { findings: Finding[]; events: readonly RivalEvent[]; named: Named } {
  const namer = new Namer(plan, state, number, signs.readBefore);
  const { loop } = plan;
  if (hubs.fault !== null) {
    const { hub, channels, how } = hubs.fault;
    const what = how === "repeats" ? "repeat their last values" : `${how} in one frame`;
    const nat = JUMP_NAT - Math.max(0, state.statisticNat);
    const odds = nat > 0 ? `; ${ratio(nat)} against a leak` : "";
    namer.name("multiplexer or computer", hub, `${channels.join(", ")} ${what}${odds}`, { hub, size: 0 });
  }
  nameClock(namer, plan, signs);
  nameTransfer(namer, plan, signs);
  if (state.phase === "learning") return namer.said;
  nameOperation(namer, plan, hubs);
  nameSettledStep(namer, plan, state, number);
  nameSettledTransfer(namer, plan, state, number);
  // Over vapour a pressure follows temperature, and what is left does not show in it: its jumps tell of nothing.
  if (state.drain.cushionSpent) return namer.said;
  if (now.jump !== null && namer.wasNamed("sensor drift")) namer.remember("sensor step", now.jump);
  else if (now.jump !== null)
    nameJump(namer, plan, state, number, { size: now.jump, from: signs.readBefore });
  else nameWitnessJump(namer, plan, state, number);
  const nat = restNat(state.dwell);
  const isLong = state.dwell.frames >= shouldMoveWithin(plan);
  if (
    nat > STUCK_NAT &&
    isLong &&
    state.phase !== "leaking" &&
    !allRest(plan, state) &&
    !mayRepeat(plan.loop, hubs.memory)
  ) {
    const restedMin = Math.round((state.dwell.frames * loop.framePeriodS) / 60);
    namer.once("sensor stuck", loop.inventoryChannel, `has not moved for ${restedMin} min`);
  }
  if (state.phase !== "leaking") {
    nameRise(namer, plan, state, number);
    nameTransients(namer, plan, state, number);
    const rival = state.weighing && state.weighing.frame === number ? strongestRival(state.weighing) : null;
    if (rival !== null && rival.lnOdds < -WON_NAT && state.statisticNat >= plan.suspectNat) {
      namer.once(rival.alternative, loop.inventoryChannel, `falls, ${ratio(-rival.lnOdds)} against a leak`);
    }
  }
  return namer.said;
}

/** Odds as people write them. */
function ratio(nat: number): string {
  return `${Math.exp(Math.min(nat, 50)).toLocaleString("en-US", { maximumSignificantDigits: 2 })} : 1`;
}

function nameTransfer(namer: Namer, { loop }: WatchPlan, { transferred }: Signs): void {
  if (transferred === null) return;
  const { channel, lost } = transferred;
  const by = `${Math.abs(lost).toPrecision(2)} ${loop.inventoryUnit}`;
  const detail = `${lost > 0 ? "fell" : "rose"} by ${by} while ${channel} stood otherwise than usual`;
  namer.once("refill or transfer", loop.inventoryChannel, detail);
}

function nameClock(namer: Namer, { loop }: WatchPlan, { arrived, leapS }: Signs): void {
  for (const fault of arrived) namer.once("clock", "time stamps", describeClock(fault));
  if (leapS === null) return;
  const least = Math.round(leapS / 60);
  const detail = `leapt ahead by about ${least} min: after the gap ${loop.inventoryChannel} goes on as if no time had passed`;
  namer.once("clock", "time stamps", detail);
}

/** Witnesses that rest as well show a quiet loop, not a stuck sensor. */
function allRest(plan: WatchPlan, state: WatchState): boolean {
  const alike = state.witnesses.filter((_, i) => plan.witnesses[i]!.compares);
  return alike.length > 0 && alike.every(({ dwell }) => restNat(dwell) > STUCK_NAT / 2);
}

function nameOperation(namer: Namer, plan: WatchPlan, hubs: HubVerdict): void {
  for (const place of hubs.jumped) {
    const input = plan.loop.explainedBy[place - 1];
    if (input === undefined || input.quantity === "temperature" || hubs.memory.leftOut[place]! > 0) continue;
    namer.remember("pump, valve or set point", 0);
  }
}

function nameJump(
  namer: Namer,
  plan: WatchPlan,
  state: WatchState,
  number: number,
  { size, from }: { size: number; from: number },
): void {
  const { loop } = plan;
  const [left, reached] = [from, state.lastReading].map((reading) => String(Number(reading.toPrecision(4))));
  const detail = `jumped from ${left} to ${reached} ${loop.inventoryUnit} within one frame`;
  const recent = (alternative: Alternative, frames: number) =>
    state.events.find((event) => event.alternative === alternative && number - event.frame <= frames);
  // Readings that were left out with their hub come back where coolant has gone meanwhile.
  if (namer.wasNamed("multiplexer or computer") && namer.wasSilent()) return;
  const spike = ["sensor step", "refill or transfer"]
    .map((name) =>
      state.events.findLast(
        ({ alternative, frame }) => alternative === name && number - frame <= SPIKE_FRAMES && frame < number,
      ),
    )
    .find((event) => event !== undefined && Math.abs(event.size + size) < 0.3 * Math.abs(event.size));
  if (spike !== undefined) {
    namer.name("sensor spike", loop.inventoryChannel, `${detail}, back from where it jumped`, { size });
    return;
  }
  if (namer.operatedWithin(OPERATION_FRAMES)) {
    namer.once("pump, valve or set point", loop.inventoryChannel, `${detail} as flow, power or a flag moved`);
    return;
  }
  if (recent("sensor step", 1) ?? recent("refill or transfer", 1)) {
    namer.remember("refill or transfer", size);
    return;
  }
  const alike = plan.witnesses.flatMap(({ compares }, i) =>
    compares && speaks(plan, state, i, number) ? [i] : [],
  );
  if (alike.length > 0) {
    const alone = alike.every((i) => state.witnesses[i]!.jumped);
    if (alone) {
      const others = witnessNames(plan, alike);
      namer.remember("sensor step", size, `${detail}; ${others} did not`);
    } else {
      namer.plain(`${detail}, and so did ${witnessNames(plan, alike)}: a transfer, a valve or a fast loss`);
      namer.remember("refill or transfer", size);
    }
    return;
  }
  namer.plain(
    `${detail}: a transfer, a valve, a sensor or a gap that hid a loss; a steady leak does not look like this`,
  );
  namer.remember("sensor step", size);
}

/** A jump of one sensor is called a step once it has not come back. */
function nameSettledStep(namer: Namer, plan: WatchPlan, state: WatchState, number: number): void {
  for (const { alternative, frame, detail, size } of state.events)
    if (alternative === "sensor step" && frame === number - SPIKE_FRAMES - 1 && detail !== undefined) {
      const isBack = state.events.some((e) => e.alternative === "sensor spike" && e.frame > frame);
      if (!isBack && !namer.wasNamed("sensor spike"))
        namer.name("sensor step", plan.loop.inventoryChannel, detail, { size });
    }
}

/** A jump of every sensor is called a transfer once it has stayed for two minutes without going on. */
function nameSettledTransfer(namer: Namer, plan: WatchPlan, state: WatchState, number: number): void {
  const jumps = state.events.filter(({ alternative }) => alternative === "refill or transfer");
  const last = jumps.at(-1);
  if (last?.frame !== number - SETTLED_FRAMES || state.phase === "leaking") return;
  if (state.statisticNat >= plan.suspectNat) return;
  const left = `${Number(last.before.toPrecision(4))} ${plan.loop.inventoryUnit}`;
  const detail = `has stayed since it jumped away from ${left}`;
  namer.once("refill or transfer", plan.loop.inventoryChannel, detail);
}

function witnessNames(plan: WatchPlan, places: readonly number[]): string {
  return places.map((i) => plan.witnesses[i]!.witness.channel).join(", ");
}

function nameWitnessJump(namer: Namer, plan: WatchPlan, state: WatchState, number: number): void {
  for (const [i, { witness, compares }] of plan.witnesses.entries()) {
    if (!compares || !state.witnesses[i]!.jumped || !speaks(plan, state, i, number)) continue;
    namer.once("sensor step", witness.channel, `jumped and ${plan.loop.inventoryChannel} did not`);
  }
}

function nameRise(namer: Namer, plan: WatchPlan, state: WatchState, number: number): void {
  if (number % 3 !== 0 || mayBeClock(state)) return;
  const rise = riseNat(state, number);
  if (!(rise > plan.confirmNat)) return;
  const { loop } = plan;
  const trouble = flowTrouble(state.flow);
  // A rise that has been called a refill is told anew once the flow shows that it was gas.
  if (trouble > GAS_TROUBLE && namer.onlyNamed("refill or transfer")) {
    namer.once("gas ingestion", loop.inventoryChannel, "rises while the flow falls or is rough");
    return;
  }
  if (namer.anyNamed() || transientPosterior(plan, state, "eclipse or manoeuvre", number) > rise) return;
  const together = driftAgainstLeak(plan, state, number, -1);
  if (together !== null && together < -WON_NAT)
    namer.once("sensor drift", loop.inventoryChannel, "rises and its witness does not");
  else if (bestNat(plan, state, "thermal transient", number) > TRANSIENT_NAT || trouble > LEAST_TROUBLE)
    return;
  else if (together !== null || plan.witnesses.length === 0 || !anySpeaks(plan, state, number))
    namer.once("refill or transfer", loop.inventoryChannel, "rises");
}

/** Roughness or loss of flow, in its usual scatter, beyond which gas is the likelier reason for a rise. */
const GAS_TROUBLE = 4;
/** From here on it is too soon to say. */
const LEAST_TROUBLE = 2;

function anySpeaks(plan: WatchPlan, state: WatchState, number: number): boolean {
  return plan.witnesses.some((_, i) => speaks(plan, state, i, number));
}

function bestNat(plan: WatchPlan, state: WatchState, alternative: Alternative, number: number): number {
  return bestTransient(plan, state, alternative, number)?.nat ?? Number.NEGATIVE_INFINITY;
}

function nameTransients(namer: Namer, plan: WatchPlan, state: WatchState, number: number): void {
  if (number % 6 !== 0 || namer.anyNamed() || mayBeClock(state)) return;
  const sd = Math.sqrt(plan.model.whiteVariance);
  const { inventoryChannel } = plan.loop;
  const operated = namer.operatedWithin(LIFE_S / plan.loop.framePeriodS);
  const isTransfer = transferOverOperation(plan, state, number);
  if (operated && Math.abs(isTransfer) > WON_NAT) {
    if (isTransfer > 0 && bestNat(plan, state, "refill or transfer", number) > TRANSIENT_NAT) {
      const detail = "moves at one rate for as long as a flag is set";
      namer.once("refill or transfer", inventoryChannel, detail);
      return;
    }
    if (isTransfer < 0 && isUnusual(state.explained.operation, sd)) {
      const detail = "moved with flow, power or a flag, beyond its usual range";
      namer.once("pump, valve or set point", inventoryChannel, detail);
      return;
    }
  }
  if (isUnusual(state.explained.thermal, sd) && operated) {
    const detail = "moved with a temperature after flow, power or a flag had moved";
    namer.once("pump, valve or set point", inventoryChannel, detail);
    return;
  }
  if (isUnusual(state.explained.thermal, sd)) {
    namer.once("thermal transient", inventoryChannel, "moved with a temperature, beyond its usual range");
    return;
  }
  const swing = namer.namedSince(number - (2.5 * plan.loop.orbitPeriodS) / plan.loop.framePeriodS)
    ? null
    : isLasting(state.swings.channels[0]!);
  if (swing !== null && state.statisticNat < plan.suspectNat) {
    const by = `${swing.toPrecision(2)} ${plan.loop.inventoryUnit}`;
    const detail = `swings with the orbit otherwise than before, by ${by}, for two orbits now`;
    namer.once("eclipse or manoeuvre", inventoryChannel, detail);
    return;
  }
  const limits = [
    ["pump, valve or set point", PUMP_NAT, "settles to another value after flow, power or a flag moved"],
    ["thermal transient", TRANSIENT_NAT, "follows a temperature beyond what was learned of it"],
    ["eclipse or manoeuvre", TRANSIENT_NAT, "swings with the orbit in another size or phase than before"],
  ] as const;
  for (const [alternative, least, detail] of limits) {
    const posterior = transientPosterior(plan, state, alternative, number);
    if (bestNat(plan, state, alternative, number) > least && posterior > state.statisticNat + WON_NAT) {
      namer.once(alternative, plan.loop.inventoryChannel, detail);
      return;
    }
  }
}

/** ln of how much likelier a transfer through a reported valve is than a settling after an operation; far below 0 without one. */
function transferOverOperation(plan: WatchPlan, state: WatchState, number: number): number {
  const transfer = bestNat(plan, state, "refill or transfer", number);
  return transfer === Number.NEGATIVE_INFINITY
    ? -100
    : transfer - Math.max(0, bestNat(plan, state, "pump, valve or set point", number));
}

/** A gap is judged, and a leap of the clock explains it better so far. */
function mayBeClock({ clockGap }: WatchState): boolean {
  return clockGap.gapFrames > 0 && clockGap.nat > 0;
}

class Namer {
  readonly #plan: WatchPlan;
  readonly #state: WatchState;
  readonly #number: number;
  readonly #readBefore: number;
  readonly #findings: Finding[] = [];
  #events: readonly RivalEvent[];
  #named: Named;

  constructor(plan: WatchPlan, state: WatchState, number: number, readBefore: number) {
    this.#readBefore = readBefore;
    this.#plan = plan;
    this.#state = state;
    this.#number = number;
    this.#events = state.events;
    this.#named = state.named;
  }

  get said() {
    return { findings: this.#findings, events: this.#events, named: this.#named };
  }

  remember(alternative: Alternative, size: number, detail?: string): void {
    const before = this.#readBefore;
    const event = { alternative, frame: this.#number, size, before, ...(detail && { detail }) };
    this.#events = [...this.#events, event].slice(-REMEMBERED);
  }

  /** Something was named lately: what follows is most likely its echo. */
  anyNamed(): boolean {
    return this.namedSince(this.#number - LIFE_S / this.#plan.loop.framePeriodS);
  }

  /** Nothing else was named lately. */
  onlyNamed(alternative: Alternative): boolean {
    const since = this.#number - LIFE_S / this.#plan.loop.framePeriodS;
    return Object.entries(this.#named).every(([name, frame]) => name === alternative || frame <= since);
  }

  wasNamed(alternative: Alternative): boolean {
    const since = this.#number - REPEAT_S / this.#plan.loop.framePeriodS;
    return (this.#named[alternative] ?? Number.NEGATIVE_INFINITY) > since;
  }

  /** Something was named since a frame. */
  namedSince(frame: number): boolean {
    return Object.values(this.#named).some((number) => number > frame);
  }

  /** The inventory channel was not used in the frame before this. */
  wasSilent(): boolean {
    return this.#state.dataFrames === 1;
  }

  operatedWithin(frames: number): boolean {
    return this.#events.some(
      ({ alternative, frame }) =>
        alternative === "pump, valve or set point" && this.#number - frame <= frames,
    );
  }

  name(
    alternative: Alternative,
    channel: string,
    detail: string,
    { size, hub }: { size: number; hub?: string } = { size: 0 },
  ): void {
    const endS = (this.#number + 1) * this.#plan.loop.framePeriodS;
    this.#findings.push(faultFinding(this.#plan.loop, endS, alternative, channel, detail, hub));
    this.#named = { ...this.#named, [alternative]: this.#number };
    this.remember(alternative, size);
  }

  /** Names it unless that was done not long ago. */
  once(alternative: Alternative, channel: string, detail: string): void {
    if (this.wasNamed(alternative)) return;
    this.name(alternative, channel, detail);
  }

  /** A jump that nothing beside it explains. */
  plain(problem: string): void {
    const endS = (this.#number + 1) * this.#plan.loop.framePeriodS;
    const { loop } = this.#plan;
    this.#findings.push(faultFinding(loop, endS, null, loop.inventoryChannel, problem));
  }
}
