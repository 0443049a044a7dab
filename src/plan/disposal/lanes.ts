import type { DisposalFile } from "./disposal-file.ts";
import { groundDistance } from "./footprint.ts";
import type { GroundPoint } from "./geodetic.ts";

const DEGREE = Math.PI / 180;
/** A ship on a lane is taken to be within this of its great circle [m]: an estimate, for weather and routing. */
const LANE_HALF_WIDTH_M = 100_000;

/** How pieces come down beside the lanes of ships. */
export interface NearestLane {
  readonly name: string;
  /** Of the piece that comes nearest to its great circle. */
  readonly leastM: number;
  /** Share of pieces within 100 km of any lane. */
  readonly shareWithin: number;
}

/** Points of the shorter great circle between two places, ends included, at most `stepDeg` of arc apart. */
export function greatCircle(from: GroundPoint, to: GroundPoint, stepDeg = 0.5): GroundPoint[] {
  const vector = ({ latitudeDeg, longitudeDeg }: GroundPoint) => {
    const [lat, lon] = [latitudeDeg * DEGREE, longitudeDeg * DEGREE];
    return [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)] as const;
  };
  const [a, b] = [vector(from), vector(to)];
  const arc = Math.acos(Math.max(-1, Math.min(1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])));
  const steps = Math.max(1, Math.ceil(arc / (stepDeg * DEGREE)));
  return Array.from({ length: steps + 1 }, (_, i) => {
    const part = i / steps;
    const [p, q] =
      arc < 1e-9
        ? [1, 0]
        : [Math.sin((1 - part) * arc) / Math.sin(arc), Math.sin(part * arc) / Math.sin(arc)];
    const [x, y, z] = [0, 1, 2].map((k) => p * a[k]! + q * b[k]!) as [number, number, number];
    return { latitudeDeg: Math.atan2(z, Math.hypot(x, y)) / DEGREE, longitudeDeg: Math.atan2(y, x) / DEGREE };
  });
}

/** The lanes of a file, each as its points. */
export function laneWays({
  lanes = [],
}: Pick<DisposalFile, "lanes">): { name: string; way: GroundPoint[] }[] {
  const point = ([latitudeDeg, longitudeDeg]: readonly [number, number]) => ({ latitudeDeg, longitudeDeg });
  return lanes.map(({ name, from, to }) => ({ name, way: greatCircle(point(from), point(to)) }));
}

/** The lane that pieces come nearest to; null where the file names none. Distances are good to 30 km, half a step of the way. */
export function nearestLane(
  file: Pick<DisposalFile, "lanes">,
  impacts: readonly GroundPoint[],
): NearestLane | null {
  const ways = laneWays(file);
  if (ways.length === 0) return null;
  const distances = impacts.map((impact) =>
    ways.map(({ way }) => Math.min(...way.map((point) => groundDistance(impact, point)))),
  );
  const least = ways.map((_, lane) => Math.min(...distances.map((each) => each[lane]!)));
  const nearest = least.indexOf(Math.min(...least));
  return {
    name: ways[nearest]!.name,
    leastM: least[nearest]!,
    shareWithin:
      distances.filter((each) => Math.min(...each) <= LANE_HALF_WIDTH_M).length / Math.max(1, impacts.length),
  };
}
