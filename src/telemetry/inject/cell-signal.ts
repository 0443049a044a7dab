/** A visit shorter than this that leaves a code where it came in is flicker: noise near the boundary of two codes. */
const FLICKER_S = 20;
const LARGEST_NOISE = 0.35;
const EDGE = 0.5 - 1e-9;

/** One stay of a channel in one code, between two reports. Sides: +1 above, -1 below, 0 unknown. */
export interface Visit {
  readonly startS: number;
  readonly endS: number;
  readonly cameFrom: -1 | 0 | 1;
  readonly leavesTo: -1 | 0 | 1;
}

/**
 * The physical quantity inside a code's cell, in parts of a code from its centre, made up from what the reports tell: it
 * crosses the boundary to a neighbour when the code changes, and stays inside the cell in between. A visit that goes through
 * is a straight line; one that turns back goes as deep as the channel's usual speed allows; noise, as strong as the flicker
 * near boundaries shows, rides on both. How it moves *within* a cell cannot be known: this is a reconstruction.
 */
export class CellSignal {
  #flickerS = 6;
  #otherS = 24;
  #throughS = 60;
  #through = 1;

  /** Standard deviation of the noise in codes. While crossing a boundary at speed r, noise s flickers for about 2 s / r. */
  get noise(): number {
    return Math.min(LARGEST_NOISE, (0.5 * this.#flickerS) / (this.#flickerS + this.#otherS));
  }

  /** Learns from a visit that was observed to its end. */
  learn({ startS, endS, cameFrom, leavesTo }: Visit): void {
    if (cameFrom === 0 || leavesTo === 0) return;
    const staysS = endS - startS;
    if (cameFrom === leavesTo && staysS < FLICKER_S) this.#flickerS += staysS;
    else this.#otherS += staysS;
    if (cameFrom === leavesTo) return;
    this.#throughS += staysS;
    this.#through++;
  }

  /** Place inside the cell, above -0.5 and below 0.5. */
  at(timeS: number, visit: Visit): number {
    const { startS, endS, cameFrom, leavesTo } = visit;
    const staysS = endS - startS;
    const part = staysS > 0 ? Math.min(1, (timeS - startS) / staysS) : 0;
    let place = 0.5 * (cameFrom * (1 - part) + leavesTo * part);
    if (cameFrom === leavesTo) {
      const depth = Math.min(0.5, (0.5 * staysS * this.#through) / this.#throughS);
      place -= cameFrom * depth * 4 * part * (1 - part);
    }
    // The first and last instants lie on the boundaries by observation: no noise there.
    if (part > 0 && part < 1) place += this.noise * bell(timeS);
    return Math.max(-EDGE, Math.min(EDGE, place));
  }
}

/** Noise of about unit variance that is a pure function of time, so that the same injection gives the same file. */
function bell(timeS: number): number {
  let state = Math.imul(Math.floor(timeS) | 0, 0x9e3779b1) ^ Math.round((timeS % 1) * 1e6);
  let sum = 0;
  for (let i = 0; i < 3; i++) {
    // Finaliser of MurmurHash3 (Appleby): spreads neighbouring times over all 32 bits.
    state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35) ^ (i + 1);
    state ^= state >>> 16;
    sum += (state >>> 0) / 2 ** 32 - 0.5;
  }
  return 2 * sum;
}
