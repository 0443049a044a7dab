import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { Alternative } from "../rival/alternatives.ts";
import type { Scenario } from "./scenario.case.ts";

/** One way to mistake something for a leak, with random size and instant; made up. */
export interface Confuser {
  readonly name: string;
  readonly alternative: Alternative;
  readonly build: (draw: (low: number, high: number) => number) => Omit<Scenario, "seed">;
}

const HOUR = 3600;
const since = (timeS: number, startS: number) => Math.max(0, timeS - startS);
const startOf = (draw: (low: number, high: number) => number) => draw(4.5, 6) * HOUR;

/** The confusers of the watch's trials. Each leaves at least four hours to judge it in. */
export const confusers: readonly Confuser[] = [
  {
    name: "inventory sensor stuck",
    alternative: "sensor stuck",
    build: (draw) => {
      const at = startOf(draw);
      let held = Number.NaN;
      return {
        hours: 10,
        spoil: (readings, timeS) => {
          if (timeS < at) held = readings[0]!;
          else readings[0] = held;
        },
      };
    },
  },
  {
    name: "inventory sensor steps down",
    alternative: "sensor step",
    build: (draw) => {
      const at = startOf(draw);
      const by = draw(10, 60);
      return { hours: 9, sensor: (t) => (t >= at ? -by : 0) };
    },
  },
  {
    name: "inventory sensor drifts down",
    alternative: "sensor drift",
    build: (draw) => {
      const at = startOf(draw);
      const perHour = 20 * 8 ** draw(0, 1);
      return { hours: 9, sensor: (t) => (-perHour * since(t, at)) / HOUR };
    },
  },
  {
    name: "inventory sensor spikes",
    alternative: "sensor spike",
    build: (draw) => {
      const first = Math.round(startOf(draw) / 10);
      const by = draw(15, 80);
      return {
        hours: 8,
        spoil: (readings, _, index) => {
          if (index >= first && (index - first) % 97 === 0) readings[0] = readings[0]! - by;
        },
      };
    },
  },
  {
    name: "hub delivers values off scale for one to four frames",
    alternative: "multiplexer or computer",
    build: (draw) => {
      const first = Math.round(startOf(draw) / 10);
      const frames = Math.ceil(draw(0, 4));
      return {
        hours: 8,
        spoil: (readings, _, index) => {
          if (index < first || index >= first + frames) return;
          readings[0] = 0;
          readings[1] = -120;
          readings[2] = 0;
        },
      };
    },
  },
  {
    name: "hub jumps low and stays for a while",
    alternative: "multiplexer or computer",
    build: (draw) => {
      const at = startOf(draw);
      const forS = draw(20, 200);
      const by = draw(20, 100);
      return {
        hours: 8,
        spoil: (readings, timeS) => {
          if (timeS < at || timeS > at + forS) return;
          readings[0] = readings[0]! - by;
          readings[1] = readings[1]! - 8;
        },
      };
    },
  },
  {
    name: "pump slows, pressure settles lower",
    alternative: "pump, valve or set point",
    build: (draw) => {
      const at = startOf(draw);
      const by = draw(8, 40);
      const settleS = draw(40, 900);
      return {
        hours: 9,
        flow: (t) => (t >= at ? -15 * by : 0),
        pressure: (t) => -by * (1 - Math.exp(-since(t, at) / settleS)),
      };
    },
  },
  {
    name: "refill",
    alternative: "refill or transfer",
    build: (draw) => {
      const at = startOf(draw);
      const by = draw(15, 60);
      const forS = draw(60, 1800);
      return { hours: 9, pressure: (t) => by * Math.min(1, since(t, at) / forS) };
    },
  },
  {
    name: "transfer out within a frame",
    alternative: "refill or transfer",
    build: (draw) => {
      const at = Math.round(startOf(draw) / 10) * 10;
      const by = draw(15, 60);
      return { hours: 9, pressure: (t) => (t >= at ? -by : 0) };
    },
  },
  {
    name: "temperature falls, pressure follows with a lag",
    alternative: "thermal transient",
    build: (draw) => {
      const at = startOf(draw);
      const by = draw(3, 8);
      const fallS = draw(600, 5400);
      const lagS = draw(30, 3600);
      const temperature = (t: number) => -by * Math.min(1, since(t, at) / fallS);
      let lagged = 0;
      return {
        hours: 11,
        temperature,
        pressure: (t) => {
          lagged += (1 - Math.exp(-10 / lagS)) * (temperature(t) - lagged);
          return 5 * lagged;
        },
      };
    },
  },
  {
    name: "orbital swing grows or vanishes",
    alternative: "eclipse or manoeuvre",
    build: (draw) => {
      const at = startOf(draw);
      const change = draw(0.3, 0.7) * (draw(0, 1) < 0.5 ? -1 : 1);
      const withinS = draw(0.5, 3) * 5568;
      return { hours: 12, ripple: (t) => 1 + change * Math.min(1, since(t, at) / withinS) };
    },
  },
  {
    name: "gas comes into the coolant",
    alternative: "gas ingestion",
    build: (draw) => {
      const at = startOf(draw);
      const perHour = draw(10, 60);
      const loss = draw(60, 200);
      return {
        hours: 9,
        pressure: (t) => (perHour * since(t, at)) / HOUR,
        flow: (t) => (t >= at ? -loss * Math.min(1, since(t, at) / 1800) : 0),
      };
    },
  },
];

/** One confuser's scenario for a seed. */
export function confuse(confuser: Confuser, seed: number): Scenario {
  const random = xoroshiro128plus(seed * 7919 + confusers.indexOf(confuser) + 1);
  const draw = (low: number, high: number) => low + (high - low) * (((random.next() >>> 0) + 0.5) / 2 ** 32);
  return { seed, ...confuser.build(draw) };
}
