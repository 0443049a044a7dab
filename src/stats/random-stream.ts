import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { poissonPmf } from "./discrete.ts";

/** Everything a stream needs to go on where it was: plain data, safe to clone and to send to a worker. */
export interface RandomState {
  readonly words: readonly number[];
  /** The second normal of a pair, not yet handed out. */
  readonly spareNormal: number | null;
}

/** A seeded stream of random numbers. The same seed and names give the same numbers on every machine. */
export interface RandomStream {
  /** Uniform on [0, 1), 53 random bits. */
  uniform(): number;
  /** Normal, by the polar method. */
  normal(mean?: number, standardDeviation?: number): number;
  /** Exponential with the given mean. */
  exponential(mean?: number): number;
  /** Poisson count with the given mean. */
  poisson(mean: number): number;
  /** Whole number from 0 to n - 1. */
  index(n: number): number;
  /** An independent stream for one purpose; asking again by the same name starts it again, and never disturbs this one. */
  named(name: string | number): RandomStream;
  /** The state from which {@link resumeStream} goes on. */
  state(): RandomState;
}

/** splitmix-like mixing of a text and four words into four words, so that near names give far states. */
function mix(words: readonly number[], name: string): number[] {
  return words.map((word, lane) => {
    let h = (word ^ Math.imul(lane + 1, 0x9e3779b9)) | 0;
    for (let i = 0; i < name.length; i++) {
      h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
      h ^= h >>> 15;
    }
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return h ^ (h >>> 16);
  });
}

const LARGE_MEAN = 30;

function poissonBySearch(mean: number, uniform: number): number {
  // Inversion outward from the mode: about sqrt(mean) terms, exact to rounding.
  const mode = Math.floor(mean);
  let up = mode;
  let down = mode - 1;
  let upTerm = poissonPmf(mode, mean);
  let downTerm = down >= 0 ? (upTerm * mode) / mean : 0;
  let left = uniform;
  for (let i = 0; i < 1e6; i++) {
    left -= upTerm;
    if (left < 0) return up;
    up++;
    upTerm *= mean / up;
    if (down >= 0) {
      left -= downTerm;
      if (left < 0) return down;
      downTerm *= down / mean;
      down--;
    }
    if (upTerm < 1e-18 && downTerm < 1e-18) return mode;
  }
  return mode;
}

function stream(origin: readonly number[], start: RandomState): RandomStream {
  const generator = xoroshiro128plusFromState([...start.words]);
  let spare = start.spareNormal;
  const uniform = () => uniformFloat64(generator);
  const standardNormal = () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) {
        const factor = Math.sqrt((-2 * Math.log(s)) / s);
        spare = v * factor;
        return u * factor;
      }
    }
  };
  return {
    uniform,
    normal: (mean = 0, standardDeviation = 1) => mean + standardDeviation * standardNormal(),
    exponential: (mean = 1) => -mean * Math.log1p(-uniform()),
    poisson(mean) {
      if (!(mean >= 0)) throw new RangeError(`the mean of a Poisson count is not negative, got ${mean}`);
      if (mean > LARGE_MEAN) return poissonBySearch(mean, uniform());
      const floor = Math.exp(-mean);
      let product = uniform();
      let count = 0;
      while (product > floor) {
        product *= uniform();
        count++;
      }
      return count;
    },
    index: (n) => Math.floor(uniform() * n),
    named(name) {
      const words = mix(origin, `${typeof name}:${name}`);
      return stream(words, { words, spareNormal: null });
    },
    state: () => ({ words: [...origin, ...generator.getState()], spareNormal: spare }),
  };
}

/** Starts a stream from a seed: any whole number. */
export function randomStream(seed: number): RandomStream {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`a seed is a whole number, got ${seed}`);
  // The seed goes in as text, into all four words: in one word alone it would leave the first number of near seeds nearly the same.
  const words = mix([0x6a09e667, 0x3c6ef372, 0x510e527f, 0x1f83d9ab], `seed ${seed}`);
  return stream(words, { words, spareNormal: null });
}

/** Goes on from a saved state; the named sub-streams of the resumed stream are those of the original. */
export function resumeStream(state: RandomState): RandomStream {
  return stream(state.words.slice(0, 4), { words: state.words.slice(4), spareNormal: state.spareNormal });
}
