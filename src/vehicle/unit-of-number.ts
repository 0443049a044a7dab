import { fromSi } from "../units/index.ts";
import type { Quantity } from "./twin/index.ts";

/** SI unit of a number of a vehicle file and the unit in which people read it, by the last word of its path. */
const UNITS: Readonly<Record<string, readonly [si: string, shown: string]>> = {
  charge: ["kg", "kg"],
  start: ["K", "degC"],
  temperature: ["K", "degC"],
  head: ["1", "%"],
  speed: ["1", "%"],
  effectiveness: ["1", "%"],
  opening: ["1", "%"],
  humidity: ["1", "%"],
  emissivity: ["1", "%"],
  absorptivity: ["1", "%"],
  shaded: ["1", "%"],
  "earth-blocked": ["1", "%"],
  albedo: ["1", "%"],
  losses: ["1", ""],
  exponent: ["1", ""],
  "suction-head": ["Pa", "kPa"],
  drop: ["Pa", "kPa"],
  pressure: ["Pa", "kPa"],
  "empty-at": ["Pa", "kPa"],
  "full-at": ["Pa", "kPa"],
  volume: ["m3", "L"],
  liquid: ["m3", "L"],
  capacity: ["m3", "L"],
  "gas-volume": ["m3", "L"],
  air: ["m3", "m3"],
  "air-flow": ["m3/s", "m3/h"],
  ventilation: ["m3/s", "m3/h"],
  conductance: ["W/K", "W/K"],
  "room-conductance": ["W/K", "W/K"],
  "air-to-structure": ["W/K", "W/K"],
  "heat-capacity": ["J/K", "kJ/K"],
  power: ["W", "W"],
  nominal: ["W", "W"],
  shed: ["W", "W"],
  bore: ["m", "mm"],
  length: ["m", "m"],
  roughness: ["m", "mm"],
  stroke: ["s", "s"],
  area: ["m2", "m2"],
  altitude: ["m", "km"],
  inclination: ["rad", "deg"],
  beta: ["rad", "deg"],
  "solar-irradiance": ["W/m2", ""],
  infrared: ["W/m2", ""],
};

/** SI unit of a number; "SI" where its path does not tell, as for what a valve holds. */
export function siUnitOf({ path }: Pick<Quantity, "path">): string {
  return UNITS[path.split(".").at(-1)!]?.[0] ?? "SI";
}

/** Figures of a number and its unit, for people: `value` is one of its own, low or high. */
export function numberWords(
  quantity: Pick<Quantity, "path">,
  value: number,
): { figure: string; unit: string } {
  const [si, shown] = UNITS[quantity.path.split(".").at(-1)!] ?? ["SI", ""];
  if (shown === "") return { figure: String(Number(value.toPrecision(4))), unit: si === "1" ? "" : si };
  return {
    figure: String(Number(fromSi(value, shown).toPrecision(4))).replace("-", "−"),
    unit: shown === "degC" ? "°C" : shown,
  };
}
