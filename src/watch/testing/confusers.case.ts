import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { LoopDescription } from "../../vehicle/loop-description.ts";
import type { Alternative } from "../rival/alternatives.ts";
import { operatedLoop, type Scenario, witnessedLoop } from "./scenario.case.ts";

type Draw = (low: number, high: number) => number;

/** What a clock does to true times: stamps by true time of a report. */
export type ClockFault = (trueS: number) => number;

/** One way to mistake something for a leak, with random size and instant; made up. */
export interface Confuser {
  readonly name: string;
  readonly alternative: Alternative;
  /** The loop it happens on; the witnessed one unless given. */
  readonly loop?: LoopDescription;
  /** Happens to the time stamps, so its samples go through the frame builder. */
  readonly clock?: (draw: Draw) => ClockFault;
  readonly build: (draw: Draw) => Omit<Scenario, "seed">;
}

const HOUR = 3600;
/** Nothing happens before this in any trial. */
export const QUIET_S = 4.5 * HOUR;
const since = (timeS: number, startS: number) => Math.max(0, timeS - startS);
const startOf = (draw: Draw) => draw(4.5, 6) * HOUR;

/** The confusers of the watch's trials. Each leaves at least two hours to judge it in, and changes nothing before {@link QUIET_S}. */
export const confusers: readonly Confuser[] = [
  {
    name: "inventory sensor stuck",
    alternative: "sensor stuck",
    build: (draw) => {
      const at = startOf(draw);
      let held = Number.NaN;
      return {
        hours: 8,
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
      return { hours: 8, sensor: (t) => (t >= at ? -by : 0) };
    },
  },
  {
    name: "inventory sensor drifts down",
    alternative: "sensor drift",
    build: (draw) => {
      const at = startOf(draw);
      const perHour = 20 * 8 ** draw(0, 1);
      return { hours: 8, sensor: (t) => (-perHour * since(t, at)) / HOUR };
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
    name: "hub falls silent for a while",
    alternative: "multiplexer or computer",
    build: (draw) => {
      const at = startOf(draw);
      const forS = draw(30, 1200);
      return {
        hours: 8,
        spoil: (readings, timeS) => {
          if (timeS >= at && timeS < at + forS) readings.fill(Number.NaN, 0, 3);
        },
      };
    },
  },
  {
    name: "hub repeats its last values for a while",
    alternative: "multiplexer or computer",
    build: (draw) => {
      const at = startOf(draw);
      const forS = draw(600, 3600);
      const held = [0, 0, 0];
      return {
        hours: 8,
        spoil: (readings, timeS) => {
          if (timeS < at || timeS > at + forS) for (const i of [0, 1, 2]) held[i] = readings[i]!;
          else readings.splice(0, 3, ...held);
        },
      };
    },
  },
  {
    name: "time stamps leap ahead and stay so",
    alternative: "clock",
    clock: (draw) => {
      const at = startOf(draw);
      const by = draw(300, 3000);
      return (t) => (t >= at ? t + by : t);
    },
    build: () => ({ hours: 8 }),
  },
  {
    name: "time stamps go back and stay so",
    alternative: "clock",
    clock: (draw) => {
      const at = startOf(draw);
      const by = draw(60, 1800);
      return (t) => (t >= at ? t - by : t);
    },
    build: () => ({ hours: 8 }),
  },
  {
    name: "time stamps stand still for a while",
    alternative: "clock",
    clock: (draw) => {
      const at = Math.round(startOf(draw) / 10) * 10;
      const forS = draw(60, 1200);
      return (t) => (t >= at && t < at + forS ? at : t);
    },
    build: () => ({ hours: 8 }),
  },
  {
    name: "pump slows, pressure settles lower",
    alternative: "pump, valve or set point",
    build: (draw) => {
      const at = startOf(draw);
      const by = draw(8, 40);
      const settleS = draw(40, 900);
      return {
        hours: 8,
        flow: (t) => (t >= at ? -15 * by : 0),
        pressure: (t) => -by * (1 - Math.exp(-since(t, at) / settleS)),
      };
    },
  },
  {
    name: "valve opens, flow and pressure step lower",
    alternative: "pump, valve or set point",
    loop: operatedLoop,
    build: (draw) => {
      const at = startOf(draw);
      const by = draw(8, 40);
      const flow = draw(-1, 1) * 400;
      const settleS = draw(5, 120);
      return {
        hours: 8,
        valve: (t) => (t >= at ? 1 : 0),
        flow: (t) => (t >= at ? flow : 0),
        pressure: (t) => -by * (1 - Math.exp(-since(t, at) / settleS)),
      };
    },
  },
  {
    name: "set point lowered, temperature and pressure go to it",
    alternative: "pump, valve or set point",
    loop: operatedLoop,
    build: (draw) => {
      const at = startOf(draw);
      const by = draw(2, 6);
      const settleS = draw(200, 1200);
      const lagS = draw(30, 900);
      const temperature = (t: number) => -by * (1 - Math.exp(-since(t, at) / settleS));
      let lagged = 0;
      return {
        hours: 8,
        valve: (t) => (t >= at ? -by : 0),
        temperature,
        pressure: (t) => {
          lagged += (1 - Math.exp(-10 / lagS)) * (temperature(t) - lagged);
          return 5 * lagged;
        },
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
      return { hours: 8, pressure: (t) => by * Math.min(1, since(t, at) / forS) };
    },
  },
  {
    name: "transfer out within a frame",
    alternative: "refill or transfer",
    build: (draw) => {
      const at = Math.round(startOf(draw) / 10) * 10;
      const by = draw(15, 60);
      return { hours: 8, pressure: (t) => (t >= at ? -by : 0) };
    },
  },
  {
    name: "slow transfer out, its valve reported",
    alternative: "refill or transfer",
    loop: operatedLoop,
    build: (draw) => {
      const at = startOf(draw);
      const by = draw(20, 100);
      const forS = draw(600, 5400);
      return {
        hours: 8,
        valve: (t) => (t >= at && t < at + forS ? 1 : 0),
        pressure: (t) => -by * Math.min(1, since(t, at) / forS),
      };
    },
  },
  {
    name: "slow transfer out that nothing reports",
    alternative: "refill or transfer",
    build: (draw) => {
      const at = startOf(draw);
      const by = draw(20, 100);
      const forS = draw(600, 5400);
      return { hours: 8, pressure: (t) => -by * Math.min(1, since(t, at) / forS) };
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
        hours: 9,
        temperature,
        pressure: (t) => {
          lagged += (1 - Math.exp(-10 / lagS)) * (temperature(t) - lagged);
          return 5 * lagged;
        },
      };
    },
  },
  {
    name: "eclipse season: the orbital swing grows or shrinks",
    alternative: "eclipse or manoeuvre",
    build: (draw) => {
      const at = startOf(draw);
      const change = draw(0.3, 0.7) * (draw(0, 1) < 0.5 ? -1 : 1);
      const withinS = draw(0.5, 3) * 5568;
      return { hours: 14, ripple: (t) => 1 + change * Math.min(1, since(t, at) / withinS) };
    },
  },
  {
    name: "attitude manoeuvre: the orbital swing comes in another phase and size",
    alternative: "eclipse or manoeuvre",
    build: (draw) => {
      const at = startOf(draw);
      const turn = draw(0.6, 2) * (draw(0, 1) < 0.5 ? -1 : 1);
      const change = draw(-0.3, 0.3);
      const withinS = draw(600, 2400);
      const done = (t: number) => Math.min(1, since(t, at) / withinS);
      return { hours: 12, ripple: (t) => 1 + change * done(t), phase: (t) => turn * done(t) };
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
        hours: 8,
        pressure: (t) => (perHour * since(t, at)) / HOUR,
        flow: (t) => (t >= at ? -loss * Math.min(1, since(t, at) / 1800) : 0),
      };
    },
  },
];

/** A trial of a confuser: what happens, on which loop, and what becomes of the time stamps. */
export interface ConfuserTrial {
  readonly scenario: Scenario;
  readonly loop: LoopDescription;
  readonly clock: ClockFault | null;
}

/** One confuser's trial for a seed. */
export function confuse(confuser: Confuser, seed: number): ConfuserTrial {
  const random = xoroshiro128plus(seed * 7919 + confusers.indexOf(confuser) + 1);
  const draw = (low: number, high: number) => low + (high - low) * (((random.next() >>> 0) + 0.5) / 2 ** 32);
  const scenario = { seed, ...confuser.build(draw) };
  return { scenario, loop: confuser.loop ?? witnessedLoop, clock: confuser.clock?.(draw) ?? null };
}
