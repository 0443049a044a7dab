import type { Confuser, Gauge } from "./confuser.ts";
import { SWING_K } from "./plant.ts";

/** All that the events of an instant do to a loop, summed. Reused from frame to frame: the benchmark draws tens of millions. */
export class Confusion {
  /** Real displacement of the accumulator, grams: both gauges see it. */
  loopG = 0;
  levelG = 0;
  pressureG = 0;
  temperatureK = 0;
  /** What the thermometer alone reads too much. */
  thermometerK = 0;
  flowShare = 0;
  swing = 1;
  valve = 0;
  clockS = 0;
  silent = false;
  readonly stuck = { level: false, pressure: false };
  readonly lost = { level: false, pressure: false };
  /** The hub of that gauge delivers zeros. */
  readonly zero = { level: false, pressure: false };
  roughFlow = false;
  readonly #events: readonly Confuser[];
  readonly #gramsPerK: number;
  #next = 0;
  #active: Confuser[] = [];
  #settledLoopG = 0;
  #settledPressureG = 0;

  /** `events` in order of their start; `swingG` turns a kelvin of the coolant's mean temperature into grams displaced. */
  constructor(events: readonly Confuser[], swingG: number) {
    this.#events = events;
    this.#gramsPerK = swingG / SWING_K;
  }

  /** Works out what acts at an instant; instants ascend. */
  at(timeS: number): void {
    while (this.#next < this.#events.length && this.#events[this.#next]!.startS <= timeS) {
      const event = this.#events[this.#next++]!;
      if (event.kind === "clock jump") this.clockS += event.size;
      this.#active.push(event);
    }
    this.loopG = this.#settledLoopG;
    this.levelG = 0;
    this.pressureG = this.#settledPressureG;
    this.temperatureK = 0;
    this.thermometerK = 0;
    this.flowShare = 0;
    this.swing = 1;
    this.valve = 0;
    this.silent = false;
    this.roughFlow = false;
    for (const flags of [this.stuck, this.lost, this.zero]) {
      flags.level = false;
      flags.pressure = false;
    }
    if (this.#active.length === 0) return;
    let over = false;
    for (const event of this.#active) {
      if (timeS >= event.endS + tailS(event)) over = true;
      else this.#act(event, timeS - event.startS, timeS < event.endS);
    }
    if (over) this.#settle(timeS);
  }

  #settle(timeS: number): void {
    this.#active = this.#active.filter((event) => {
      if (timeS < event.endS + tailS(event)) return true;
      // What has moved coolant, or let gas go, has moved it for good.
      const lasting = lastingG(event);
      if (event.kind === "gas-charge loss") this.#settledPressureG += lasting;
      else this.#settledLoopG += lasting;
      if (event.kind === "gas-charge loss") this.pressureG += lasting;
      else this.loopG += lasting;
      return false;
    });
  }

  #act(event: Confuser, ageS: number, during: boolean): void {
    const lastsS = event.endS - event.startS;
    const done = Math.min(1, ageS / lastsS);
    switch (event.kind) {
      case "refill":
      case "transfer":
        this.loopG += event.size * done;
        if (during) this.valve = 1;
        return;
      case "gas-charge loss":
        this.pressureG += lastingG(event) * done;
        return;
      case "gas ingestion":
        this.loopG += lastingG(event) * done;
        if (during) this.flowShare += event.flowShare * Math.min(1, ageS / 1800);
        this.roughFlow ||= during;
        return;
      case "thermal transient":
      case "set point": {
        const instant = rampUpAndDown(ageS, event.withinS, lastsS, 0);
        // The bulk follows its mean temperature with a lag of its own: that part no thermometer explains.
        const lagged = rampUpAndDown(ageS, event.withinS, lastsS, bulkLagS(event));
        this.temperatureK += event.size * instant;
        this.loopG += this.#gramsPerK * event.size * (lagged - instant);
        if (during) this.flowShare += event.flowShare;
        return;
      }
      case "eclipse or manoeuvre":
        this.swing *= 1 + event.size * rampUpAndDown(ageS, event.withinS, lastsS, 0);
        return;
    }
    if (!during) return;
    const add = (gauge: Gauge, grams: number) => {
      if (gauge === "level") this.levelG += grams;
      else this.pressureG += grams;
    };
    switch (event.kind) {
      case "sensor drift":
        add(event.gauge, (event.size * ageS) / 86_400);
        return;
      case "sensor bias":
      case "sensor spike":
        add(event.gauge, event.size);
        return;
      case "stuck sensor":
        this.stuck[event.gauge] = true;
        return;
      case "sensor lost":
        this.lost[event.gauge] = true;
        return;
      case "multiplexer zero":
        this.zero[event.gauge] = true;
        return;
      case "computer jump":
        add(event.gauge, event.size);
        if (event.gauge === "level") this.flowShare += event.flowShare;
        else this.thermometerK -= 20 * event.flowShare;
        return;
      case "pump change":
        // The head of the pump changes, and with it what stands at the gas pressure's tap.
        this.pressureG += event.size * -Math.expm1(-ageS / event.withinS);
        this.flowShare += event.flowShare;
        return;
      case "dropout":
        this.silent = true;
        return;
      case "clock jump":
        return;
    }
  }
}

/** Grams that an event has moved for good once it is over. */
export function lastingG({ kind, size, startS, endS }: Confuser): number {
  switch (kind) {
    case "refill":
    case "transfer":
      return size;
    case "gas-charge loss":
      return (size * (endS - startS)) / 86_400;
    case "gas ingestion":
      return (size * (endS - startS)) / 3600;
    default:
      return 0;
  }
}

/** A thermal change lags by a quarter of the time it takes, a minute at least. */
const bulkLagS = ({ withinS }: Confuser): number => Math.max(60, withinS / 4);

function tailS(event: Confuser): number {
  if (event.kind === "eclipse or manoeuvre") return event.withinS;
  if (event.kind === "thermal transient" || event.kind === "set point")
    return event.withinS + 12 * bulkLagS(event);
  return 0;
}

/** Rises to one within `withinS`, and from `lastsS` on falls back as it rose; through a first-order lag. */
function rampUpAndDown(ageS: number, withinS: number, lastsS: number, lagS: number): number {
  const slope = (t: number) => (t <= 0 ? 0 : (lagS > 0 ? t + lagS * Math.expm1(-t / lagS) : t) / withinS);
  const ramp = (t: number) => slope(t) - slope(t - withinS);
  return ramp(ageS) - ramp(ageS - lastsS);
}
