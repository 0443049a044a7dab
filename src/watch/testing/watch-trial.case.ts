import { ChannelTable, Quality, type SourceEvent, type TelemetrySource } from "../../telemetry/sample.ts";
import type { LoopDescription } from "../../vehicle/loop-description.ts";
import type { Finding } from "../finding.ts";
import { channelsOf, planWatch } from "../plan.ts";
import type { Weighing } from "../rival/weigh.ts";
import { beginWatch } from "../state.ts";
import { step } from "../watch-loop.ts";
import { watchSource } from "../watch-source.ts";
import type { ClockFault, ConfuserTrial } from "./confusers.case.ts";
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
  let state = beginWatch(plan);
  let weighing: Weighing | null = null;
  const findings: Finding[] = [];
  for (const frame of scenarioFrames(scenario, loop)) {
    const result = step(plan, state, frame);
    state = result.state;
    if (state.statisticNat >= plan.suspectNat) weighing ??= state.weighing;
    findings.push(...result.findings);
  }
  return { findings, weighing };
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
