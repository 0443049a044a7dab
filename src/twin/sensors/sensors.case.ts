import type { SensorDescription } from "../../vehicle/sensor-description.ts";
import { SensorBank, type SensorBankOptions } from "./sensor-bank.ts";
import type { TruthStep } from "./truth.ts";

/** A sensor without any error, for tests to give it one. */
export function sensor(id: string, changes: Partial<SensorDescription> = {}): SensorDescription {
  return {
    id,
    measures: "pressure",
    at: "pump.inlet",
    unit: "Pa",
    step: 0,
    white: 0,
    driftPerRootDay: 0,
    bias: { value: 0, low: 0, high: 0, source: "estimate" },
    lagS: 0,
    everyS: 1,
    ...changes,
  };
}

export interface Told {
  readonly kind: "sample" | "acquired" | "lost";
  readonly timeS: number;
  readonly channel?: string;
  readonly value?: number;
}

/** Everything that a bank of sensors tells of a truth. */
export function tell(
  sensors: readonly SensorDescription[],
  truth: Iterable<TruthStep>,
  options: Partial<SensorBankOptions> = {},
): { told: Told[]; bank: SensorBank } {
  const bank = new SensorBank(sensors, { seed: 1, ...options });
  const told: Told[] = [];
  const sink = {
    sample: (timeS: number, channel: number, value: number) => {
      told.push({ kind: "sample", timeS, channel: bank.channels[channel]!, value });
    },
    signal: (timeS: number, state: "acquired" | "lost") => {
      told.push({ kind: state, timeS });
    },
  };
  for (const { timeS, values } of truth) bank.push(timeS, values, sink);
  bank.finish(sink);
  return { told, bank };
}

/** The samples of one channel. */
export function samplesOf(told: readonly Told[], channel: string): { timeS: number; value: number }[] {
  return told.flatMap((entry) =>
    entry.kind === "sample" && entry.channel === channel ? [{ timeS: entry.timeS, value: entry.value! }] : [],
  );
}

/** The same truth for each sensor, at each whole step. */
export function* everywhere(
  sensors: number,
  untilS: number,
  value: (timeS: number) => number,
  stepS = 10,
): Generator<TruthStep> {
  for (let timeS = 0; timeS <= untilS; timeS += stepS)
    yield { timeS, values: new Array<number>(sensors).fill(value(timeS)) };
}
