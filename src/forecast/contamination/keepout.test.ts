import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { coolantNamed, evaporationFlux } from "../../fluids/index.ts";
import { forecastKeepout } from "./keepout.ts";
import { type KeepoutFile, readKeepout } from "./keepout-file.ts";
import { renderKeepout } from "./render-keepout.ts";

// Oracles: hand calculation of a spray that goes evenly everywhere, M A / (4 pi r2), and of a flow that stays the same until the
// loop is dry (both 1 %); the reference dossier's emptying of MS-22 (its 90 % in 6.4 to 15 h by vapour, 1.7 to 3.4 h held up).
const text = readFileSync(
  new URL("../../../library/contamination/2022-12-15-soyuz-ms-22.yaml", import.meta.url),
  "utf8",
);
const opened = readKeepout(text, "ms-22.yaml");
if (!opened.ok) throw new Error(opened.problems.join("\n"));
const shipped = opened.value;
const exactly = (value: number) => ({ value, low: value, high: value, source: "estimate" });

/** A leak without doubt: 40 kg at a constant flow of 0.8 mm under 98 kPa, sprayed evenly everywhere. */
function plain(change: { mostKg?: number; stay?: number; planned?: number } = {}): KeepoutFile {
  const target = shipped.targets[0]!;
  return {
    ...shipped,
    loop: {
      charge: exactly(40),
      "gas-pressure": exactly(98_000),
      "gas-volume": exactly(4e-3),
      "accumulator-liquid": exactly(4e-3),
      temperature: exactly(293.15),
      hole: exactly(0.8e-3),
      "discharge-coefficient": exactly(0.62),
      held: exactly(1),
      "time-factor": exactly(1),
    },
    spray: {
      ...shipped.spray,
      "half-angle": exactly(0.3),
      wide: exactly(0),
      stray: exactly(1),
      "drop-radius": exactly(3e-4),
      "absorbed-per-m2": exactly(200),
    },
    targets: [
      {
        ...target,
        distance: exactly(10),
        angle: exactly(2),
        area: exactly(2),
        stay: change.stay ?? 3600,
        most: exactly(change.mostKg ?? 1e-3),
        temperature: exactly(273.15),
        planned: shipped.onset + (change.planned ?? 0),
      },
    ],
  };
}
const density = coolantNamed("lz-tk-2").density(293.15);
const flow = 0.62 * (Math.PI / 4) * 0.8e-3 ** 2 * Math.sqrt(2 * 98_000 * density);
const perKg = 2 / (4 * Math.PI * 10 ** 2);
const only = (file: KeepoutFile) => forecastKeepout(file, { members: 1, seed: 1 }).targets[0]!;

describe("a leak without doubt", () => {
  it("lands on a target what an even spray spreads over the sphere", () => {
    const target = only(plain());
    expect(Math.abs(target.landsKg.median / (flow * 3600 * perKg) - 1)).toBeLessThan(0.01);
    expect(target.safeAsPlanned).toBe(0);
  });

  it("is safe once so little is left that a stay brings no more than its limit", () => {
    const mostKg = 1e-3;
    const dryS = (0.9 * 40) / flow; // nine tenths go at the constant flow, the rest boils
    const boiling = 0.62 * (Math.PI / 4) * 0.8e-3 ** 2 * Math.sqrt(2 * 5150 * density);
    const { safeFromS } = only(plain({ mostKg, stay: 1e6 }));
    const boiled = mostKg / perKg / boiling;
    expect(safeFromS.median).toBeGreaterThan(dryS);
    const wholeS = dryS + (0.1 * 40) / boiling;
    expect(Math.abs(safeFromS.median / (wholeS - boiled) - 1)).toBeLessThan(0.03);
  });

  it("is safe at once for a limit that the whole leak cannot reach, and later the lower the limit", () => {
    expect(only(plain({ mostKg: 1 })).safeFromS.median).toBe(0);
    const times = [1e-2, 1e-3, 1e-4, 1e-5].map((mostKg) => only(plain({ mostKg })).safeFromS.median);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[3]!).toBeGreaterThan(times[0]!);
  });

  it("leaves a film that goes as fast as its vapour pressure lets it", () => {
    const coolant = coolantNamed("lz-tk-2");
    const film = (40 * perKg) / 2 / evaporationFlux(coolant, 273.15);
    expect(Math.abs(only(plain()).filmS.median / film - 1)).toBeLessThan(0.02);
  });
});

describe("Soyuz MS-22", () => {
  const forecast = forecastKeepout(shipped, { members: 200, seed: 2 });
  const target = (id: string) => forecast.targets.find((entry) => entry.id === id)!;

  it("empties within the times that its reported course allows", () => {
    expect(forecast.liquidOutS.p05).toBeGreaterThan(0.8 * 3600);
    expect(forecast.liquidOutS.median).toBeGreaterThan(3 * 3600);
    expect(forecast.liquidOutS.median).toBeLessThan(17.75 * 3600);
  });

  it("was no place for a spacewalk at 02:20 while nobody knew where the jet pointed", () => {
    const unknown = target("spacewalk-unknown");
    expect(unknown.plannedS).toBe(101 * 60);
    expect(unknown.safeAsPlanned!).toBeLessThan(0.8);
    expect(target("spacewalk").safeAsPlanned!).toBeGreaterThan(unknown.safeAsPlanned!);
    expect(unknown.safeFromS.p95).toBeGreaterThan(6 * 3600);
    expect(unknown.safeFromS.p95).toBeLessThan(24 * 3600);
  });

  it("throws drops aft that do not come back, and would get some back if it threw them sideways without air", () => {
    expect(forecast.returning).toBe(0);
    const sideways: KeepoutFile = {
      ...shipped,
      spray: {
        ...shipped.spray,
        axis: { along: 0, up: 0, normal: 1, within: 0.001 },
        "half-angle": exactly(0.01),
        "absorbed-per-m2": exactly(0),
        "drop-radius": exactly(1e-3),
      },
      orbit: { ...shipped.orbit, "air-density": exactly(1e-18) },
    };
    expect(forecastKeepout(sideways, { members: 20, seed: 1 }).returning).toBeGreaterThan(0);
  });

  it("has the same answer for the same seed, and text without gaps", () => {
    const small = { members: 20, seed: 5 };
    expect(forecastKeepout(shipped, small)).toEqual(forecastKeepout(shipped, small));
    const printed = renderKeepout(forecast, shipped);
    expect(printed).not.toMatch(/NaN|undefined|Infinity|e[+-]\d/);
    expect(printed).toMatch(/as planned +at 2022-12-15 02:20Z: safe in \d+ % of members/);
  });
});

describe("a keep-out file", () => {
  const problems = (from: string, to: string) => {
    const read = readKeepout(text.replace(from, to), "x.yaml");
    expect(read.ok).toBe(false);
    return read.ok ? "" : read.problems.join("\n");
  };
  it.each([
    [
      "coolant: lz-tk-2",
      "coolant: lztk",
      /x\.yaml:\d+: coolant: there is no coolant "lztk"; there are ammonia/,
    ],
    ["along: -1, up: -0.5, normal: -1", "along: 0, up: 0, normal: 0", /spray\.axis: has no direction/],
    ["id: own-array", "id: cupola", /there is already a target "cupola"/],
    ["stay: 6.7 h", "stay: 6.7 m", /stay: .*length/],
    ["onset: 2022-12-15T00:39:00Z", "onset: 2022-13-15T00:39:00Z", /onset/],
    ["source: water-dump }", "source: water }", /"water" is not a key of sources/],
    ["distance: { value: 3 m,", "distance: { value: 0 m,", /distance/],
  ])("with %s written as %s is refused with its place", (from, to, message) => {
    expect(problems(from, to)).toMatch(message);
  });
});
