import { geoEquirectangular, geoGraticule10, geoPath } from "d3-geo";
import { useMemo } from "react";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import land from "world-atlas/land-110m.json";
import type { PlanAnswer } from "../../../src/service/contract.ts";

type Disposal = NonNullable<PlanAnswer["disposal"]>;
type Point = readonly [longitude: number, latitude: number];

const WIDTH = 620;
const HEIGHT = 300;
const EARTH_RADIUS_M = 6_371_009;
const DEGREE = Math.PI / 180;

const pointOf = ({ longitudeDeg, latitudeDeg }: { longitudeDeg: number; latitudeDeg: number }): Point => [
  longitudeDeg,
  latitudeDeg,
];

/** The point at a distance and bearing from another, on a sphere. */
function towards([longitude, latitude]: Point, bearingDeg: number, distanceM: number): Point {
  const d = distanceM / EARTH_RADIUS_M;
  const [lat, bearing] = [latitude * DEGREE, bearingDeg * DEGREE];
  const lat2 = Math.asin(Math.sin(lat) * Math.cos(d) + Math.cos(lat) * Math.sin(d) * Math.cos(bearing));
  const dLon = Math.atan2(
    Math.sin(bearing) * Math.sin(d) * Math.cos(lat),
    Math.cos(d) - Math.sin(lat) * Math.sin(lat2),
  );
  return [longitude + dLon / DEGREE, lat2 / DEGREE];
}

/** Outline of an ellipse on the ground. */
function footprintOf({ footprint }: Disposal): Point[] {
  const centre = pointOf(footprint.centre);
  return Array.from({ length: 73 }, (_, i) => {
    const turn = (i / 72) * 2 * Math.PI;
    const along = footprint.alongM * Math.cos(turn);
    const across = footprint.acrossM * Math.sin(turn);
    const bearing = footprint.bearingDeg + Math.atan2(across, along) / DEGREE;
    return towards(centre, bearing, Math.hypot(along, across));
  });
}

/** Edge of a box of latitudes and longitudes, its parallels in steps so that they follow the map. */
function boxOf({ target }: Disposal): Point[] {
  const span = (((target.east - target.west) % 360) + 360) % 360;
  const steps = 12;
  const along = (latitude: number, back: boolean): Point[] =>
    Array.from({ length: steps + 1 }, (_, i) => {
      const share = (back ? steps - i : i) / steps;
      return [target.west + share * span, latitude];
    });
  return [...along(target.north, false), ...along(target.south, true), [target.west, target.north]];
}

const topology = land as unknown as Topology<{ land: GeometryCollection }>;
const continents = feature(topology, topology.objects.land);

/** Ground track, target and footprint on a map of the world turned so that the impact lies in the middle. */
export function DisposalMap({ disposal }: { disposal: Disposal }) {
  const drawn = useMemo(() => {
    const projection = geoEquirectangular()
      .rotate([-disposal.impact.longitudeDeg, 0])
      .fitSize([WIDTH, HEIGHT], { type: "Sphere" });
    const path = geoPath(projection);
    const line = (points: readonly Point[]): string =>
      path({ type: "LineString", coordinates: points.map(([x, y]) => [x, y]) }) ?? "";
    const at = (point: Point): [number, number] => projection([point[0], point[1]]) ?? [0, 0];
    return {
      land: path(continents) ?? "",
      graticule: path(geoGraticule10()) ?? "",
      orbit: line(disposal.orbit.map(pointOf)),
      descent: line(disposal.descent.map(pointOf)),
      footprint: line(footprintOf(disposal)),
      target: line(boxOf(disposal)),
      burn: at(pointOf(disposal.descent[0]!)),
      entry: at(pointOf(nearest(disposal, disposal.entryS))),
      impact: at(pointOf(disposal.impact)),
    };
  }, [disposal]);
  return (
    <svg
      className="disposal-map"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`Map: ${disposal.name} burns, enters and comes down inside ${disposal.target.name}`}
    >
      <path className="map-grid" d={drawn.graticule} />
      <path className="map-land" d={drawn.land} />
      <path className="map-target" d={drawn.target} />
      <path className="map-orbit" d={drawn.orbit} />
      <path className="map-footprint" d={drawn.footprint} />
      <path className="map-descent" d={drawn.descent} />
      <Mark at={drawn.burn} shape="M0-5 5 0 0 5-5 0Z" words="burn" />
      <Mark at={drawn.entry} shape="M-4-4H4V4H-4Z" words="entry" />
      <Mark at={drawn.impact} shape="M-5-5 5 5M5-5-5 5" words="debris" />
      <g className="map-key" transform={`translate(8 ${HEIGHT - 44})`}>
        <path className="map-orbit" d="M0 0H22" />
        <text x={28} y={4}>
          last orbit
        </text>
        <path className="map-descent" d="M0 15H22" />
        <text x={28} y={19}>
          descent
        </text>
        <path className="map-target" d="M0 30H22" />
        <text x={28} y={34}>
          target; thick: footprint, 99 %
        </text>
      </g>
    </svg>
  );
}

const nearest = ({ descent }: Disposal, timeS: number) =>
  descent.reduce((best, point) =>
    Math.abs(point.timeS - timeS) < Math.abs(best.timeS - timeS) ? point : best,
  );

function Mark({ at: [x, y], shape, words }: { at: [number, number]; shape: string; words: string }) {
  return (
    <g className="map-mark" transform={`translate(${x} ${y})`}>
      <path d={shape} />
      <text x={8} y={-6}>
        {words}
      </text>
    </g>
  );
}
