import { type OnsetBank, onsetsRepresented, testEvidence } from "../detect/onset-bank.ts";
import { rests, type WitnessState } from "./follow-witness.ts";
import type { WitnessPlan } from "./witness-plan.ts";

/**
 * How far a witness's own slope may be from the inventory channel's, as a part of the rate: two like sensors need not have the
 * same gain, nor a gas cushion the same pressure at both. One standard deviation, an estimate.
 */
const GAIN_SD = 0.1;

/** What one witness says of the two explanations of a fall, each as ln of a likelihood ratio against no fall at all. */
export interface WitnessEvidence {
  /** Coolant is lost: the witness falls too. */
  readonly leakNat: number;
  /** The inventory channel alone falls. */
  readonly driftNat: number;
}

/**
 * Joint evidence of the inventory channel and one witness: the sum over onsets and mean over rates, as in the mixture
 * Shiryaev-Roberts statistic, of the product of both likelihood ratios. `sign` is 1 for a fall, -1 for a rise.
 *
 * For an onset since which the witness's code has not changed once it says nothing: it may be stuck, and a witness that is
 * stuck must not speak against a leak.
 */
export function witnessEvidence(
  plan: WitnessPlan,
  state: WitnessState,
  bank: OnsetBank,
  frame: number,
  rates: Float64Array,
  sign: 1 | -1 = 1,
): WitnessEvidence {
  const leak = new LogSum();
  const drift = new LogSum();
  let k = 0;
  for (let j = 0; j < bank.count; j++) {
    const onset = bank.onset[j]!;
    while (k < state.bank.count && state.bank.onset[k]! < onset) k++;
    const matches = k < state.bank.count && state.bank.onset[k] === onset;
    const speaks = matches && !rests(state.dwell) && state.changedFrame >= onset;
    const { a, b } = testEvidence(bank, j, frame);
    const other = speaks ? testEvidence(state.bank, k, frame) : { a: 0, b: 0 };
    const weight = Math.log(onsetsRepresented(bank, j, frame) / rates.length);
    const ownFall = plan.compares ? 0 : fallNat(other.a, other.b, plan.rates, sign);
    for (let i = 0; i < rates.length; i++) {
      const s = sign * rates[i]!;
      const channel = weight + s * (a - 0.5 * s * b);
      if (plan.compares) {
        const variance = (GAIN_SD * s) ** 2;
        leak.add(channel + slopeNat(other.a, other.b, 0, variance));
        drift.add(channel + slopeNat(other.a, other.b, s, variance));
      } else {
        leak.add(channel + ownFall);
        drift.add(channel);
      }
    }
  }
  return { leakNat: leak.value, driftNat: drift.value };
}

/** ln of the mean likelihood ratio of a ramp whose rate is normal about `mean`: the Gaussian integral in closed form. */
export function slopeNat(a: number, b: number, mean: number, variance: number): number {
  const spread = 1 + variance * b;
  const off = a - mean * b;
  return mean * a - 0.5 * mean * mean * b + (variance * off * off) / (2 * spread) - 0.5 * Math.log(spread);
}

function fallNat(a: number, b: number, rates: Float64Array, sign: number): number {
  const sum = new LogSum();
  for (const rate of rates) {
    const s = sign * rate;
    sum.add(s * (a - 0.5 * s * b));
  }
  return sum.value - Math.log(rates.length);
}

/** ln of a sum of exponentials, taken in one pass. */
export class LogSum {
  #largest = Number.NEGATIVE_INFINITY;
  #sum = 0;

  add(nat: number): void {
    if (nat === Number.NEGATIVE_INFINITY) return;
    if (nat <= this.#largest) {
      if (nat > this.#largest - 40) this.#sum += Math.exp(nat - this.#largest);
    } else {
      this.#sum = this.#sum * Math.exp(this.#largest - nat) + 1;
      this.#largest = nat;
    }
  }

  get value(): number {
    return this.#largest + Math.log(this.#sum);
  }
}
