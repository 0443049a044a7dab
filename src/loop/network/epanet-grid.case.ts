import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { constantFluid } from "../fluid/fluid-law.ts";
import type { CircuitDescription } from "../model/description.ts";

const FOOT_M = 0.3048;
/** EPANET's own rounded litres per cubic foot: flows pass through it on the way in and out. */
const EPANET_LITRES_PER_CUBIC_FOOT = 28.317;
const CUBIC_FOOT_M3 = FOOT_M ** 3;
/** Water of unit specific gravity as EPANET has it; the density cancels from the flows. */
const DENSITY = 1000;
const GRAVITY = 32.2 * FOOT_M;
const KINEMATIC_VISCOSITY = 1.1e-5 * FOOT_M ** 2;

export interface EpanetGrid {
  readonly description: CircuitDescription;
  readonly demandKgPerS: ReadonlyMap<string, number>;
  /** Published results: flow of each pipe [kg/s], head of each junction [m]. */
  readonly flowKgPerS: ReadonlyMap<string, number>;
  readonly headM: ReadonlyMap<string, number>;
}

/** Folder of the reference data beside the checkout, or undefined with a printed line when it is not there. */
export function referenceFolder(name: string): string | undefined {
  for (const base of ["..", "../.."]) {
    const folder = join(process.cwd(), base, "shared", "reference", name);
    if (existsSync(folder)) return folder;
  }
  process.stdout.write(`skipped: no reference data "${name}" beside the checkout\n`);
  return undefined;
}

/** Litres a second as EPANET understands them, as mass flow. */
export function epanetFlow(litresPerSecond: number): number {
  return (litresPerSecond / EPANET_LITRES_PER_CUBIC_FOOT) * CUBIC_FOOT_M3 * DENSITY;
}

/** Reads the 36-node grid and EPANET's results for it. */
export function readEpanetGrid(folder: string): EpanetGrid {
  const sections = new Map<string, string[][]>();
  let current: string[][] = [];
  for (const line of readFileSync(join(folder, "grid60_dw.inp"), "utf8").split("\n")) {
    const text = line.split(";")[0]!.trim();
    if (text.startsWith("[")) {
      current = [];
      sections.set(text, current);
    } else if (text !== "") current.push(text.split(/\s+/));
  }
  const demandKgPerS = new Map<string, number>();
  const node = (id: string, extra: object) => ({
    id,
    fluid: "water",
    temperatureK: 293.15,
    pressurePa: 60 * DENSITY * GRAVITY,
    ...extra,
  });
  const nodes = [
    ...sections.get("[RESERVOIRS]")!.map(([id]) => node(id!, { boundary: { temperatureK: 293.15 } })),
    ...sections.get("[JUNCTIONS]")!.map(([id, , demand]) => {
      demandKgPerS.set(id!, epanetFlow(Number(demand)));
      return node(id!, {});
    }),
  ];
  const results = readFileSync(join(folder, "grid60_dw_results.csv"), "utf8").split("\n");
  const flowKgPerS = new Map<string, number>();
  const headM = new Map<string, number>();
  for (const row of results) {
    const [kind, id, value] = row.split(",");
    if (kind === "flow") flowKgPerS.set(id!, epanetFlow(Number(value)));
    if (kind === "head") headM.set(id!, Number(value));
  }
  return {
    description: {
      fluids: {
        water: constantFluid("water as EPANET has it", {
          densityKgPerM3: DENSITY,
          specificHeatJPerKgK: 4186,
          viscosityPaS: KINEMATIC_VISCOSITY * DENSITY,
          conductivityWPerMK: 0.6,
          vapourPressurePa: 0,
        }),
      },
      nodes,
      branches: sections.get("[PIPES]")!.map(([id, from, to, length, bore, rough]) => ({
        kind: "pipe" as const,
        id: id!,
        from: from!,
        to: to!,
        lengthM: Number(length),
        boreM: Number(bore) / 1000,
        roughnessM: Number(rough) / 1000,
        friction: "swamee-jain" as const,
      })),
    },
    demandKgPerS,
    flowKgPerS,
    headM,
  };
}

/** Head of a solved pressure [m], under EPANET's gravity. */
export function headOf(pressurePa: number): number {
  return pressurePa / (DENSITY * GRAVITY);
}
