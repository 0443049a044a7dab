import type { RandomStream } from "../../stats/index.ts";

/** What looks like a leak, or hides one, and is none. */
export const confuserKinds = [
  "sensor drift",
  "stuck code",
  "bias",
  "spike",
  "multiplexer drop",
  "thermal transient",
  "refill",
  "transfer",
  "pump change",
  "clock jump",
  "dropout",
] as const;
export type ConfuserKind = (typeof confuserKinds)[number];

/** One event. `size` is in grams (g/day for a sensor's drift, seconds for a clock jump); it acts on one sensor or on the loop. */
export interface Confuser {
  readonly kind: ConfuserKind;
  readonly startS: number;
  readonly endS: number;
  readonly size: number;
  readonly sensor: "level" | "pressure";
}

const DAY_S = 86_400;
const HOUR_S = 3600;
/** A transfer, a refill or a change of pump speed settles within this, seconds. */
export const TRANSFER_S = 600;
const PUMP_S = 30;
/** Correlation time of what a thermal transient leaves uncompensated, seconds. */
const THERMAL_S = 3600;

/** Draws the events of a run: a Poisson process, every kind as often as another. Ranges are the benchmark's own choice. */
export function drawConfusers(
  random: RandomStream,
  fromS: number,
  untilS: number,
  meanGapS = 2 * DAY_S,
): Confuser[] {
  const events: Confuser[] = [];
  let startS = fromS;
  for (;;) {
    startS += random.exponential(meanGapS);
    if (startS >= untilS) return events;
    events.push(drawConfuser(random, confuserKinds[random.index(confuserKinds.length)]!, startS));
  }
}

/** One event of a kind, its size and length drawn. */
export function drawConfuser(random: RandomStream, kind: ConfuserKind, startS: number): Confuser {
  const between = (low: number, high: number) => low * (high / low) ** random.uniform();
  const signed = (low: number, high: number) => between(low, high) * (random.uniform() < 0.5 ? -1 : 1);
  const sensor = random.uniform() < 0.5 ? "level" : "pressure";
  const event = (size: number, lastsS: number): Confuser => ({
    kind,
    startS,
    endS: startS + lastsS,
    size,
    sensor,
  });
  switch (kind) {
    case "sensor drift":
      return event(signed(10, 300), between(6 * HOUR_S, 48 * HOUR_S));
    case "stuck code":
      return event(0, between(HOUR_S, 12 * HOUR_S));
    case "bias":
      return event(signed(18, 100), between(HOUR_S, 24 * HOUR_S));
    case "spike":
      return event(signed(100, 1000), between(10, 30));
    case "multiplexer drop":
      return event(0, between(10, 600));
    case "thermal transient":
      return event(signed(5, 30), 6 * THERMAL_S);
    case "refill":
      return event(between(50, 300), TRANSFER_S);
    case "transfer":
      return event(-between(50, 300), TRANSFER_S);
    case "pump change":
      return event(signed(5, 40), between(HOUR_S, 48 * HOUR_S));
    case "clock jump":
      return event(signed(10, 600), HOUR_S);
    case "dropout":
      return event(0, between(60, 12 * HOUR_S));
  }
}

/** Displacement that an event puts on the whole loop, grams (both sensors see it). */
export function loopShift(event: Confuser, timeS: number): number {
  const ageS = timeS - event.startS;
  if (ageS < 0) return 0;
  switch (event.kind) {
    case "refill":
    case "transfer":
      return event.size * Math.min(1, ageS / TRANSFER_S);
    case "thermal transient":
      // Rises within a third of the time constant and dies away: e^-t - e^-3t, scaled to a peak of one.
      return (
        (event.size * (Math.exp(-ageS / THERMAL_S) - Math.exp((-3 * ageS) / THERMAL_S))) / 0.3849001794597505
      );
    default:
      return 0;
  }
}

/** Error that an event puts on one sensor, grams. */
export function sensorShift(event: Confuser, sensor: Confuser["sensor"], timeS: number): number {
  const ageS = timeS - event.startS;
  if (ageS < 0 || timeS >= event.endS) return 0;
  if (event.kind === "pump change")
    return sensor === "pressure" ? event.size * Math.min(1, ageS / PUMP_S) : 0;
  if (event.sensor !== sensor) return 0;
  switch (event.kind) {
    case "sensor drift":
      return (event.size * ageS) / DAY_S;
    case "bias":
    case "spike":
      return event.size;
    default:
      return 0;
  }
}

export const isActive = (event: Confuser, timeS: number): boolean =>
  timeS >= event.startS && timeS < event.endS;
