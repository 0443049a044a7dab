import type { Gaussian } from "../stats/index.ts";
import type { ShipState } from "./incident-schema.ts";

/** Station's orbital period [s]: 92.8 min, as in the recordings of its public telemetry. */
export const ORBIT_PERIOD_S = 92.8 * 60;
/** Part of the swing that is new on each orbit; own estimate after the external loops of the station, 7 to 17 %. */
const SWING_CHANGE = 0.1;

/**
 * The wave of a body warmed at a constant rate in sunlight and cooled in shadow: from -1 to 1 over the lit part of the orbit and back
 * over the dark part. Without a shadow, a sine. `phase` from 0 to 1, 0 at sunrise.
 */
export function orbitWave(phase: number, shadow: number): number {
  if (shadow === 0) return -Math.cos(2 * Math.PI * phase);
  const lit = 1 - shadow;
  return phase < lit ? -1 + (2 * phase) / lit : 1 - (2 * (phase - lit)) / shadow;
}

/** Wander is drawn on a grid of this step and joined by straight lines, so that it does not depend on who reads when. */
const WANDER_STEP_S = 60;

/**
 * Mean coolant temperature against its nominal value [K]: orbital swing that changes a little from orbit to orbit, slow wander (a
 * first-order autoregression), and a lasting change where the file names one. Times must not go back.
 */
export class CoolantSwing {
  readonly #ship: ShipState;
  readonly #sizes: Lane;
  readonly #wander: Lane;

  /** @param stream makes an independent random stream for a name. */
  constructor(ship: ShipState, fromS: number, stream: (name: string) => Gaussian) {
    this.#ship = ship;
    const size = stream("size");
    this.#sizes = new Lane(fromS, ORBIT_PERIOD_S, 1 + SWING_CHANGE * size(), () => 1 + SWING_CHANGE * size());
    const wander = stream("wander");
    const keep = Math.exp(-WANDER_STEP_S / ship["wander-time"]);
    this.#wander = new Lane(
      fromS,
      WANDER_STEP_S,
      wander(),
      (last) => keep * last + Math.sqrt(1 - keep ** 2) * wander(),
    );
  }

  /** Departure from the nominal temperature at a time. */
  atK(timeS: number): number {
    const { settles, shadow, wander } = this.#ship;
    const phase = (timeS / ORBIT_PERIOD_S) % 1;
    const settled =
      settles && timeS > settles.from
        ? settles.by * -Math.expm1(-(timeS - settles.from) / settles.within)
        : 0;
    return (
      this.#ship["orbit-swing"].value * this.#sizes.at(timeS) * orbitWave(phase, shadow.value) +
      wander.value * this.#wander.at(timeS) +
      settled
    );
  }
}

/** A random path: values on a grid of time, drawn one after the other as time goes on, straight lines between them. */
class Lane {
  readonly #stepS: number;
  readonly #next: (last: number) => number;
  #startS: number;
  #from: number;
  #to: number;

  constructor(fromS: number, stepS: number, first: number, next: (last: number) => number) {
    this.#startS = Math.floor(fromS / stepS) * stepS;
    this.#stepS = stepS;
    this.#next = next;
    this.#from = first;
    this.#to = next(first);
  }

  at(timeS: number): number {
    while (timeS >= this.#startS + this.#stepS) {
      this.#startS += this.#stepS;
      this.#from = this.#to;
      this.#to = this.#next(this.#from);
    }
    return this.#from + ((this.#to - this.#from) * (timeS - this.#startS)) / this.#stepS;
  }
}
