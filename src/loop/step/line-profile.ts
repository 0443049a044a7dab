/**
 * Coolant inside a line as a train of pieces that move without mixing. Each piece has a mass, a mean enthalpy and half
 * the difference between its tail (towards the `from` end) and its head; piece 0 is the one nearest the `to` end.
 */
export interface LineProfile {
  count: number;
  readonly massKg: Float64Array;
  readonly meanJPerKg: Float64Array;
  readonly halfSlopeJPerKg: Float64Array;
}

/** A line filled with coolant of one enthalpy; at most `pieces` pieces ever. */
export function filledLine(massKg: number, enthalpyJPerKg: number, pieces: number): LineProfile {
  const profile: LineProfile = {
    count: 1,
    massKg: new Float64Array(pieces + 2),
    meanJPerKg: new Float64Array(pieces + 2),
    halfSlopeJPerKg: new Float64Array(pieces + 2),
  };
  profile.massKg[0] = massKg;
  profile.meanJPerKg[0] = enthalpyJPerKg;
  return profile;
}

export function lineMass(line: LineProfile): number {
  let sum = 0;
  for (let p = 0; p < line.count; p++) sum += line.massKg[p]!;
  return sum;
}

export function lineEnergy(line: LineProfile): number {
  let sum = 0;
  for (let p = 0; p < line.count; p++) sum += line.massKg[p]! * line.meanJPerKg[p]!;
  return sum;
}

/** Enthalpy right at an end [J/kg]. */
export function endEnthalpy(line: LineProfile, atTo: boolean): number {
  if (atTo) return line.meanJPerKg[0]! - line.halfSlopeJPerKg[0]!;
  const last = line.count - 1;
  return line.meanJPerKg[last]! + line.halfSlopeJPerKg[last]!;
}

/** Enthalpy carried by the `mass` kilograms next to an end [J]; what the line lacks counts as `beyondJPerKg`. */
export function energyNearEnd(line: LineProfile, mass: number, atTo: boolean, beyondJPerKg: number): number {
  let left = mass;
  let energy = 0;
  for (let n = 0; n < line.count && left > 0; n++) {
    const p = atTo ? n : line.count - 1 - n;
    const own = line.massKg[p]!;
    if (left >= own) energy += own * line.meanJPerKg[p]!;
    else {
      const inward = atTo ? line.halfSlopeJPerKg[p]! : -line.halfSlopeJPerKg[p]!;
      // Mean over the part next to the end: the end value plus half of the way in.
      energy += left * (line.meanJPerKg[p]! - inward * (1 - left / own));
    }
    left -= own;
  }
  return left > 0 ? energy + left * beyondJPerKg : energy;
}

/** Takes `mass` kilograms out at an end. */
export function removeAtEnd(line: LineProfile, mass: number, atTo: boolean): void {
  let left = mass;
  while (left > 0 && line.count > 0) {
    const p = atTo ? 0 : line.count - 1;
    const own = line.massKg[p]!;
    if (left < own) {
      const part = left / own;
      const slope = line.halfSlopeJPerKg[p]!;
      line.meanJPerKg[p] = line.meanJPerKg[p]! + (atTo ? slope : -slope) * part;
      line.halfSlopeJPerKg[p] = slope * (1 - part);
      line.massKg[p] = own - left;
      return;
    }
    left -= own;
    dropPiece(line, p);
  }
}

/**
 * Adds a piece at an end. `low` and `high` bound the enthalpies that entered: the slope is cut so that no new extreme
 * appears.
 */
export function addAtEnd(
  line: LineProfile,
  massKg: number,
  energyJ: number,
  outerJPerKg: number,
  low: number,
  high: number,
  atTo: boolean,
): void {
  if (massKg <= 0) return;
  const mean = energyJ / massKg;
  const room = Math.max(0, Math.min(mean - low, high - mean));
  const outward = Math.max(-room, Math.min(room, outerJPerKg - mean));
  const at = atTo ? 0 : line.count;
  if (atTo) {
    line.massKg.copyWithin(1, 0, line.count);
    line.meanJPerKg.copyWithin(1, 0, line.count);
    line.halfSlopeJPerKg.copyWithin(1, 0, line.count);
  }
  line.massKg[at] = massKg;
  line.meanJPerKg[at] = mean;
  line.halfSlopeJPerKg[at] = atTo ? -outward : outward;
  line.count++;
  if (line.count > line.massKg.length - 2) mergeMostAlike(line);
}

/** Joins the two neighbours whose difference, weighed with their mass, is least: fronts survive, plateaus join. */
function mergeMostAlike(line: LineProfile): void {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let p = 0; p + 1 < line.count; p++) {
    const a = line.massKg[p]!;
    const b = line.massKg[p + 1]!;
    const step = Math.abs(line.meanJPerKg[p]! - line.meanJPerKg[p + 1]!);
    const bend = Math.abs(line.halfSlopeJPerKg[p]!) + Math.abs(line.halfSlopeJPerKg[p + 1]!);
    const cost = ((a * b) / (a + b)) * (step + 0.5 * bend) * (step + 0.5 * bend);
    if (cost < least) {
      least = cost;
      best = p;
    }
  }
  const a = line.massKg[best]!;
  const b = line.massKg[best + 1]!;
  const head = line.meanJPerKg[best]! - line.halfSlopeJPerKg[best]!;
  const tail = line.meanJPerKg[best + 1]! + line.halfSlopeJPerKg[best + 1]!;
  const mean = (a * line.meanJPerKg[best]! + b * line.meanJPerKg[best + 1]!) / (a + b);
  const low = Math.min(head, tail);
  const high = Math.max(head, tail);
  const room = Math.max(0, Math.min(mean - low, high - mean));
  line.massKg[best] = a + b;
  line.meanJPerKg[best] = mean;
  line.halfSlopeJPerKg[best] = Math.max(-room, Math.min(room, 0.5 * (tail - head)));
  dropPiece(line, best + 1);
}

function dropPiece(line: LineProfile, p: number): void {
  line.massKg.copyWithin(p, p + 1, line.count);
  line.meanJPerKg.copyWithin(p, p + 1, line.count);
  line.halfSlopeJPerKg.copyWithin(p, p + 1, line.count);
  line.count--;
}
