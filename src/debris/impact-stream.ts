import { gaussLegendre } from "../stats/index.ts";
import type { ParticleKind } from "./flux-model.ts";

/** Forward, to starboard, to the Earth: the local-vertical frame of the orbit room. */
export type LocalVector = readonly [forward: number, starboard: number, down: number];

/** One direction and speed that particles come with; weights of a stream add up to one. */
export interface ImpactCell {
  /** Unit vector towards which the vehicle looks to see the particle come. */
  readonly from: LocalVector;
  readonly speedMPerS: number;
  /** Share of the flux on a randomly turned surface. */
  readonly weight: number;
}

/** Where the vehicle flies, as far as impacts care. */
export interface FlightConditions {
  readonly altitudeM: number;
  readonly inclinationDeg: number;
}

const EARTH_MU = 3.986004418e14;
const EARTH_RADIUS_M = 6_378_000;

/** Orbital speed on a circle at this height. */
export function orbitalSpeedMPerS(altitudeM: number): number {
  return Math.sqrt(EARTH_MU / (EARTH_RADIUS_M + altitudeM));
}

/**
 * Density of meteoroid speeds before the vehicle's own motion is added, per km/s, not normalised: three branches from
 * 11.1 to 72.2 km/s fitted to photographic meteors (Erickson, J. Geophys. Res. 73, 1968; the form used by SSP 30425 and
 * NASA TM-4527). Mean 16.9 km/s.
 */
function meteoroidSpeedDensity(kmPerS: number): number {
  if (kmPerS < 11.1 || kmPerS > 72.2) return 0;
  if (kmPerS < 16.3) return 0.112;
  return kmPerS < 55 ? 3.328e5 * kmPerS ** -5.34 : 1.695e-4;
}

function meteoroidCells({ altitudeM }: FlightConditions): ImpactCell[] {
  const own = orbitalSpeedMPerS(altitudeM) / 1000;
  // Directions below the edge of the atmosphere are closed.
  const sine = (EARTH_RADIUS_M + 100_000) / (EARTH_RADIUS_M + altitudeM);
  const lowestUp = -Math.sqrt(1 - sine * sine);
  const ups = gaussLegendre(20, lowestUp, 1);
  const sectors = 24;
  const cells: ImpactCell[] = [];
  const speedRules = [gaussLegendre(4, 11.1, 16.3), gaussLegendre(10, 16.3, 55), gaussLegendre(2, 55, 72.2)];
  for (const speeds of speedRules)
    speeds.nodes.forEach((v, s) => {
      const speedWeight = speeds.weights[s]! * meteoroidSpeedDensity(v);
      ups.nodes.forEach((up, u) => {
        const level = Math.sqrt(1 - up * up);
        for (let k = 0; k < sectors; k++) {
          const azimuth = (2 * Math.PI * (k + 0.5)) / sectors;
          // Apparent direction: where it comes from, plus the headwind of the vehicle's own motion.
          const forward = v * level * Math.cos(azimuth) + own;
          const starboard = v * level * Math.sin(azimuth);
          const down = -v * up;
          const relative = Math.hypot(forward, starboard, down);
          cells.push({
            from: [forward / relative, starboard / relative, down / relative],
            speedMPerS: relative * 1000,
            // Number density goes as flux over speed; the vehicle sweeps it up at the relative speed.
            weight: (speedWeight * ups.weights[u]! * relative) / v,
          });
        }
      });
    });
  return normalised(cells);
}

/**
 * Density of debris impact speeds, not normalised: the velocity law of NASA TM-100471 for a circular orbit of the given
 * inclination. Debris comes in the horizontal plane, so that a speed v comes from acos(v / 2 v0) off the flight direction.
 */
export function debrisSpeedDensity(kmPerS: number, inclinationDeg: number): number {
  const i = inclinationDeg;
  const v = kmPerS;
  const v0 = debrisReferenceSpeed(i);
  const b = i < 60 ? 0.5 : i < 80 ? 0.5 - 0.01 * (i - 60) : 0.3;
  const c = i < 100 ? 0.0125 : 0.0125 + 0.00125 * (i - 100);
  const d = 1.3 - 0.01 * (i - 30);
  const e = 0.55 + 0.005 * (i - 30);
  const f = i < 50 ? 0.3 + 0.0008 * (i - 50) ** 2 : i < 80 ? 0.3 - 0.01 * (i - 50) : 0;
  const g = i < 60 ? 18.7 : i < 80 ? 18.7 + 0.0289 * (i - 60) ** 3 : 250;
  const h = 1 - 0.0000757 * (i - 60) ** 2;
  const peaks =
    g * Math.exp(-(((v - 2.5 * v0) / (b * v0)) ** 2)) + f * Math.exp(-(((v - d * v0) / (e * v0)) ** 2));
  return Math.max(0, (2 * v * v0 - v * v) * peaks + h * c * (4 * v * v0 - v * v));
}

function debrisReferenceSpeed(inclinationDeg: number): number {
  return inclinationDeg < 60 ? 7.25 + 0.015 * (inclinationDeg - 30) : 7.7;
}

function debrisCells({ inclinationDeg }: FlightConditions): ImpactCell[] {
  const fastest = 2 * debrisReferenceSpeed(inclinationDeg);
  const speeds = gaussLegendre(48, 0, fastest);
  const cells: ImpactCell[] = [];
  speeds.nodes.forEach((v, s) => {
    const forward = v / fastest;
    const side = Math.sqrt(1 - forward * forward);
    const weight = (speeds.weights[s]! * debrisSpeedDensity(v, inclinationDeg)) / 2;
    for (const sign of [-1, 1]) cells.push({ from: [forward, sign * side, 0], speedMPerS: v * 1000, weight });
  });
  return normalised(cells);
}

function normalised(cells: readonly ImpactCell[]): ImpactCell[] {
  const total = cells.reduce((sum, cell) => sum + cell.weight, 0);
  return cells.map((cell) => ({ ...cell, weight: cell.weight / total }));
}

/** The directions and speeds that one kind of particle comes with, in the local-vertical frame. */
export function impactStream(kind: ParticleKind, conditions: FlightConditions): readonly ImpactCell[] {
  return kind === "meteoroid" ? meteoroidCells(conditions) : debrisCells(conditions);
}

/** Mean impact speed [m/s] of a stream. */
export function meanImpactSpeedMPerS(stream: readonly ImpactCell[]): number {
  return stream.reduce((sum, cell) => sum + cell.weight * cell.speedMPerS, 0);
}

/** Share of impacts slower than a speed. */
export function shareSlowerThan(stream: readonly ImpactCell[], speedMPerS: number): number {
  return stream.reduce((sum, cell) => sum + (cell.speedMPerS < speedMPerS ? cell.weight : 0), 0);
}

/**
 * Flux on a surface that faces along `normal` over the flux on the same surface randomly turned; the mean over all
 * orientations is one, and no surface gets more than four.
 */
export function directionalFactor(stream: readonly ImpactCell[], normal: LocalVector): number {
  let sum = 0;
  for (const { from, weight } of stream) {
    const cosine = from[0] * normal[0] + from[1] * normal[1] + from[2] * normal[2];
    if (cosine > 0) sum += weight * cosine;
  }
  return 4 * sum;
}
