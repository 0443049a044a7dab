import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { dispose, groundTrack, readDisposal, shippedDisposal } from "../plan/disposal/index.ts";
import { closeMap, worldMap } from "./disposal-map.ts";
import { landRings } from "./world-land.ts";

// Oracles: places of an atlas; the length and bearing of a footprint against those of its drawn outline. Land is true to half a degree.

/** Whether a place lies in an odd number of rings. */
function isLand(longitude: number, latitude: number): boolean {
  let inside = false;
  for (const ring of landRings)
    ring.forEach(([x1, y1], i) => {
      const [x2, y2] = ring[(i + 1) % ring.length]!;
      if (y1 > latitude !== y2 > latitude && longitude < x1 + ((latitude - y1) / (y2 - y1)) * (x2 - x1))
        inside = !inside;
    });
  return inside;
}

it.each([
  ["Moscow", 37.6, 55.8],
  ["Alice Springs", 133.9, -23.7],
  ["Brasilia", -47.9, -15.8],
  ["Kinshasa", 15.9, -4.3],
  ["the middle of New Zealand's South Island", 171, -43.5],
])("%s lies on land", (_, longitude, latitude) => {
  expect(isLand(longitude, latitude)).toBe(true);
});

it.each([
  ["Point Nemo", -123.4, -48.9],
  ["the middle of the Atlantic", -30, 30],
  ["the middle of the Indian Ocean", 80, -30],
  ["the middle of the North Pacific", 179, 40],
])("%s lies in the sea", (_, longitude, latitude) => {
  expect(isLand(longitude, latitude)).toBe(false);
});

const read = readDisposal(readFileSync(shippedDisposal, "utf8"), "the shipped disposal");
if (!read.ok) throw new Error(read.problems.join("\n"));
const file = read.value;
const report = {
  file,
  result: dispose(file, { seed: 1, members: 40 }),
  windows: [],
  avionics: null,
  track: groundTrack(file, 5400),
  seed: 1,
};

it("draws the footprint as long as it is, on a map whose degrees are all alike", () => {
  const { footprint } = report.result;
  const { parts } = closeMap(report);
  const d = /class="footprint" d="([^"]*)"/.exec(parts.join(""))![1]!.split("M")[1]!;
  const corners = d
    .replace("Z", "")
    .split("L")
    .map((pair) => pair.split(" ").map(Number) as [number, number]);
  const { target } = file;
  const pxPerDegree = 700 / (2 * Math.max(20, ((((target.east - target.west) % 360) + 360) % 360) / 2 + 14));
  const tall = Math.max(...corners.map(([, y]) => y)) - Math.min(...corners.map(([, y]) => y));
  // Half a degree for the corners that the outline is made of; the way bends on the sphere.
  const northward = Math.abs(Math.cos((footprint.bearingDeg * Math.PI) / 180)) * footprint.alongM * 2;
  expect(Math.abs(tall / pxPerDegree - northward / 111_195) / (northward / 111_195)).toBeLessThan(0.15);
});

it("marks burn, entry and debris once each, and names the coasts of the file around the footprint", () => {
  const world = worldMap(report).parts.join("");
  for (const words of ["burn", "100 km", "debris"]) expect(world.split(`>${words}<`).length).toBe(2);
  const close = closeMap(report).parts.join("");
  expect(file.coasts!.filter(({ name }) => close.includes(`>${name}<`)).length).toBeGreaterThanOrEqual(6);
});

it("places nothing that is not a number, and carries no name that another plot of a page could share", () => {
  for (const { parts } of [worldMap(report), closeMap(report)]) {
    expect(parts.join("")).not.toMatch(/NaN|Infinity/);
    expect(parts.join("")).not.toMatch(/ id=/);
  }
});
