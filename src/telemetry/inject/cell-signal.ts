/** A visit shorter than this that leaves a code where it came in is flicker: noise near the boundary of two codes. */
const FLICKER_S = 20;
const LARGEST_NOISE = 0.35;
/** White noise sampled each second stays about this long on one side of a boundary. */
const QUICK_STAY_S = 2;
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
 * crosses the boundary to a neighbour when the code changes, and stays inside the cell in between. From a boundary it moves
 * towards the centre at the speed at which the channel usually crosses a cell, and so back to the boundary by which it
 * leaves; noise, as strong as the flicker near boundaries shows, rides on that. How it moves *within* a cell cannot be known: this is a reconstruction.
 */
export class CellSignal {
  #flickerS = 1;
  #flickers = 1;
  #otherS = 30;
  #throughS = 60;
  #through = 1;

  /**
   * Standard deviation of the noise in codes. While crossing a boundary at speed r, noise s flickers for about 2 s / r: the
   * part of time in flicker gives its size. Noise that changes slower than the reports stays longer on each side, and
   * moves less from second to second in that measure.
   */
  get noise(): number {
    const partOfTime = this.#flickerS / (this.#flickerS + this.#otherS);
    const usualStayS = this.#flickerS / this.#flickers;
    return Math.min(LARGEST_NOISE, 0.5 * partOfTime * Math.min(1, QUICK_STAY_S / usualStayS));
  }

  /** Learns from a visit that was observed to its end. */
  learn({ startS, endS, cameFrom, leavesTo }: Visit): void {
    if (cameFrom === 0 || leavesTo === 0) return;
    const staysS = endS - startS;
    if (cameFrom === leavesTo && staysS < FLICKER_S) {
      this.#flickerS += staysS;
      this.#flickers++;
    } else this.#otherS += staysS;
    if (cameFrom === leavesTo) return;
    this.#throughS += staysS;
    this.#through++;
  }

  /** Place inside the cell, above -0.5 and below 0.5. */
  at(timeS: number, visit: Visit): number {
    const { startS, endS, cameFrom, leavesTo } = visit;
    const staysS = endS - startS;
    const insideS = timeS - startS;
    const leftS = endS - timeS;
    const crossingS = this.#throughS / this.#through;
    let place: number;
    if (cameFrom === leavesTo)
      place = 0.5 * cameFrom * Math.max(0, 1 - (2 * Math.min(insideS, leftS)) / crossingS);
    else {
      const fitS = Math.max(1e-6, Math.min(crossingS, staysS));
      place =
        0.5 * cameFrom * Math.max(0, 1 - (2 * insideS) / fitS) +
        0.5 * leavesTo * Math.max(0, 1 - (2 * leftS) / fitS);
    }
    // Sampled each second, the first value found beyond a boundary is past it by some of the noise.
    if (insideS === 0) place -= cameFrom * Math.min(1, 3 * this.noise) * uniform(timeS);
    else if (leftS > 0) place += this.noise * bell(timeS);
    return Math.max(-EDGE, Math.min(EDGE, place));
  }
}

/** Noise of unit variance, bounded by 3, that is a pure function of time, so that the same injection gives the same file. */
function bell(timeS: number): number {
  return 2 * (uniform(timeS) + uniform(timeS + 1e8) + uniform(timeS + 2e8) - 1.5);
}

/** A number from 0 to 1 that is a pure function of time. */
function uniform(timeS: number): number {
  // Finaliser of MurmurHash3 (Appleby): spreads neighbouring times over all 32 bits.
  let state = Math.imul(Math.floor(timeS) | 0, 0x9e3779b1) ^ Math.round((timeS % 1) * 1e6);
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return ((state ^ (state >>> 16)) >>> 0) / 2 ** 32;
}
