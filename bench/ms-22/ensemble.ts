import { readFileSync } from "node:fs";
import { drawMembers, type Variable } from "../../src/campaign/index.ts";
import { readVehicle, type TwinDescription, uncertainQuantities } from "../../src/vehicle/index.ts";

export const SEED = 22;

/** What public sources say of the loop, where they disagree: each is a ship of its own. */
export const SHIPS = {
  document: {
    name: "34 ± 2 kg at 0.5 to 2 kgf/cm2",
    source: "documentation quoted in a forum",
    fixed: {},
  },
  rumour: {
    name: "44 L at 3 atm",
    source: "an unnamed source of an agency",
    fixed: {
      "loops.external.charge": 0.044 * 692,
      "loops.external.elements.compensator.pressure": 3 * 101_325,
    },
  },
} as const;
export type ShipName = keyof typeof SHIPS;

/** Beta at the start of 15 December 2022, from the station's published orbit: the file's epoch. */
const BETA = { "orbit.beta": (-72 * Math.PI) / 180 };

const SCENARIO: readonly Variable[] = [
  {
    name: "discharge coefficient",
    unit: "1",
    range: { value: 0.62, low: 0.6, high: 0.8, source: "estimate" },
  },
  {
    name: "breach to switching off",
    unit: "s",
    range: { value: 40 * 3600, low: 26 * 3600, high: 66 * 3600, source: "estimate" },
  },
];

export interface Ensemble {
  readonly description: TwinDescription;
  readonly variables: readonly Variable[];
  /** Draws of a member: the two of the scenario first, then numbers of the file by path. */
  readonly member: (number: number) => {
    readonly draws: readonly number[];
    readonly choice: Readonly<Record<string, number>>;
    readonly dischargeCoefficient: number;
    readonly shedAtS: number;
  };
}

/** The uncertain Soyuz of one reading of the sources. */
export function ensembleOf(ship: ShipName): Ensemble {
  const file = new URL("../../library/vehicles/soyuz-ms.yaml", import.meta.url);
  const outcome = readVehicle(readFileSync(file, "utf8"), "soyuz-ms.yaml");
  if (!outcome.ok) throw new Error(outcome.problems.join("\n"));
  const description = outcome.vehicle.twin!;
  const fixed: Readonly<Record<string, number>> = { ...BETA, ...SHIPS[ship].fixed };
  const free = uncertainQuantities(description).filter(
    ({ path }) => fixed[path] === undefined && !path.includes(".sensors."),
  );
  const variables = [
    ...SCENARIO,
    ...free.map((range): Variable => ({ name: range.path, unit: "SI", range })),
  ];
  const draw = drawMembers(variables, SEED, "sobol");
  return {
    description,
    variables,
    member: (number) => {
      const { draws } = draw(number);
      const drawn = free.map(({ path }, i) => [path, draws[i + SCENARIO.length]!] as const);
      return {
        draws,
        choice: { ...fixed, ...Object.fromEntries(drawn) },
        dischargeCoefficient: draws[0]!,
        shedAtS: draws[1]!,
      };
    },
  };
}
