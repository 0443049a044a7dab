// Oracles: the same case written as options by hand; the picture is checked as XML with every curve and area in it.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as debris from "./index.ts";
import { assessDebris, plotPair, readDebrisCase } from "./index.ts";

const guide = readFileSync(new URL("../../docs/debris.md", import.meta.url), "utf8");
const example = /```yaml\n([\s\S]*?)```/.exec(guide)![1]!;

describe("the worked example of the guide", () => {
  test("runs as it stands and prints what it says it prints", () => {
    const code = /```ts\n([\s\S]*?)```/.exec(guide)![1]!;
    const said = /^\/\/ (.* perforations in 85 days)$/m.exec(code)![1];
    const [imports, body] = [
      /^import \{ (.*) \} from "hoarfrost\/debris";/.exec(code)!,
      code.replace(/^import.*\n/, ""),
    ];
    const names = imports[1]!.split(", ");
    const printed: string[] = [];
    const run = new Function(...names, "console", body);
    const exported = new Map(Object.entries(debris));
    run(...names.map((name) => exported.get(name)), {
      log: (text: string) => printed.push(text),
    });
    expect(printed[0]).toBe(said);
    expect(printed[1]).toContain("tubes, outer side");
  });
});

describe("a debris case", () => {
  test("from the guide is read into SI and assessed", () => {
    const read = readDebrisCase(example);
    if (!read.ok) throw new Error(read.problems.join("; "));
    const { options } = read;
    expect(options.altitudeKm).toBeCloseTo(417, 9);
    expect(options.inclinationDeg).toBeCloseTo(51.64, 9);
    expect(options.days).toBeCloseTo(85, 9);
    expect(options.surfaces![0]!.wall).toEqual({
      kind: "single",
      thicknessM: 1e-3,
      densityKgPerM3: 2710,
      brinellHardness: 95,
      soundSpeedMPerS: 5100,
    });
    expect(options.pair).toEqual({ diameterM: 0.3e-3, vehicles: 3, windowDays: 59, watchedYears: 10 });
    const result = assessDebris(options);
    expect(result.surfaces.length).toBe(2);
    expect(result.total!.perforations.median).toBeGreaterThan(0);
  });
  test("is refused with every problem, its line and its place", () => {
    const read = readDebrisCase(
      example.replace("area: 0.5 m2", "area: 0.5 kg").replace("exposed: 40 %", "exposed: 140 %"),
    );
    const line = (part: string) => example.split("\n").findIndex((text) => text.includes(part)) + 1;
    expect(read.ok ? [] : read.problems).toEqual([
      expect.stringMatching(
        new RegExp(`^debris case:${line("area: 0.5 m2")}: surfaces.0.area: "kg" measures mass`),
      ),
      expect.stringMatching(
        new RegExp(`^debris case:${line("exposed: 40 %")}: surfaces.1.exposed: "140 %" must be at most 1`),
      ),
    ]);
    const flat = readDebrisCase(example.replace("facing: [0, 0.8, -0.6]", "facing: [0, 0, 0]"), "my.yaml");
    expect(flat.ok ? "" : flat.problems.join()).toMatch(/^my.yaml:\d+: surfaces.0.facing: .*no direction/);
    const unknown = readDebrisCase("hoarfrost: debris/1\nshields: []");
    expect(unknown.ok ? "" : unknown.problems.join()).toContain("shields");
    expect(readDebrisCase("[").ok).toBe(false);
  });
  test("may bring its own flux table", () => {
    const read = readDebrisCase(`${example}
fluxTables:
  - { name: ORDEM run, source: user, kind: debris, density: 2.8 g/cm3, rows: [[0.05 mm, 2.0], [20 mm, 1e-7]] }`);
    if (!read.ok) throw new Error(read.problems.join("; "));
    expect(assessDebris(read.options).models.map((model) => model.name)).toContain("ORDEM run");
  });
});

describe("the picture of a pair", () => {
  test("names its curves, areas and question, and keeps every point inside", () => {
    const svg = plotPair(assessDebris());
    for (const words of [
      "one hit in the window",
      "window chosen after",
      "window fixed before",
      "59 days, 3 vehicles",
    ])
      expect(svg).toContain(words);
    for (const area of [0.2, 0.5, 1, 2, 8]) expect(svg).toContain(`>${area}</text>`);
    for (const [, points] of svg.matchAll(/points="([^"]+)"/g))
      for (const point of points!.split(" ")) {
        const [x, y] = point.split(",").map(Number);
        expect(x!).toBeGreaterThanOrEqual(70);
        expect(x!).toBeLessThanOrEqual(480);
        expect(y!).toBeGreaterThanOrEqual(46 - 0.1);
        expect(y!).toBeLessThanOrEqual(370.1);
      }
  });
});
