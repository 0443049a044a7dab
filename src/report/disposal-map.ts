import { element, textElement } from "../plot/element.ts";
import type { Picture } from "../plot/index.ts";
import type { DisposalReport } from "./report-case.ts";
import { landRings } from "./world-land.ts";

const WIDTH = 700;
const EARTH_RADIUS_M = 6_371_009;
const DEGREE = Math.PI / 180;

/** Degrees, east and north positive; longitudes may run on past 180 so that a line stays whole. */
type Point = readonly [longitude: number, latitude: number];

interface Place {
  readonly longitudeDeg: number;
  readonly latitudeDeg: number;
}

/** Part of the Earth on a map: the middle meridian, degrees to each side of it, and the parallels at the lower and upper edge. */
interface Window {
  readonly middle: number;
  readonly half: number;
  readonly south: number;
  readonly north: number;
  readonly graticule: number;
}

/** The whole way: last orbit, descent, target and footprint on the world, turned so that the pieces come down in its middle. */
export function worldMap(report: DisposalReport): Picture {
  const { longitudeDeg } = report.result.nominal.impact;
  const window = { middle: longitudeDeg, half: 180, south: -72, north: 72, graticule: 30 };
  return drawn(report, window, "The way of the ship over the Earth", []);
}

/** Footprint and target with the coasts around them. */
export function closeMap(report: DisposalReport): Picture {
  const { target, coasts = [] } = report.file;
  const { centre, alongM } = report.result.footprint;
  const span = (((target.east - target.west) % 360) + 360) % 360;
  const half = Math.max(20, 0.5 * span + 14);
  const reach = alongM / 111_000;
  const south = Math.max(-85, Math.min(target.south, centre.latitudeDeg - reach) - 4);
  const north = Math.min(85, Math.max(target.north, centre.latitudeDeg + reach) + 9);
  const window = { middle: target.west + span / 2, half, south, north, graticule: 10 };
  return drawn(
    report,
    window,
    "Footprint and target with the coasts around them",
    coasts.map(({ name, longitude, latitude }) => ({ name, at: [longitude, latitude] })),
  );
}

function drawn(
  report: DisposalReport,
  window: Window,
  title: string,
  coasts: readonly { readonly name: string; readonly at: Point }[],
): Picture {
  const { file, result, track } = report;
  const { middle, half, south, north, graticule } = window;
  const scale = WIDTH / (2 * half);
  const height = Math.round((north - south) * scale);
  const x = (longitude: number) => (longitude - middle + half) * scale;
  const y = (latitude: number) => (north - latitude) * scale;
  /** The same longitude within half a turn of the middle of the map. */
  const near = (longitude: number) => middle + ((((longitude - middle + 180) % 360) + 360) % 360) - 180;
  const path = (points: readonly Point[], closed: boolean, turn: number) =>
    `${points.map(([lon, lat], i) => `${i === 0 ? "M" : "L"}${(Math.round(10 * x(lon + turn)) / 10).toString()} ${(Math.round(10 * y(lat)) / 10).toString()}`).join("")}${closed ? "Z" : ""}`;
  /** Drawn once for each turn of the Earth in which some of it may lie on the map, which cuts off what does not. */
  const everywhere = (points: readonly Point[], className: string, closed: boolean) => {
    const longitudes = points.map(([lon]) => lon);
    const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)];
    const turns = [-720, -360, 0, 360, 720].filter(
      (turn) => east + turn >= middle - half && west + turn <= middle + half,
    );
    const d = turns.map((turn) => path(points, closed, turn)).join("");
    return d === "" ? "" : element("path", { class: className, d });
  };
  const at = ({ longitudeDeg, latitudeDeg }: Place): Point => [near(longitudeDeg), latitudeDeg];
  const parts = [element("rect", { class: "sea", x: 0, y: 0, width: WIDTH, height })];
  for (const ring of landRings) parts.push(everywhere(ring, "land", true));
  for (let lon = graticule * Math.ceil((middle - half) / graticule); lon <= middle + half; lon += graticule) {
    parts.push(element("line", { class: "graticule", x1: x(lon), x2: x(lon), y1: 0, y2: height }));
    if (x(lon) > 24 && x(lon) < WIDTH - 24)
      parts.push(textElement(x(lon), height - 4, meridianWords(lon), { class: "tick middle halo" }));
  }
  for (let lat = graticule * Math.ceil(south / graticule); lat <= north; lat += graticule) {
    parts.push(element("line", { class: "graticule", x1: 0, x2: WIDTH, y1: y(lat), y2: y(lat) }));
    if (y(lat) > 10 && y(lat) < height - 18)
      parts.push(textElement(4, y(lat) - 3, parallelWords(lat), { class: "tick start halo" }));
  }
  const { impact, entryS } = result.nominal;
  const descent = [...track.descent, { ...impact, timeS: result.nominal.impactS, heightM: 0 }];
  parts.push(
    everywhere(box(file.target), "target", true),
    everywhere(unwrapped(track.orbit), "orbit", false),
    everywhere(unwrapped(descent), "descent", false),
    everywhere(outline(result.footprint), "footprint", true),
  );
  const entry = descent.reduce((best, point) =>
    Math.abs(point.timeS - entryS) < Math.abs(best.timeS - entryS) ? point : best,
  );
  const marks: readonly [Place, string, string][] = [
    [descent[0]!, "burn", "M0-5 5 0 0 5-5 0Z"],
    [entry, "100 km", "M-4-4H4V4H-4Z"],
    [impact, "debris", "M0-5 5 4-5 4Z"],
  ];
  for (const [place, words, shape] of marks) {
    const [lon, lat] = at(place);
    if (Math.abs(lon - middle) > half || lat < south || lat > north) continue;
    const isRight = x(lon) > WIDTH - 60;
    parts.push(
      element("path", {
        class: "map-mark",
        d: shape,
        transform: `translate(${x(lon).toFixed(1)} ${y(lat).toFixed(1)})`,
      }),
      textElement(x(lon) + (isRight ? -8 : 8), y(lat) - 6, words, {
        class: isRight ? "end title" : "start title",
      }),
    );
  }
  for (const { name, at: place } of coasts) {
    const [lon, lat] = [near(place[0]), place[1]];
    if (Math.abs(lon - middle) > half || lat < south || lat > north) continue;
    const isRight = x(lon) > WIDTH - 130;
    parts.push(
      element("circle", { class: "fill is-neutral", cx: x(lon), cy: y(lat), r: 2.5 }),
      textElement(x(lon) + (isRight ? -6 : 6), y(lat) + 4, name, {
        class: isRight ? "end halo" : "start halo",
      }),
    );
  }
  const frame = { x: 0.5, y: 0.5, width: WIDTH - 1, height: height - 1 };
  return {
    width: WIDTH,
    height: height + 4,
    title,
    // A picture within the picture cuts off what lies outside without a name that other plots of the page could share.
    parts: [
      element("svg", { x: 0, y: 0, width: WIDTH, height }, ...parts.filter((part) => part !== "")),
      element("rect", { class: "map-frame", ...frame }),
    ],
  };
}

/** A line whose longitudes run on where it crosses the date line. */
function unwrapped(points: readonly Place[]): Point[] {
  const line: Point[] = [];
  for (const { longitudeDeg, latitudeDeg } of points) {
    const before = line.at(-1)?.[0] ?? longitudeDeg;
    line.push([longitudeDeg + 360 * Math.round((before - longitudeDeg) / 360), latitudeDeg]);
  }
  return line;
}

function box({ south, north, west, east }: DisposalReport["file"]["target"]): Point[] {
  const until = east < west ? east + 360 : east;
  return [
    [west, north],
    [until, north],
    [until, south],
    [west, south],
  ];
}

/** Outline of an ellipse on the ground. */
function outline({ centre, alongM, acrossM, bearingDeg }: DisposalReport["result"]["footprint"]): Point[] {
  const places = Array.from({ length: 72 }, (_, i): Place => {
    const turn = (i / 72) * 2 * Math.PI;
    const [along, across] = [alongM * Math.cos(turn), acrossM * Math.sin(turn)];
    return towards(centre, bearingDeg * DEGREE + Math.atan2(across, along), Math.hypot(along, across));
  });
  return unwrapped(places);
}

/** The place at a bearing and distance from another, on a sphere. */
function towards({ longitudeDeg, latitudeDeg }: Place, bearing: number, distanceM: number): Place {
  const d = distanceM / EARTH_RADIUS_M;
  const lat = latitudeDeg * DEGREE;
  const lat2 = Math.asin(Math.sin(lat) * Math.cos(d) + Math.cos(lat) * Math.sin(d) * Math.cos(bearing));
  const dLon = Math.atan2(
    Math.sin(bearing) * Math.sin(d) * Math.cos(lat),
    Math.cos(d) - Math.sin(lat) * Math.sin(lat2),
  );
  return { longitudeDeg: longitudeDeg + dLon / DEGREE, latitudeDeg: lat2 / DEGREE };
}

function meridianWords(longitude: number): string {
  const lon = ((((longitude + 180) % 360) + 360) % 360) - 180;
  if (lon === 0 || Math.abs(lon) === 180) return `${Math.abs(lon)}°`;
  return `${Math.abs(lon)}° ${lon < 0 ? "W" : "E"}`;
}

const parallelWords = (latitude: number) =>
  latitude === 0 ? "0°" : `${Math.abs(latitude)}° ${latitude < 0 ? "S" : "N"}`;
