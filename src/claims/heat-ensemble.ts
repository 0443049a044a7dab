import { temperatureAfter, timeToSaturation } from "../cabin/index.ts";
import type { RandomStream } from "../stats/index.ts";
import type { Circumstance } from "./assertion.ts";
import type { Range } from "./emptying-ensemble.ts";

const ZERO_C = 273.15;
const HOUR_S = 3600;

/** One compartment's heat balance, C dT/dt = Q - G (T - Tsink), loads shed at a time. */
interface Balance {
  readonly startK: number;
  readonly heatCapacityJPerK: number;
  readonly conductanceWPerK: number;
  readonly sinkK: number;
  readonly onW: number;
  readonly offW: number;
  readonly offAfterS: number;
}

/**
 * Ranges of the docked heat balance, reference dossier 7.4: C 0.5 to 2 MJ/K; instrument compartment 5 to 30 W/K to 5 to 25 degC,
 * 160 to 690 W, then 5 to 300 W; habitable part 20 to 67 W/K of station air at 20 to 25 degC. When loads went off is not
 * published. The habitable loads are own estimates.
 */
const DOCKED = {
  instrument: { c: [0.5e6, 2e6], g: [5, 30], sink: [5, 25], on: [160, 690], off: [5, 300] },
  habitable: { c: [0.5e6, 1.5e6], g: [20, 67], sink: [20, 25], on: [100, 400], off: [5, 100] },
} as const;
const START_C = [18, 25] as const;
const SHED_AFTER_H = [24, 72] as const;

export interface HeatMember {
  readonly instrument: Balance;
  readonly habitable: Balance;
  readonly onsetS: number;
  readonly flight: FlightMember;
}

/** Free flight without cooling (dossier 7.5): heat capacity of what warms with the cabin, avionics, and some loss through the shell. */
interface FlightMember {
  readonly startK: number;
  readonly heatCapacityJPerK: number;
  readonly shellWPerK: number;
  readonly shellK: number;
  readonly avionicsW: number;
  readonly perPersonW: number;
  readonly airM3: number;
  readonly humidity: number;
  readonly waterKgPerS: number;
  /** Where in a range of flight times this member lies, 0 to 1. */
  readonly share: number;
}

/** One possible ship, as far as heat goes. */
export function drawHeat(onsetS: Range, stream: RandomStream): HeatMember {
  const even = ([low, high]: readonly [number, number]) => low + (high - low) * stream.uniform();
  const log = ([low, high]: readonly [number, number]) => low * (high / low) ** stream.uniform();
  const offAfterS = even(SHED_AFTER_H) * HOUR_S;
  const startK = even(START_C) + ZERO_C;
  const balance = (name: "instrument" | "habitable"): Balance => {
    const { c, g, sink, on, off } = DOCKED[name];
    return {
      startK,
      heatCapacityJPerK: log(c),
      conductanceWPerK: log(g),
      sinkK: even(sink) + ZERO_C,
      onW: even(on),
      offW: even(off),
      offAfterS,
    };
  };
  return {
    instrument: balance("instrument"),
    habitable: balance("habitable"),
    onsetS: onsetS.low + (onsetS.high - onsetS.low) * stream.uniform(),
    flight: {
      startK: even([28, 30]) + ZERO_C,
      heatCapacityJPerK: log([0.6e6, 1.5e6]),
      shellWPerK: even([0, 8]),
      shellK: even([10, 25]) + ZERO_C,
      avionicsW: even([100, 400]),
      perPersonW: even([100, 150]),
      airM3: even([3.5, 8.5]),
      humidity: even([0.4, 0.6]),
      waterKgPerS: even([60, 100]) / 1000 / HOUR_S,
      share: stream.uniform(),
    },
  };
}

/** Temperature some time after cooling was lost. */
export function dockedK(balance: Balance, sinceS: number): number {
  const { startK, heatCapacityJPerK, conductanceWPerK, sinkK, onW, offW, offAfterS } = balance;
  if (sinceS <= 0) return startK;
  const law = (heatW: number) => ({ heatCapacityJPerK, heatW, conductanceWPerK, sinkK });
  const warmK = temperatureAfter(startK, Math.min(sinceS, offAfterS), law(onW));
  return sinceS <= offAfterS ? warmK : temperatureAfter(warmK, sinceS - offAfterS, law(offW));
}

/** Highest temperature between two times; each stretch of constant load is monotonic, so its ends suffice. */
export function peakK(balance: Balance, fromS: number, untilS: number): number {
  const times = [fromS, untilS, balance.offAfterS].filter((t) => t >= fromS && t <= untilS);
  return Math.max(...times.map((t) => dockedK(balance, t)));
}

/** What a member says of a docked temperature: at a time, or the highest in a stretch (by default the first five days). */
export function heatValue(member: HeatMember, quantity: string, when: Circumstance): number {
  const balance = quantity.startsWith("instrument") ? member.instrument : member.habitable;
  const since = (timeS: number) => timeS - member.onsetS;
  if (when.atS !== undefined && when.fromS === undefined) return dockedK(balance, since(when.atS));
  const fromS = when.fromS === undefined ? 0 : Math.max(0, since(when.fromS));
  const untilS = when.untilS === undefined ? fromS + 5 * 86_400 : since(when.untilS);
  return peakK(balance, fromS, Math.max(fromS, untilS));
}

/** What a member says of a ship that flies alone without cooling: crew and time since undocking as claimed, else 3 and 6 h. */
export function flightValue({ flight }: HeatMember, quantity: string, when: Circumstance): number {
  const { crew = 3, afterS: [least, most] = [6 * HOUR_S, 6 * HOUR_S] } = when;
  if (quantity === "free-flight.saturation-time")
    return timeToSaturation(flight.airM3, flight.startK, flight.humidity, crew * flight.waterKgPerS);
  return temperatureAfter(flight.startK, least * (most / least) ** flight.share, {
    heatCapacityJPerK: flight.heatCapacityJPerK,
    heatW: flight.avionicsW + crew * flight.perPersonW,
    conductanceWPerK: flight.shellWPerK,
    sinkK: flight.shellK,
  });
}
