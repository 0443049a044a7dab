import { sgp4Trajectory } from "../../orbit/sgp4-trajectory.ts";
import type { OrbitState } from "../../orbit/trajectory.ts";
import { readTwoLineElements } from "../../orbit/two-line-elements.ts";
import { type RandomStream, randomStream } from "../../stats/random-stream.ts";
import { type Descent, type DescentResult, descend } from "./descend.ts";
import type { DisposalFile } from "./disposal-file.ts";
import { casualtyExpectation, type Footprint, footprint, groundDistance, isInside } from "./footprint.ts";
import { type GroundPoint, groundPoint, heightM } from "./geodetic.ts";
import { isLand } from "./land.ts";
import { type NearestLane, nearestLane } from "./lanes.ts";

/** Middle and 90 % band. */
export interface Band {
  readonly median: number;
  readonly p05: number;
  readonly p95: number;
}

export interface DisposalResult {
  readonly id: string;
  readonly undocksS: number;
  readonly burnS: number;
  /** With every number at its value. */
  readonly nominal: DescentResult;
  readonly burnToImpactS: Band;
  readonly burnToEntryS: Band;
  readonly footprint: Footprint;
  readonly shareInTarget: number;
  readonly casualties: Band;
  readonly nearestCoast: NearestCoast | null;
  readonly nearestLane: NearestLane | null;
  /** Share of pieces on continents and large islands, by a map of one degree. */
  readonly shareOnLand: number;
  /** Where the piece of each run comes down. */
  readonly impacts: readonly GroundPoint[];
  readonly members: number;
}

interface Range {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Triangular between low and high with its peak at the value: the least that a range and a value say. */
export function draw({ value, low, high }: Range, random: RandomStream): number {
  if (high <= low) return value;
  const u = random.uniform();
  const peak = (value - low) / (high - low);
  return u < peak
    ? low + Math.sqrt(u * (high - low) * (value - low))
    : high - Math.sqrt((1 - u) * (high - low) * (high - value));
}

/** The same on a logarithmic scale, for what spans more than a factor of ten. */
function drawLog({ value, low, high }: Range, random: RandomStream): number {
  const logs = { value: Math.log(value), low: Math.log(low), high: Math.log(high) };
  return Math.exp(draw(logs, random));
}

function band(values: readonly number[]): Band {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return { median: at(0.5), p05: at(0.05), p95: at(0.95) };
}

/** Where the file's elements put the ship at a time. */
export function stateOf(file: DisposalFile, timeS: number): OrbitState {
  const read = readTwoLineElements(file.elements.join("\n"));
  if (!read.ok) throw new RangeError(read.problem);
  return sgp4Trajectory(read.elements)(timeS);
}

function nominalDescent(file: DisposalFile): Descent {
  return {
    massKg: file.mass.value,
    brakingMPerS: file.braking.value,
    burnTimeS: file["burn-time"].value,
    dragAreaM2: file["drag-area"].value,
    dragCoefficient: file["drag-coefficient"].value,
    breakUpHeightM: file["break-up-height"].value,
    fragmentKgPerM2: file.fragments.value,
    thermosphereFactor: file.thermosphere.value,
  };
}

/** Burn to ground, as a nominal case and as an ensemble over the file's ranges. The same seed gives the same answer. */
export function dispose(
  file: DisposalFile,
  { members = 200, seed = 1, burnS = file.burns }: { members?: number; seed?: number; burnS?: number } = {},
): DisposalResult {
  const state = stateOf(file, burnS);
  const nominal = descend(state, burnS, nominalDescent(file));
  const random = randomStream(seed);
  const runs = Array.from({ length: members }, () =>
    descend(state, burnS, {
      massKg: draw(file.mass, random),
      brakingMPerS: draw(file.braking, random),
      burnTimeS: draw(file["burn-time"], random),
      dragAreaM2: draw(file["drag-area"], random),
      dragCoefficient: draw(file["drag-coefficient"], random),
      breakUpHeightM: draw(file["break-up-height"], random),
      fragmentKgPerM2: drawLog(file.fragments, random),
      thermosphereFactor: drawLog(file.thermosphere, random),
    }),
  );
  const impacts = runs.map(({ impact }) => impact);
  const casualties = runs.map(() =>
    casualtyExpectation({
      casualtyAreaM2: draw(file["casualty-area"], random),
      peoplePerKm2InTarget: drawLog(file["people-in-target"], random),
      peoplePerKm2Elsewhere: draw(file["people-elsewhere"], random),
      burnFailure: draw(file["burn-failure"], random),
    }),
  );
  return {
    id: file.id,
    undocksS: file.undocks,
    burnS,
    nominal,
    burnToImpactS: band(runs.map(({ impactS }) => impactS - burnS)),
    burnToEntryS: band(runs.map(({ entryS }) => entryS - burnS)),
    footprint: footprint(impacts),
    shareInTarget: impacts.filter((impact) => isInside(impact, file.target)).length / impacts.length,
    casualties: band(casualties),
    nearestCoast: nearestCoast(file, impacts),
    nearestLane: nearestLane(file, impacts),
    shareOnLand: impacts.filter(isLand).length / impacts.length,
    impacts,
    members,
  };
}

/** How near pieces come to people on land. */
export interface NearestCoast {
  readonly name: string;
  /** Of the piece that comes nearest, and of the one in twenty. */
  readonly leastM: number;
  readonly p05M: number;
}

/** The coast of the file to which pieces come nearest; null where the file names none. */
function nearestCoast({ coasts = [] }: DisposalFile, impacts: readonly GroundPoint[]): NearestCoast | null {
  const all = coasts.map(({ name, latitude, longitude }) => {
    const coast = { latitudeDeg: latitude, longitudeDeg: longitude };
    const distances = impacts.map((impact) => groundDistance(impact, coast));
    return { name, leastM: Math.min(...distances), p05M: band(distances).p05 };
  });
  return all.sort((a, b) => a.leastM - b.leastM)[0] ?? null;
}

/** One point of a way over the ground. */
export interface TrackPoint extends GroundPoint {
  readonly timeS: number;
  readonly heightM: number;
}

/** The way over the ground of the nominal case: in orbit for `beforeS` up to the burn, then down to the last fragment. */
export function groundTrack(
  file: DisposalFile,
  beforeS: number,
  everyS = 60,
): { readonly orbit: readonly TrackPoint[]; readonly descent: readonly TrackPoint[] } {
  const at = (timeS: number, { positionM }: OrbitState): TrackPoint => ({
    timeS,
    heightM: heightM(positionM),
    ...groundPoint(positionM, timeS),
  });
  const orbit: TrackPoint[] = [];
  for (let timeS = file.burns - beforeS; timeS < file.burns; timeS += everyS)
    orbit.push(at(timeS, stateOf(file, timeS)));
  const start = stateOf(file, file.burns);
  orbit.push(at(file.burns, start));
  const descent = [at(file.burns, start)];
  descend(start, file.burns, nominalDescent(file), ({ timeS, state }) => {
    if (timeS - descent.at(-1)!.timeS >= everyS / 2) descent.push(at(timeS, state));
  });
  return { orbit, descent };
}

/** A stretch of time in which a burn brings the nominal fragment down inside the target. */
export interface BurnWindow {
  readonly fromS: number;
  readonly untilS: number;
}

/** Windows for the burn between two times, looked for every `everyS`: ends are good to that step. */
export function burnWindows(file: DisposalFile, fromS: number, untilS: number, everyS = 60): BurnWindow[] {
  const windows: BurnWindow[] = [];
  for (let timeS = fromS; timeS <= untilS; timeS += everyS) {
    const { impact } = descend(stateOf(file, timeS), timeS, nominalDescent(file));
    if (!isInside(impact, file.target)) continue;
    const last = windows.at(-1);
    if (last !== undefined && last.untilS >= timeS - everyS)
      windows[windows.length - 1] = { ...last, untilS: timeS };
    else windows.push({ fromS: timeS, untilS: timeS });
  }
  return windows;
}
