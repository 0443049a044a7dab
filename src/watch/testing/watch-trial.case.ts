import type { Frame } from "../../telemetry/frame.ts";
import { ChannelTable, Quality, type SourceEvent, type TelemetrySource } from "../../telemetry/sample.ts";
import type { LoopDescription } from "../../vehicle/loop-description.ts";
import type { Finding } from "../finding.ts";
import { channelsOf, planWatch } from "../plan.ts";
import type { Weighing } from "../rival/weigh.ts";
import { beginWatch, type WatchState } from "../state.ts";
import { step } from "../watch-loop.ts";
import { watchSource } from "../watch-source.ts";
import { type ClockFault, type ConfuserTrial, QUIET_S } from "./confusers.case.ts";
import { type Scenario, scenarioFrames } from "./scenario.case.ts";

/** What the watch said in a trial, and how it weighed the leak when it was first suspected; null where it never was. */
export interface TrialRun {
  readonly findings: readonly Finding[];
  readonly weighing: Weighing | null;
}

/** Watches one trial. Where the clock is at fault its samples go through the frame builder, as those of a source do. */
export async function watchTrial({ scenario, loop, clock }: ConfuserTrial): Promise<TrialRun> {
  if (clock !== null) {
    const findings: Finding[] = [];
    for await (const output of watchSource(new StampedSource(scenario, loop, clock), [loop]))
      findings.push(...output.findings);
    return { findings, weighing: null };
  }
  const plan = planWatch(loop);
  const frames = scenarioFrames(scenario, loop);
  const quiet = quietStart(loop, frames);
  const findings: Finding[] = [...quiet.findings];
  let { state } = quiet;
  let weighing: Weighing | null = null;
  for (const frame of frames.slice(quiet.frames.length)) {
    const result = step(plan, state, frame);
    state = result.state;
    if (state.statisticNat >= plan.suspectNat) weighing ??= state.weighing;
    findings.push(...result.findings);
  }
  return { findings, weighing };
}

/** The watch of a quiet loop as it stands when the first thing may happen. */
interface QuietStart {
  readonly frames: readonly Frame[];
  readonly state: WatchState;
  readonly findings: readonly Finding[];
}

/** Starts of loops watched lately: trials with one seed on one loop begin alike, and a state is plain data that nobody changes. */
const starts: QuietStart[] = [];
const MOST_STARTS = 24;

function quietStart(loop: LoopDescription, frames: readonly Frame[]): QuietStart {
  const beginning = frames.slice(0, QUIET_S / loop.framePeriodS);
  const known = starts.find((start) => isAlike(start.frames, beginning));
  if (known !== undefined) return known;
  const plan = planWatch(loop);
  const findings: Finding[] = [];
  let state = beginWatch(plan);
  for (const frame of beginning) {
    const result = step(plan, state, frame);
    state = result.state;
    findings.push(...result.findings);
  }
  const start = { frames: beginning, state, findings };
  starts.push(start);
  if (starts.length > MOST_STARTS) starts.shift();
  return start;
}

/** The same readings of the same channels to the last bit. */
function isAlike(a: readonly Frame[], b: readonly Frame[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ mean }, i) => {
      const other = b[i]!.mean;
      return mean.length === other.length && mean.every((value, slot) => Object.is(value, other[slot]));
    })
  );
}

/** A scenario's readings as samples, one of each channel at the start of each frame, stamped by a clock that may be wrong. */
class StampedSource implements TelemetrySource {
  readonly name = "made-up samples";
  readonly channels = new ChannelTable();
  readonly #scenario: Scenario;
  readonly #loop: LoopDescription;
  readonly #clock: ClockFault;

  constructor(scenario: Scenario, loop: LoopDescription, clock: ClockFault) {
    this.#scenario = scenario;
    this.#loop = loop;
    this.#clock = clock;
  }

  async *events(): AsyncGenerator<SourceEvent> {
    const indices = channelsOf(this.#loop).map((name) => this.channels.indexOf(name));
    for (const { endS, periodS, mean } of scenarioFrames(this.#scenario, this.#loop)) {
      const known = indices.filter((_, slot) => !Number.isNaN(mean[slot]!));
      yield {
        kind: "samples",
        batch: {
          count: known.length,
          timeS: new Float64Array(known.length).fill(this.#clock(endS - periodS)),
          channel: Int32Array.from(known),
          value: mean.filter((value) => !Number.isNaN(value)),
          quality: new Uint8Array(known.length).fill(Quality.good),
        },
      };
    }
  }
}
