/** What a seed may be used for. Detectors are tuned on `dev`, compared on `validation`; `sealed` is run once a release. */
export type SeedSplit = "dev" | "validation" | "sealed";

/** Which part a seed belongs to: 60, 20 and 20 % of all whole numbers, by a hash, so that nobody picks. */
export function splitOf(seed: number): SeedSplit {
  let h = Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  const part = ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
  if (part < 0.6) return "dev";
  return part < 0.8 ? "validation" : "sealed";
}

/** The first `count` seeds of a part, ascending from `from`. */
export function seedsOf(split: SeedSplit, count: number, from = 1): number[] {
  const seeds: number[] = [];
  for (let seed = from; seeds.length < count; seed++) if (splitOf(seed) === split) seeds.push(seed);
  return seeds;
}
