import {
  type Coolant,
  coolantNamed,
  evaporationFlux,
  flashedFraction,
  followDrop,
} from "../../fluids/index.ts";
import { type Emptying, emptying } from "../../loop/index.ts";
import { type RandomStream, randomStream } from "../../stats/index.ts";
import { type Band, bandOf } from "../band.ts";
import { type Driver, driversOf } from "../crew-return/drivers.ts";
import { type Draw, memberDraw } from "../draw.ts";
import type { KeepoutFile, KeepoutTarget } from "./keepout-file.ts";
import { circularOrbit, dragOnSphere, type Relative, relativePosition } from "./relative-orbit.ts";
import { coneHolding, narrowAngle, type SprayCone, sharePerSteradian } from "./spray-cone.ts";

/** Drops of each member that are followed around the orbit. */
const DROPS = 4;
/** A drop of which this part is left is gone, as far as anybody is concerned. */
const GONE = 0.01;
/** Drops are looked for near the station from this long after they left, when each must have passed it or gone [s]. */
const LEFT_S = 900;
const ORBITS = 3;
const STEP_S = 60;

/** What becomes of one thing to be kept out of the spray. Times since the leak began [s]. */
export interface TargetForecast {
  readonly id: string;
  readonly name: string;
  readonly kind: KeepoutTarget["kind"];
  /** From when on a stay is within its limit; 0: at any time. */
  readonly safeFromS: Band;
  /** Share of members in which a stay that begins at once is within its limit. */
  readonly safeAtOnce: number;
  /** Share in which the planned stay is; null without a plan. */
  readonly safeAsPlanned: number | null;
  readonly plannedS: number | null;
  /** Coolant that lands on the area in a stay that begins as planned, or at once [kg]. */
  readonly landsKg: Band;
  /** How long the film that the whole leak leaves there takes to evaporate [s]. */
  readonly filmS: Band;
  readonly drivers: readonly Driver[];
}

export interface KeepoutForecast {
  readonly id: string;
  readonly members: number;
  readonly seed: number;
  /** Until 99 % of the liquid is out [s]. */
  readonly liquidOutS: Band;
  readonly speedAtFirstMPerS: Band;
  readonly speedBoilingMPerS: Band;
  /** Part of the liquid that evaporates while drops cool. */
  readonly flashed: Band;
  readonly dropLifeS: Band;
  /** Half-angle that holds 99 % of the liquid [rad], and how far drops get before they are gone [m]. */
  readonly coneRad: Band;
  readonly reachM: Band;
  /** Share of drops that pass through the keep-out sphere again, and when the last of them does [s after leaving]. */
  readonly returning: number;
  readonly lastReturnS: Band;
  readonly targets: readonly TargetForecast[];
}

interface Member {
  readonly draw: Draw;
  readonly run: Emptying;
  readonly timeFactor: number;
  readonly liquidKg: number;
  readonly temperatureK: number;
  readonly density: number;
  readonly cone: SprayCone;
  readonly flashed: number;
  readonly dropRadiusM: number;
  readonly dropLifeS: number;
  readonly speeds: readonly [first: number, boiling: number];
}

/**
 * The spray of a leak as an ensemble: how the loop empties, where its drops go and how long they last, what lands on each target,
 * from when on a stay there is within its limit. Liquid counts as landed whole, which drops of a millimetre nearly are within
 * tens of metres; vapour is taken not to stick. Seed and file fix the answer.
 */
export function forecastKeepout(
  file: KeepoutFile,
  { members, seed }: { readonly members: number; readonly seed: number },
): KeepoutForecast {
  const coolant = coolantNamed(file.coolant);
  const all = Array.from({ length: members }, (_, i) => memberOf(file, coolant, memberDraw(seed, i)));
  const returns = all.flatMap((member, i) =>
    returnsOf(file, member, randomStream(seed).named("drops").named(i)),
  );
  const came = returns.filter((lastS) => lastS > 0);
  return {
    id: file.id,
    members,
    seed,
    liquidOutS: bandOf(all.map((member) => liquidOutS(member, 0.99))),
    speedAtFirstMPerS: bandOf(all.map(({ speeds }) => speeds[0])),
    speedBoilingMPerS: bandOf(all.map(({ speeds }) => speeds[1])),
    flashed: bandOf(all.map(({ flashed }) => flashed)),
    dropLifeS: bandOf(all.map(({ dropLifeS }) => dropLifeS)),
    coneRad: bandOf(all.map(({ cone }) => coneHolding(cone, 0.99))),
    reachM: bandOf(all.map(({ dropLifeS, speeds }) => dropLifeS * speeds[0])),
    returning: came.length / returns.length,
    lastReturnS: bandOf(came),
    targets: file.targets.map((target) => targetForecast(file, coolant, target, all)),
  };
}

function memberOf(file: KeepoutFile, coolant: Coolant, draw: Draw): Member {
  const { loop, spray } = file;
  const temperatureK = draw("loop.temperature", loop.temperature);
  const density = coolant.density(temperatureK);
  const vapourPa = coolant.vapourPressure(temperatureK);
  const chargeKg = draw("loop.charge", loop.charge);
  const isHeld = draw("loop.held", { value: 0.5, low: 0, high: 1, source: "" }) < loop.held.value;
  const gasM3 = draw("loop.gas-volume", loop["gas-volume"]);
  const wantedM3 = draw("loop.accumulator-liquid", loop["accumulator-liquid"]);
  // a cushion that would end below vapour pressure stops pushing there: then vapour takes over
  const wantedPa = draw("loop.gas-pressure", loop["gas-pressure"]);
  const pressurePa = Math.max(wantedPa, 1.05 * vapourPa);
  const mostM3 = 0.98 * gasM3 * (pressurePa / vapourPa - 1);
  const cushion = isHeld
    ? { kind: "gas" as const, pressurePa, gasVolumeM3: 1e6, liquidM3: (0.9 * chargeKg) / density }
    : {
        kind: "gas" as const,
        pressurePa,
        gasVolumeM3: gasM3,
        liquidM3: Math.min(wantedM3, mostM3, (0.9 * chargeKg) / density),
      };
  const run = emptying({
    chargeKg,
    densityKgPerM3: density,
    cushion,
    vapourPressurePa: vapourPa,
    vapour: {
      molarMassKgPerMol: coolant.vapourMolarMassKgPerMol,
      heatCapacityRatio: HEAVY_VAPOUR_HEAT_RATIO,
      temperatureK,
    },
    hole: {
      diameterM: draw("loop.hole", loop.hole),
      dischargeCoefficient: draw("loop.discharge-coefficient", loop["discharge-coefficient"]),
    },
  });
  const dropRadiusM = draw("spray.drop-radius", spray["drop-radius"]);
  const absorbed = draw("spray.absorbed", spray["absorbed-per-m2"]);
  const cold = { massLeftBelow: GONE, timeS: 86_400 };
  const coldestK = Math.max(coolant.freezingTemperatureK, coolant.curves.vapourPressure.lowK);
  return {
    draw,
    run,
    timeFactor: draw("loop.time-factor", loop["time-factor"]),
    liquidKg: run.at(run.liquidGoneS).lostKg,
    temperatureK,
    density,
    cone: {
      halfAngleRad: draw("spray.half-angle", spray["half-angle"]),
      wide: draw("spray.wide", spray.wide),
      stray: draw("spray.stray", spray.stray),
    },
    flashed: flashedFraction(coolant, temperatureK, Math.min(coldestK + 10, temperatureK)),
    dropRadiusM,
    dropLifeS: followDrop(coolant, dropRadiusM, temperatureK, absorbed, cold).timeS,
    speeds: [Math.sqrt((2 * pressurePa) / density), Math.sqrt((2 * vapourPa) / density)],
  };
}

/** Ratio of heat capacities of a heavy vapour; changes only the vapour tail, which does not land. */
const HEAVY_VAPOUR_HEAT_RATIO = 1.05;

/** Liquid that has left by a time since the leak began [kg]; the vapour that follows it is not counted. */
function sprayedKg({ run, timeFactor, liquidKg }: Member, sinceS: number): number {
  return Math.min(liquidKg, run.at(sinceS / timeFactor).lostKg);
}

function liquidOutS({ run, timeFactor, liquidKg }: Member, share: number): number {
  const whole = run.at(0).liquidKg;
  return timeFactor * run.timeUntilLostS((share * liquidKg) / whole);
}

function targetForecast(
  file: KeepoutFile,
  coolant: Coolant,
  target: KeepoutTarget,
  all: readonly Member[],
): TargetForecast {
  const plannedS = target.planned === undefined ? null : target.planned - file.onset;
  const found = all.map((member) => {
    const { draw, cone } = member;
    const of = (name: string) => `${target.id}.${name}`;
    const distanceM = draw(of("distance"), target.distance);
    const areaM2 = draw(of("area"), target.area);
    const perKg = (sharePerSteradian(cone, draw(of("angle"), target.angle)) * areaM2) / distanceM ** 2;
    const mostKg = draw(of("most"), target.most);
    const lands = (fromS: number) =>
      perKg * (sprayedKg(member, fromS + target.stay) - sprayedKg(member, fromS));
    const filmKgPerM2 = (perKg * member.liquidKg) / areaM2;
    const surfaceK = Math.max(
      draw(of("temperature"), target.temperature),
      coolant.curves.vapourPressure.lowK,
    );
    return {
      safeFromS: firstSafe(lands, mostKg, liquidOutS(member, 1)),
      landsKg: lands(plannedS ?? 0),
      safeAtOnce: lands(0) <= mostKg,
      safeAsPlanned: lands(plannedS ?? 0) <= mostKg,
      filmS: filmKgPerM2 / evaporationFlux(coolant, surfaceK),
      chosen: draw.chosen,
    };
  });
  const share = (test: (entry: (typeof found)[number]) => boolean) =>
    found.filter(test).length / found.length;
  return {
    id: target.id,
    name: target.name,
    kind: target.kind,
    safeFromS: bandOf(found.map(({ safeFromS }) => safeFromS)),
    safeAtOnce: share(({ safeAtOnce }) => safeAtOnce),
    safeAsPlanned: plannedS === null ? null : share(({ safeAsPlanned }) => safeAsPlanned),
    plannedS,
    landsKg: bandOf(found.map(({ landsKg }) => landsKg)),
    filmS: bandOf(found.map(({ filmS }) => filmS)),
    drivers: driversOf(
      found.map(({ landsKg }) => landsKg),
      found.map(({ chosen }) => chosen),
    ),
  };
}

/** Earliest start of a stay within the limit [s], to a second. What lands in a stay only falls with time: a leak does not grow here. */
function firstSafe(lands: (fromS: number) => number, mostKg: number, dryS: number): number {
  if (lands(0) <= mostKg) return 0;
  let [low, high] = [0, dryS];
  while (high - low > 1) {
    const middle = 0.5 * (low + high);
    if (lands(middle) <= mostKg) high = middle;
    else low = middle;
  }
  return high;
}

/** For each drop of a member, when it was last inside the keep-out sphere after it had left [s]; 0 if it never comes back. */
function returnsOf({ spray, orbit }: KeepoutFile, member: Member, stream: RandomStream): number[] {
  const { draw, dropLifeS, dropRadiusM, density, speeds, cone } = member;
  const { rateRadPerS, speedMPerS } = circularOrbit(draw("orbit.altitude", orbit.altitude));
  const push = -dragOnSphere(dropRadiusM, density, {
    densityKgPerM3: draw("orbit.air-density", orbit["air-density"]),
    speedMPerS,
    dragCoefficient: draw("orbit.drag-coefficient", orbit["drag-coefficient"]),
  });
  const axis = tilted(unit(spray.axis), spray.axis.within * Math.sqrt(stream.uniform()), stream.uniform());
  const untilS = Math.min(dropLifeS, (ORBITS * 2 * Math.PI) / rateRadPerS);
  return Array.from({ length: DROPS }, (_, drop) => {
    const speed = speeds[drop % 2]!;
    const heading = tilted(axis, narrowAngle(cone.halfAngleRad, stream.uniform()), stream.uniform());
    const velocity = scaled(heading, speed);
    let lastS = 0;
    for (let timeS = LEFT_S; timeS <= untilS; timeS += STEP_S) {
      const { along, up, normal } = relativePosition(velocity, push, rateRadPerS, timeS);
      if (Math.hypot(along, up, normal) <= orbit["keep-out-sphere"]) lastS = timeS;
    }
    return lastS;
  });
}

function scaled({ along, up, normal }: Relative, factor: number): Relative {
  return { along: factor * along, up: factor * up, normal: factor * normal };
}

function unit(direction: Relative): Relative {
  return scaled(direction, 1 / Math.hypot(direction.along, direction.up, direction.normal));
}

/** A direction turned from another by an angle, towards one of all sides (0 to 1). */
function tilted(axis: Relative, angleRad: number, side: number): Relative {
  const { along: x, up: y, normal: z } = axis;
  // two directions across the axis: any vector that is not along it will do to start from
  const across = unit(Math.abs(x) < 0.9 ? { along: 0, up: -z, normal: y } : { along: z, up: 0, normal: -x });
  const other = {
    along: y * across.normal - z * across.up,
    up: z * across.along - x * across.normal,
    normal: x * across.up - y * across.along,
  };
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  const [a, b] = [sin * Math.cos(2 * Math.PI * side), sin * Math.sin(2 * Math.PI * side)];
  return {
    along: cos * x + a * across.along + b * other.along,
    up: cos * y + a * across.up + b * other.up,
    normal: cos * z + a * across.normal + b * other.normal,
  };
}
