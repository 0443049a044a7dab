import type { GroundPoint } from "./geodetic.ts";

const DEGREE = Math.PI / 180;
const MEAN_RADIUS_M = 6_371_009;

/** Great-circle distance [m] on a sphere of the Earth's mean radius; within 0.6 % of the ellipsoid. */
export function groundDistance(a: GroundPoint, b: GroundPoint): number {
  const dLat = (b.latitudeDeg - a.latitudeDeg) * DEGREE;
  const dLon = (b.longitudeDeg - a.longitudeDeg) * DEGREE;
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(a.latitudeDeg * DEGREE) * Math.cos(b.latitudeDeg * DEGREE) * Math.sin(dLon / 2) ** 2;
  return 2 * MEAN_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The point at a distance [m] and a bearing [rad, east of north] from another, along a great circle of the mean sphere. */
export function pointAt(from: GroundPoint, distanceM: number, bearing: number): GroundPoint {
  const [lat, arc] = [from.latitudeDeg * DEGREE, distanceM / MEAN_RADIUS_M];
  const sine = Math.sin(lat) * Math.cos(arc) + Math.cos(lat) * Math.sin(arc) * Math.cos(bearing);
  const east = Math.atan2(
    Math.sin(bearing) * Math.sin(arc) * Math.cos(lat),
    Math.cos(arc) - Math.sin(lat) * sine,
  );
  return {
    latitudeDeg: Math.asin(Math.max(-1, Math.min(1, sine))) / DEGREE,
    longitudeDeg: ((from.longitudeDeg + east / DEGREE + 540) % 360) - 180,
  };
}

/** An ellipse on the ground that holds a share of the impacts. */
export interface Footprint {
  readonly centre: GroundPoint;
  readonly alongM: number;
  readonly acrossM: number;
  /** Bearing of the long axis, degrees east of north, 0 to 180. */
  readonly bearingDeg: number;
  readonly share: number;
}

/** Least half-width that is credible where only the along-track spread is modelled: cross-track lift and wind. */
export const CROSS_TRACK_M = 30_000;

/**
 * Ellipse from the covariance of impacts in a plane that touches the Earth at their mean, widened until it holds `share` of
 * them, and at least 30 km wide to each side. Throws for fewer than three impacts.
 */
export function footprint(impacts: readonly GroundPoint[], share = 0.99): Footprint {
  if (impacts.length < 3)
    throw new RangeError(`a footprint needs three impacts or more, got ${impacts.length}`);
  const vectors = impacts.map(({ latitudeDeg, longitudeDeg }) => {
    const [lat, lon] = [latitudeDeg * DEGREE, longitudeDeg * DEGREE];
    return [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)] as const;
  });
  const mean = [0, 1, 2].map((i) => vectors.reduce((sum, v) => sum + v[i]!, 0) / vectors.length);
  const lat = Math.atan2(mean[2]!, Math.hypot(mean[0]!, mean[1]!));
  const lon = Math.atan2(mean[1]!, mean[0]!);
  const centre = { latitudeDeg: lat / DEGREE, longitudeDeg: lon / DEGREE };
  // Azimuthal equidistant: distance and bearing from the centre are kept.
  const flat = impacts.map((point) => {
    const d = groundDistance(centre, point);
    const [pLat, dLon] = [point.latitudeDeg * DEGREE, point.longitudeDeg * DEGREE - lon];
    const bearing = Math.atan2(
      Math.sin(dLon) * Math.cos(pLat),
      Math.cos(lat) * Math.sin(pLat) - Math.sin(lat) * Math.cos(pLat) * Math.cos(dLon),
    );
    return [d * Math.sin(bearing), d * Math.cos(bearing)] as const;
  });
  const n = flat.length;
  const [me, mn] = [0, 1].map((i) => flat.reduce((sum, p) => sum + p[i]!, 0) / n) as [number, number];
  let [ee, nn, en] = [0, 0, 0];
  for (const [e, north] of flat) {
    ee += (e - me) ** 2 / n;
    nn += (north - mn) ** 2 / n;
    en += ((e - me) * (north - mn)) / n;
  }
  const half = 0.5 * (ee + nn);
  const root = Math.hypot(0.5 * (ee - nn), en);
  const angle = 0.5 * Math.atan2(2 * en, nn - ee);
  const sigmaAlong = Math.sqrt(half + root);
  const sigmaAcross = Math.max(Math.sqrt(Math.max(0, half - root)), 1);
  const radii = flat
    .map(([e, north]) => {
      const along = ((e - me) * Math.sin(angle) + (north - mn) * Math.cos(angle)) / sigmaAlong;
      const across = ((e - me) * Math.cos(angle) - (north - mn) * Math.sin(angle)) / sigmaAcross;
      return Math.hypot(along, across);
    })
    .sort((a, b) => a - b);
  const scale = radii[Math.min(n - 1, Math.ceil(share * n) - 1)]!;
  return {
    centre,
    alongM: scale * sigmaAlong,
    acrossM: Math.max(CROSS_TRACK_M, scale * sigmaAcross),
    bearingDeg: (((angle / DEGREE) % 180) + 180) % 180,
    share,
  };
}

/** Whether a point lies in a box of latitudes and longitudes; a box may cross the date line (west > east). */
export function isInside(
  point: GroundPoint,
  box: { readonly south: number; readonly north: number; readonly west: number; readonly east: number },
): boolean {
  const { latitudeDeg, longitudeDeg } = point;
  const inLongitude =
    box.west <= box.east
      ? longitudeDeg >= box.west && longitudeDeg <= box.east
      : longitudeDeg >= box.west || longitudeDeg <= box.east;
  return latitudeDeg >= box.south && latitudeDeg <= box.north && inLongitude;
}

/**
 * Expected casualties: casualty area times people per area, in the target if the burn works and under the whole orbit if it
 * does not (the form of NASA-STD-8719.14, section 4.7).
 */
export function casualtyExpectation(how: {
  readonly casualtyAreaM2: number;
  readonly peoplePerKm2InTarget: number;
  readonly peoplePerKm2Elsewhere: number;
  readonly burnFailure: number;
}): number {
  const people =
    (1 - how.burnFailure) * how.peoplePerKm2InTarget + how.burnFailure * how.peoplePerKm2Elsewhere;
  return how.casualtyAreaM2 * 1e-6 * people;
}
