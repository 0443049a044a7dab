import { decimalsOf } from "../words/format.ts";

const powers: Readonly<Record<number, string>> = { 10000: "10⁴", 100000: "10⁵" };

/** Tick labels with just the decimals their step needs; orders of magnitude as powers. */
export function axisWords(splits: readonly number[], bent: boolean): string[] {
  if (bent) return splits.map((split) => powers[split] ?? decimalsOf(split, 0));
  const step = splits.length > 1 ? Math.abs(splits[1]! - splits[0]!) : 1;
  const decimals = step >= 1 ? 0 : Math.min(6, Math.ceil(-Math.log10(step) - 1e-9));
  return splits.map((split) => decimalsOf(split, decimals));
}
