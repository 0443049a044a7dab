import { describe, expect, it } from "vitest";
import { type RandomStream, randomStream, resumeStream } from "./random-stream.ts";

// Oracle: the Kolmogorov-Smirnov statistic times the root of the count stays below 1.95 in 999 of 1,000 even samples
// (Kolmogorov 1933); seeds are fixed, so a test either always passes or never does.
const LIMIT = 1.95;
const SEEDS = 5000;

function unevenness(values: number[]): number {
  values.sort((a, b) => a - b);
  let most = 0;
  values.forEach((value, i) => {
    most = Math.max(most, Math.abs(value - i / values.length), Math.abs(value - (i + 1) / values.length));
  });
  return most * Math.sqrt(values.length);
}

function nth(stream: RandomStream, n: number): number {
  for (let i = 1; i < n; i++) stream.uniform();
  return stream.uniform();
}

describe("streams of near seeds", () => {
  const streams: [string, (i: number) => RandomStream][] = [
    ["of seeds one after the other", (i) => randomStream(i)],
    ["of seeds from 2^32 on", (i) => randomStream(2 ** 32 + i)],
    ["of negative seeds", (i) => randomStream(-i)],
    ["of one name under seeds one after the other", (i) => randomStream(i).named("noise")],
    ["of numbers as names", (i) => randomStream(1).named(i)],
    ["of names in names", (i) => randomStream(1).named("trial").named(i).named("onset")],
  ];
  it.each(streams)("have even first, second and fifth numbers: %s", (_, streamOf) => {
    for (const n of [1, 2, 5])
      expect(
        unevenness(Array.from({ length: SEEDS }, (_, i) => nth(streamOf(i), n))),
        `number ${n}`,
      ).toBeLessThan(LIMIT);
  });

  it.each(streams)("have first numbers that do not go with the next seed's: %s", (_, streamOf) => {
    const values = Array.from({ length: SEEDS }, (_, i) => streamOf(i).uniform() - 0.5);
    const sum = values.slice(1).reduce((total, value, i) => total + value * values[i]!, 0);
    // A correlation of independent numbers has a standard deviation of one over the root of the count.
    expect(Math.abs((12 * sum) / SEEDS)).toBeLessThan(3.3 / Math.sqrt(SEEDS));
  });
});

it("a stream resumed from its state goes on as if it had never stopped", () => {
  const stream = randomStream(7).named("a");
  stream.normal();
  const resumed = resumeStream(stream.state());
  for (let i = 0; i < 10; i++) expect(resumed.normal()).toBe(stream.normal());
});
