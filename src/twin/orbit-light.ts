import { type AttitudeProfile, localVertical, sunPointing } from "../orbit/attitude.ts";
import { EARTH_RADIUS_M } from "../orbit/constants.ts";
import { apparentDiscs, visibleSunFraction } from "../orbit/eclipse.ts";
import { sgp4Trajectory } from "../orbit/sgp4-trajectory.ts";
import { sunPositionM } from "../orbit/sun.ts";
import { absorbedHeat, type RadiationModel, type Surface } from "../orbit/surface-heat.ts";
import { circularTrajectory, orbitPeriodS, type Trajectory } from "../orbit/trajectory.ts";
import { readTwoLineElements } from "../orbit/two-line-elements.ts";
import type { Vector3 } from "../orbit/vector.ts";
import { type Choice, chosen } from "../vehicle/twin/quantity.ts";
import type { TwinAttitude, TwinOrbit } from "../vehicle/twin/twin-description.ts";
import { TwinError } from "./twin-error.ts";

/** Samples of the light an orbit: one each 46 s in low orbit, beside those at the edges of the shadow. */
const SAMPLES = 120;
/** A change of the visible part of the Sun above this between two samples is looked into more closely. */
const EDGE = 0.02;
const EDGE_S = 1;
/** Orbits whose light is kept at most. */
const MOST_ORBITS = 64;

/** Light of one orbit at ascending times, as running integrals [J/m2]: three a surface (direct, albedo, infrared), then the Sun's visible part [s]. */
interface OrbitTable {
  readonly timesS: Float64Array;
  readonly integrals: Float64Array;
}

/**
 * Sunlight, reflected sunlight and Earth infrared on black surfaces of given normals, as exact means over any span of a
 * curve that is straight between samples; shadow edges are sampled to a second. Orbits are tabulated when first asked for.
 * Geometry only: what a panel absorbs is its own optical properties times this, so many members of an ensemble share one.
 */
export class OrbitLight {
  readonly periodS: number;
  readonly #trajectory: Trajectory;
  readonly #attitude: AttitudeProfile;
  readonly #surfaces: readonly Surface[];
  readonly #radiation: RadiationModel;
  readonly #epochS: number;
  readonly #tables = new Map<number, OrbitTable>();
  readonly #columns: number;
  readonly #low: Float64Array;
  readonly #high: Float64Array;
  readonly #orbitsPerTable: number;

  /** With `orbitsPerTable` above 1 neighbouring orbits share a table, which is off by the drift of beta, some 0.3 degrees an orbit. */
  constructor(
    orbit: TwinOrbit,
    choice: Choice,
    attitude: TwinAttitude,
    normals: readonly Vector3[],
    orbitsPerTable = 1,
  ) {
    this.#orbitsPerTable = orbitsPerTable;
    const { trajectory, periodS } = trajectoryOf(orbit, choice);
    this.#trajectory = trajectory;
    this.periodS = periodS;
    this.#epochS = orbit.epochS;
    this.#attitude = attitudeOf(attitude);
    this.#radiation = {
      solarIrradianceWPerM2: chosen(orbit.solarWPerM2, choice),
      earthAlbedo: chosen(orbit.albedo, choice),
      earthInfraredWPerM2: chosen(orbit.infraredWPerM2, choice),
    };
    this.#surfaces = normals.map((bodyNormal, i) => ({
      name: String(i),
      areaM2: 1,
      bodyNormal,
      solarAbsorptance: 1,
      emittance: 1,
    }));
    this.#columns = 3 * normals.length + 1;
    this.#low = new Float64Array(this.#columns);
    this.#high = new Float64Array(this.#columns);
  }

  /** Columns of {@link means}: three a surface (direct, albedo, infrared), then the Sun's visible part. */
  get columns(): number {
    return this.#columns;
  }

  /** Means of all columns between two times of the run [s], into `out`: one look-up for all of them. */
  means(fromS: number, toS: number, out: Float64Array): Float64Array {
    const columns = this.#columns;
    const end = toS > fromS ? toS : fromS + 1e-3;
    out.fill(0);
    let at = fromS;
    while (at < end) {
      const orbit = Math.floor(at / this.periodS + 1e-12);
      const until = Math.min(end, (orbit + 1) * this.periodS);
      this.#integralsAt(orbit, until, this.#high);
      this.#integralsAt(orbit, at, this.#low);
      for (let c = 0; c < columns; c++) out[c] = out[c]! + this.#high[c]! - this.#low[c]!;
      if (!(until > at)) break;
      at = until;
    }
    for (let c = 0; c < columns; c++) out[c] = out[c]! / (end - fromS);
    return out;
  }

  /** Integrals of all columns from the start of an orbit to a time in it. */
  #integralsAt(orbit: number, timeS: number, out: Float64Array): void {
    const columns = this.#columns;
    const tabulated = Math.round(orbit / this.#orbitsPerTable) * this.#orbitsPerTable;
    const { timesS, integrals } = this.#table(tabulated);
    const inTable = timeS + (tabulated - orbit) * this.periodS;
    let low = 0;
    let high = timesS.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (timesS[middle]! <= inTable) low = middle;
      else high = middle;
    }
    const span = timesS[high]! - timesS[low]!;
    const part = Math.min(1, Math.max(0, (inTable - timesS[low]!) / span));
    const values = timesS.length * columns;
    for (let c = 0; c < columns; c++) {
      const a = integrals[values + low * columns + c]!;
      const b = integrals[values + high * columns + c]!;
      out[c] = integrals[low * columns + c]! + span * part * (a + 0.5 * part * (b - a));
    }
  }

  #table(orbit: number): OrbitTable {
    const known = this.#tables.get(orbit);
    if (known !== undefined) return known;
    if (this.#tables.size >= MOST_ORBITS) this.#tables.delete(this.#tables.keys().next().value!);
    const table = this.#tabulate(orbit);
    this.#tables.set(orbit, table);
    return table;
  }

  #visible(timeS: number): number {
    const unix = this.#epochS + timeS;
    return visibleSunFraction(apparentDiscs(this.#trajectory(unix).positionM, sunPositionM(unix)));
  }

  #tabulate(orbit: number): OrbitTable {
    const startS = orbit * this.periodS;
    const times: number[] = [startS];
    let visible = this.#visible(startS);
    for (let i = 1; i <= SAMPLES; i++) {
      const endS = startS + (this.periodS * i) / SAMPLES;
      const next = this.#visible(endS);
      if (Math.abs(next - visible) > EDGE) this.#addEdges(times, times.at(-1)!, visible, endS, next);
      times.push(endS);
      visible = next;
    }
    const rows = times.length;
    const columns = this.#columns;
    const integrals = new Float64Array(2 * rows * columns);
    times.forEach((timeS, row) => {
      const unix = this.#epochS + timeS;
      const state = this.#trajectory(unix);
      const sunM = sunPositionM(unix);
      const heat = absorbedHeat(
        this.#surfaces,
        this.#attitude(unix, state, sunM),
        state,
        sunM,
        this.#radiation,
      );
      const at = (rows + row) * columns;
      heat.forEach(({ directW, albedoW, earthInfraredW }, surface) => {
        integrals.set([directW, albedoW, earthInfraredW], at + 3 * surface);
      });
      integrals[at + columns - 1] = this.#visible(timeS);
      if (row === 0) return;
      const span = timeS - times[row - 1]!;
      for (let c = 0; c < columns; c++)
        integrals[row * columns + c] =
          integrals[(row - 1) * columns + c]! +
          0.5 * span * (integrals[at - columns + c]! + integrals[at + c]!);
    });
    return { timesS: Float64Array.from(times), integrals };
  }

  /** Halves a span in which the Sun rises or sets until pieces are a second long or nothing changes in them. */
  #addEdges(times: number[], fromS: number, before: number, toS: number, after: number): void {
    if (toS - fromS <= EDGE_S || Math.abs(after - before) <= EDGE) return;
    const middleS = 0.5 * (fromS + toS);
    const middle = this.#visible(middleS);
    this.#addEdges(times, fromS, before, middleS, middle);
    times.push(middleS);
    this.#addEdges(times, middleS, middle, toS, after);
  }
}

function attitudeOf(attitude: TwinAttitude): AttitudeProfile {
  if (attitude.mode === "local-vertical") return localVertical(attitude);
  const [x, y, z] = attitude.axis;
  const second: Vector3 = Math.abs(y) < 0.9 ? [0, 1, 0] : [1, 0, 0];
  return sunPointing([x, y, z], second);
}

function trajectoryOf(orbit: TwinOrbit, choice: Choice): { trajectory: Trajectory; periodS: number } {
  if (orbit.shape.kind === "elements") {
    const read = readTwoLineElements(orbit.shape.lines.join("\n"));
    if (!read.ok) throw new TwinError("orbit.elements", read.problem);
    const trajectory = sgp4Trajectory(read.elements);
    return { trajectory, periodS: 86_400 / read.elements.meanMotionRevPerDay };
  }
  const inclinationRad = chosen(orbit.shape.inclinationRad, choice);
  const betaRad = chosen(orbit.shape.betaRad, choice);
  const radiusM = EARTH_RADIUS_M + chosen(orbit.shape.altitudeM, choice);
  const trajectory = circularTrajectory({
    radiusM,
    inclinationRad,
    nodeRad: nodeForBeta(betaRad, inclinationRad, orbit.epochS),
    argumentOfLatitudeRad: 0,
    epochS: orbit.epochS,
  });
  return { trajectory, periodS: orbitPeriodS(radiusM) };
}

/** Right ascension of the node at which the Sun stands `betaRad` from the orbit plane: sin(beta) = normal . sun, solved for the node. */
function nodeForBeta(betaRad: number, inclinationRad: number, epochS: number): number {
  const sun = sunPositionM(epochS);
  const length = Math.hypot(...sun);
  const [x, y, z] = sun.map((part) => part / length) as [number, number, number];
  const amplitude = Math.sin(inclinationRad) * Math.hypot(x, y);
  const sine = (Math.sin(betaRad) - Math.cos(inclinationRad) * z) / amplitude;
  if (!(Math.abs(sine) <= 1)) {
    const most = Math.asin(Math.min(1, amplitude + Math.cos(inclinationRad) * z));
    const least = Math.asin(Math.max(-1, -amplitude + Math.cos(inclinationRad) * z));
    const degrees = (angle: number) => ((angle * 180) / Math.PI).toFixed(1);
    throw new TwinError(
      "orbit.beta",
      `${degrees(betaRad)} deg cannot be at this inclination and epoch; it can be ${degrees(least)} to ${degrees(most)} deg`,
    );
  }
  return Math.asin(sine) + Math.atan2(y, x);
}
