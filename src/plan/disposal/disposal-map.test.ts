import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readDisposal } from "./disposal-file.ts";
import { drawMap, eastOf, frameOf } from "./draw-map.ts";
import { groundDistance, pointAt } from "./footprint.ts";
import { dispose, groundTrack, imagingPhase, plotMap } from "./index.ts";
import { isLand } from "./land.ts";
import { greatCircle, nearestLane } from "./lanes.ts";
import { shippedDisposal } from "./shipped-disposal.ts";

// Oracles: towns far inland and points in mid-ocean; spherical trigonometry for great circles (1e-6); straight flight of a ship that was just
// pushed off, and the closed form of its path after half an orbit (1 %).
const read = readDisposal(readFileSync(shippedDisposal, "utf8"), "disposal.yaml");
if (!read.ok) throw new Error(read.problems.join("\n"));
const file = read.value;
const at = (latitudeDeg: number, longitudeDeg: number) => ({ latitudeDeg, longitudeDeg });

describe("the map of land", () => {
  it.each([
    ["Moscow", 55.8, 37.6, true],
    ["Denver", 39.7, -105, true],
    ["Alice Springs", -23.7, 133.9, true],
    ["Manaus", -3.1, -60, true],
    ["Vostok", -78.5, 106.8, true],
    ["Point Nemo", -48.9, -123.4, false],
    ["the middle of the Atlantic", 0, -25, false],
    ["the North Pole", 89.9, 10, false],
    ["the date line in the Pacific", -10, 180, false],
  ])("knows %s", (_, latitude, longitude, land) => {
    expect(isLand(at(latitude, longitude))).toBe(land);
    expect(isLand(at(latitude, longitude - 360))).toBe(land);
  });

  it("covers three tenths of the Earth", () => {
    let [land, all] = [0, 0];
    for (let latitude = -89.5; latitude < 90; latitude++)
      for (let longitude = -179.5; longitude < 180; longitude++) {
        const weight = Math.cos((latitude * Math.PI) / 180);
        all += weight;
        if (isLand(at(latitude, longitude))) land += weight;
      }
    // 29.2 % of the surface is land by any atlas; small islands and half a degree of coast are missing or too much.
    expect(Math.abs(land / all - 0.292)).toBeLessThan(0.01);
  });
});

describe("a lane of ships", () => {
  it("is the shorter great circle: each point as far from both ends as together they are, over the pole if need be", () => {
    for (const [from, to] of [
      [at(10, 20), at(-40, 150)],
      [at(60, 0), at(60, 179)],
      [at(-36, 175), at(-33, -72)],
    ] as const) {
      const whole = groundDistance(from, to);
      for (const point of greatCircle(from, to))
        expect((groundDistance(from, point) + groundDistance(point, to)) / whole).toBeCloseTo(1, 6);
    }
  });

  it("is as near as the piece that lies on it, and no nearer to one that lies off it", () => {
    const lanes = [
      { name: "the equator", from: [0, -170] as [number, number], to: [0, -100] as [number, number] },
    ];
    const near = nearestLane({ lanes }, [at(0, -130), at(-20, -130)])!;
    expect(near.leastM).toBeLessThan(30_000);
    expect(near.shareWithin).toBe(0.5);
    const far = nearestLane({ lanes }, [at(-20, -130)])!;
    expect(Math.abs(far.leastM / 2_223_900 - 1)).toBeLessThan(0.001);
    expect(nearestLane({}, [at(0, 0)])).toBeNull();
  });
});

describe("a point at a distance and a bearing", () => {
  it("is that far away, and north is north", () => {
    for (const bearing of [0, 1, 2.5, 4]) {
      const found = pointAt(at(-38, -155), 2_500_000, bearing);
      expect(groundDistance(at(-38, -155), found) / 2_500_000).toBeCloseTo(1, 9);
    }
    expect(pointAt(at(10, 50), 1_111_949, 0).latitudeDeg).toBeCloseTo(20, 2);
    expect(pointAt(at(0, 175), 1_111_949, Math.PI / 2).longitudeDeg).toBeCloseTo(-175, 2);
  });
});

describe("the map of a disposal", () => {
  const result = dispose(file, { members: 40 });
  const map = { file, result, descent: groundTrack(file, 0).descent };

  it("shows every piece, the target and the land beside it, within its width", () => {
    const drawn = drawMap(map);
    const lines = drawn.split("\n").slice(0, -2);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(78);
    const marks = lines.join("");
    expect(marks.match(/X/g)).toHaveLength(1);
    for (const mark of ["*", "#", "+", "-", "."]) expect(marks).toContain(mark);
    const frame = frameOf(map);
    for (const impact of result.impacts) {
      expect(eastOf(frame, impact.longitudeDeg)).toBeLessThanOrEqual(frame.span);
      expect(impact.latitudeDeg).toBeGreaterThan(frame.south);
    }
  });

  it("goes on over the date line", () => {
    const target = { ...file.target, west: 150, east: -150 };
    const frame = frameOf({ ...map, file: { ...file, target } });
    expect(frame.span).toBe(88);
    expect(eastOf(frame, -170)).toBeCloseTo(54, 9);
  });

  it("is a picture with a dot for each piece and words for who cannot see it", () => {
    const svg = plotMap(map);
    expect(svg.match(/<circle /g)).toHaveLength(40);
    expect(svg).toMatch(/<title id="footprint-title">Footprint of Progress MS-21/);
    expect(svg).not.toContain("NaN");
  });
});

describe("the look at a ship before it goes", () => {
  it("begins with a straight flight from the port, upwards from a zenith port, and falls behind in time", () => {
    const { path } = imagingPhase(file)!;
    const [start, first] = path as [(typeof path)[0], (typeof path)[0]];
    expect(start).toEqual({ afterS: 0, alongM: expect.closeTo(0, 9), upM: 0 });
    expect(first.upM / (file.imaging!.push.value * 60)).toBeCloseTo(1, 2);
    expect(first.alongM).toBeLessThan(0);
    expect(path.at(-1)!.alongM).toBeLessThan(first.alongM);
    // Half an orbit after a push up: back at the height of the station, 4 v / n behind it.
    const half = imagingPhase({
      ...file,
      imaging: { ...file.imaging!, lasts: fixed(46.4 * 60), push: fixed(0.12) },
    })!;
    const n = (2 * Math.PI) / (92.8 * 60);
    expect(Math.abs(half.distanceAtEndM.median / ((4 * 0.12) / n) - 1)).toBeLessThan(0.01);
  });

  it("is over before the burn that was planned first, and needs no phase in the file", () => {
    const phase = imagingPhase(file)!;
    expect(file.undocks + phase.lastsS.p95).toBeLessThan(Date.parse("2023-02-18T04:03Z") / 1000);
    expect(phase.withinReachS.p95).toBeLessThanOrEqual(phase.lastsS.p95);
    const { imaging: _, ...without } = file;
    expect(imagingPhase(without as typeof file)).toBeNull();
  });
});

function fixed(value: number) {
  return { value, low: value, high: value, source: "a test" };
}
