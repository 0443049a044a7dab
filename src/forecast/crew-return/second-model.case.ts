import { saturationDensity, saturationPressurePa, wetBulbGlobeC } from "../../cabin/index.ts";
import type { RandomStream } from "../../stats/index.ts";
import type { Uncertain } from "../../vehicle/loop-description.ts";
import type { QuantityName } from "./quantity.ts";
import type { Trip } from "./trip.ts";

// A second, independent model of the same trip, to test the bands of the first with. It differs in structure: a light lining before
// a deep structure, cloth that soaks up water, a cold spot that dews, half of a person's dry heat to the walls, and people by
// Gagge's two-node law (ASHRAE Trans. 77 (1971) 247) in place of ours. Explicit steps; no code shared but water's saturation and WBGT.

const STEP_S = 5;
const SKIN_M2 = 1.8;
const BODY_J_PER_KG_K = 3490;
const SKIN_SHARE = 0.1;
const AIR_J_PER_M3_K = 1.2 * 1006;
const LATENT = 2.43e6;
const R_WATER = 461.5;

/** Highest values of a trip in SI, and when air passed 75 and 85 % [s]. */
export interface Truth extends Readonly<Record<QuantityName, number>> {
  readonly humid75S: number;
  readonly humid85S: number;
}

interface Room {
  air: number;
  lining: number;
  deep: number;
  vapourKg: number;
  dewKg: number;
  clothKg: number;
}

/** One made-up ship and crew, drawn from the files' ranges by a law of its own (even over the range), flown by the second model. */
export function flySecondModel({ file, start, coolant, profile, crew }: Trip, random: RandomStream): Truth {
  if (coolant !== "none") throw new RangeError("the second model knows no cooling loop");
  const shares = new Map<string, number>();
  /** Half of the weight on each side of the value, as a range means it, but heavier towards the value than the first model has it. */
  const draw = (name: string, { value, low, high }: Uncertain): number => {
    const u = shares.get(name) ?? random.uniform();
    shares.set(name, u);
    const bent = Math.sign(u - 0.5) * Math.abs(2 * u - 1) ** 1.1;
    const [from, to] = bent < 0 ? [value, low] : [value, high];
    return low > 0 && high / low >= 10
      ? from * (to / from) ** Math.abs(bent)
      : from + (to - from) * Math.abs(bent);
  };
  const between = (low: number, high: number) => low + (high - low) * random.uniform();

  const liningShare = between(0.15, 0.35);
  const liningToDeep = between(40, 150);
  const clothKg = between(2, 8);
  const clothTimeS = between(1200, 5400);
  const coldW = between(0.2, 1.5);
  const transfer = between(0.8, 1.2);
  const toWalls = between(0.3, 0.6);

  const cabinK = draw("start.cabin", start.cabin);
  const humidity = draw("start.humidity", start.humidity);
  const room = (volume: number, cloth: number): Room => ({
    air: cabinK,
    lining: cabinK,
    deep: cabinK,
    vapourKg: humidity * saturationDensity(cabinK) * volume,
    dewKg: 0,
    clothKg: cloth * (0.15 * humidity ** 2 + 0.05 * humidity),
  });
  const { descent, orbital, instrument } = file.compartments;
  const volumes = { descent: draw("descent.air", descent.air), orbital: draw("orbital.air", orbital.air) };
  const rooms = { descent: room(volumes.descent, clothKg), orbital: room(volumes.orbital, 0) };
  let boxK = draw("start.instrument", start.instrument);
  const people = file.crew;
  const massKg = draw("crew.mass", people.mass);
  const dry = draw("crew.dry", people["dry-exchange"]);
  let coreK = 309.95;
  let skinK = 307;

  const peaks: Record<QuantityName, number> = { cabin: 0, humidity: 0, wbgt: 0, body: 0, electronics: 0 };
  let humid75S = Number.POSITIVE_INFINITY;
  let humid85S = Number.POSITIVE_INFINITY;
  let timeS = 0;
  for (const phase of file.profiles[profile].phases) {
    const untilS = timeS + draw(`${phase.id}.lasts`, phase.lasts);
    const metabolic = draw("crew.metabolic", phase.metabolic);
    const sweatShare = draw("crew.sweat", phase.suits ? people["sweat-in-suit"] : people["sweat-in-clothes"]);
    const heat = {
      descent: draw("heat.descent", phase.heat.descent),
      orbital: phase.heat.orbital === undefined ? 0 : draw("heat.orbital", phase.heat.orbital),
      instrument: phase.heat.instrument === undefined ? 0 : draw("heat.instrument", phase.heat.instrument),
    };
    const soak = phase["entry-heat"] === undefined ? 0 : draw("entry-heat", phase["entry-heat"]);
    const suitK = phase.suits ? draw("crew.suit", people["suit-adjustment"]) : 0;
    const speed = draw("crew.speed", people["air-speed"]);
    const hatch = phase.hatch === "open" ? draw("hatch", file.passages["hatch-air"]) : 0;
    for (; timeS < untilS; timeS += STEP_S) {
      const here = rooms.descent;
      const vapourPa = (here.vapourKg * R_WATER * here.air) / volumes.descent;
      const person = gagge(coreK, skinK, here.air, vapourPa, metabolic, dry, sweatShare);
      if (crew > 0) {
        coreK += (STEP_S * person.coreW) / ((1 - SKIN_SHARE) * massKg * BODY_J_PER_KG_K);
        skinK += (STEP_S * person.skinW) / (SKIN_SHARE * massKg * BODY_J_PER_KG_K);
      }
      const split = phase.hatch === "open" ? 0.5 : 1;
      for (const name of phase.alone ? (["descent"] as const) : (["descent", "orbital"] as const)) {
        const part = file.compartments[name];
        const r = rooms[name];
        const volume = volumes[name];
        const share = name === "descent" ? split : 1 - split;
        const capacity = draw(`${name}.capacity`, part["heat-capacity"]);
        const film = draw(`${name}.film`, part["air-to-structure"]);
        const density = r.vapourKg / volume;
        const saturated = saturationDensity(r.lining);
        let dew = ((film * transfer) / (AIR_J_PER_M3_K * 0.9)) * (density - saturated);
        if (dew < 0) dew = Math.max(dew, -r.dewKg / 60);
        const shellK = draw(`${name}.shell-k`, part.shell.temperature);
        const spotK = 0.5 * (r.air + shellK);
        const cold =
          name === "descent" ? (coldW / AIR_J_PER_M3_K) * Math.max(0, density - saturationDensity(spotK)) : 0;
        const humid = Math.min(1, density / saturationDensity(r.air));
        const soaked =
          name === "descent"
            ? (clothKg * 0.15 * humid ** 2 + clothKg * 0.05 * humid - r.clothKg) / clothTimeS
            : 0;
        const mist = Math.max(0, density - saturationDensity(r.air)) * volume * 0.01;
        const gives = crew * share;
        const toAir = film * (r.lining - r.air) + gives * (1 - toWalls) * person.dryW + LATENT * mist;
        const toLining =
          film * (r.air - r.lining) +
          gives * toWalls * person.dryW +
          LATENT * (dew + soaked) +
          0.5 * (heat[name] + (name === "descent" ? soak : 0)) -
          liningToDeep * (r.lining - r.deep);
        const lost = draw(`${name}.shell`, part.shell.conductance) * (r.deep - shellK);
        const toDeep =
          0.5 * (heat[name] + (name === "descent" ? soak : 0)) + liningToDeep * (r.lining - r.deep) - lost;
        r.air += (STEP_S * toAir) / (AIR_J_PER_M3_K * volume);
        r.lining += (STEP_S * toLining) / (liningShare * capacity);
        r.deep += (STEP_S * toDeep) / ((1 - liningShare) * capacity);
        r.vapourKg += STEP_S * (gives * person.waterKgPerS - dew - cold - soaked - mist);
        r.dewKg = Math.max(0, r.dewKg + STEP_S * (dew + mist));
        r.clothKg += STEP_S * soaked;
      }
      if (!phase.alone) {
        const exchange = STEP_S * hatch;
        const [d, o] = [rooms.descent, rooms.orbital];
        const carried = (exchange * AIR_J_PER_M3_K * (d.air - o.air)) / AIR_J_PER_M3_K;
        const water = exchange * (d.vapourKg / volumes.descent - o.vapourKg / volumes.orbital);
        d.air -= carried / volumes.descent;
        o.air += carried / volumes.orbital;
        d.vapourKg -= water;
        o.vapourKg += water;
        const through = draw("through.orbital", file.passages["descent-orbital"]) * (d.deep - o.deep);
        const back = draw("through.instrument", file.passages["descent-instrument"]) * (d.deep - boxK);
        const capacity = (1 - liningShare) * draw("descent.capacity", descent["heat-capacity"]);
        d.deep -= (STEP_S * (through + back)) / capacity;
        o.deep +=
          (STEP_S * through) / ((1 - liningShare) * draw("orbital.capacity", orbital["heat-capacity"]));
        const out = draw("instrument.shell", instrument.shell.conductance);
        const outK = draw("instrument.shell-k", instrument.shell.temperature);
        boxK +=
          (STEP_S * (heat.instrument + back - out * (boxK - outK))) /
          draw("instrument.capacity", instrument["heat-capacity"]);
        peaks.electronics = Math.max(peaks.electronics, boxK + draw("box", file.electronics["box-rise"]));
      }
      if (phase.outside !== undefined) {
        const flow = STEP_S * draw(`${phase.id}.flow`, phase.outside.flow);
        const outK = draw("outside.k", phase.outside.temperature);
        const outWater = draw("outside.humidity", phase.outside.humidity) * saturationDensity(outK);
        here.vapourKg += flow * (outWater - here.vapourKg / volumes.descent);
        here.air += (flow * (outK - here.air)) / volumes.descent;
      }
      const air = rooms.descent;
      const pressure = (air.vapourKg * R_WATER * air.air) / volumes.descent;
      const humid = Math.min(1, pressure / saturationPressurePa(air.air));
      peaks.cabin = Math.max(peaks.cabin, air.air);
      peaks.humidity = Math.max(peaks.humidity, humid);
      peaks.body = Math.max(peaks.body, coreK - 309.95);
      if (humid >= 0.75) humid75S = Math.min(humid75S, timeS);
      if (humid >= 0.85) humid85S = Math.min(humid85S, timeS);
      if (Math.round(timeS / STEP_S) % 24 === 0) {
        const globe = wetBulbGlobeC({
          airK: air.air,
          vapourPressurePa: Math.min(pressure, saturationPressurePa(air.air)),
          airSpeedMPerS: speed,
          surroundingsK: air.lining,
        });
        peaks.wbgt = Math.max(peaks.wbgt, 273.15 + globe + suitK);
      }
    }
  }
  return { ...peaks, humid75S, humid85S };
}

/** Gagge's two nodes: heat into core and skin, dry heat and water given off. Temperatures in K, vapour pressure in Pa. */
function gagge(
  coreK: number,
  skinK: number,
  airK: number,
  vapourPa: number,
  metabolicW: number,
  dryWPerK: number,
  sweatShare: number,
) {
  const warmCore = Math.max(0, coreK - 309.95);
  const warmSkin = Math.max(0, skinK - 306.85);
  const coldSkin = Math.max(0, 306.85 - skinK);
  const blood = Math.min(90, (6.3 + 200 * warmCore) / (1 + 0.5 * coldSkin));
  const between = SKIN_M2 * (5.28 + 1.163 * blood) * (coreK - skinK);
  const breath =
    0.0173 * metabolicW * Math.max(0, 5.87 - vapourPa / 1000) + 0.0014 * metabolicW * (307.15 - airK);
  const warmBody = Math.max(0, 0.9 * (coreK - 309.95) + 0.1 * (skinK - 306.85));
  const wantedW = Math.min(500, SKIN_M2 * 0.68 * 170 * warmBody * Math.exp(warmSkin / 10.7));
  const mostW = Math.max(0, sweatShare * 0.0921 * (saturationPressurePa(skinK) - vapourPa));
  const sweatW = Math.min(wantedW + 0.06 * Math.max(0, mostW - wantedW), mostW);
  const dryW = dryWPerK * (skinK - airK);
  return {
    coreW: metabolicW - breath - between,
    skinW: between - dryW - sweatW,
    dryW: dryW + 0.0014 * metabolicW * (307.15 - airK),
    waterKgPerS: (sweatW + 0.0173 * metabolicW * Math.max(0, 5.87 - vapourPa / 1000)) / LATENT,
  };
}
