import type { RandomStream } from "../../stats/index.ts";
import type { ScenarioAction } from "../../twin/index.ts";
import { allQuantities, readVehicle, type TwinDescription } from "../../vehicle/index.ts";

/** What is done from the instant of the forecast on: known to the forecast and to the truth alike. */
export const SCENARIOS = ["as it is", "shed", "hatch closed", "three behind a closed hatch"] as const;
export type ScenarioName = (typeof SCENARIOS)[number];

const CREWED_S = 6 * 3600;

/** Actions of a scenario, seconds from the instant of the forecast. */
export function actionsOf(scenario: ScenarioName): ScenarioAction[] {
  const hatch = (atS: number, open: boolean): ScenarioAction => ({
    kind: "hatch",
    atS,
    compartment: "orbital",
    to: "station",
    open,
  });
  const crew = (atS: number, count: number): ScenarioAction => ({
    kind: "crew",
    atS,
    compartment: "descent",
    count,
  });
  switch (scenario) {
    case "as it is":
      return [];
    case "shed":
      return [{ kind: "load", atS: 0, load: "all", to: "shed" }];
    case "hatch closed":
      return [hatch(0, false)];
    case "three behind a closed hatch":
      return [hatch(0, false), crew(0, 3), hatch(CREWED_S, true), crew(CREWED_S, 0)];
  }
}

/** Half-widths of a split normal whose 5 and 95 % are the ends of a range. */
const NINE_IN_TEN = 1.6449;
/** No number of the second ship is further from its value than so many half-widths of its range. */
const FURTHEST = 1.8;
/** Conductance from each cabin to the skin behind its blankets, which the forecast's file does not have [W/K]. */
const MOST_HULL_LEAK_W_PER_K = 1.5;
/** Powers step every six hours, by so much of themselves (one standard deviation). */
const POWER_STEP_S = 6 * 3600;
const POWER_SWING = 0.1;

/** A ship that the forecast does not know. Time 0 of the actions is the instant at which the leak begins. */
export interface SecondShip {
  readonly description: TwinDescription;
  readonly choice: Record<string, number>;
  readonly leak: Extract<ScenarioAction, { kind: "leak" }>;
  /** Power of each load as it swings before and after; not after `shedAtS`. */
  swings(fromS: number, untilS: number): ScenarioAction[];
}

/**
 * A made-up Soyuz that is not built as the forecast thinks. Its numbers fall by another law: normal to each side of the value, a tenth of
 * them outside the range of the file. Beyond that it has what the forecast's model has no room for: its cabins lose heat through the hull
 * (0 to 1.5 W/K each), its powers step every six hours by a tenth, a hole of another discharge coefficient (0.60 to 0.80) sits in any of
 * the three panels, and albedo, infrared and Sun are drawn while the forecast holds them.
 */
export function secondShip(vehicleText: string, betaRad: number, random: RandomStream): SecondShip {
  const hull = random.named("hull");
  const leak = () => (MOST_HULL_LEAK_W_PER_K * hull.uniform()).toFixed(4);
  // Beside its own hatch each cabin gets a second, silent way out.
  const text = vehicleText.replace(
    /^ {4}hatch: \{ to: (?:orbital|station), .*$/gm,
    (line) => `${line}\n    hatches: [{ to: skin, conductance: ${leak()} W/K }]`,
  );
  if (text.split("hatches: [{ to: skin").length !== 3)
    throw new Error("soyuz-ms.yaml is not written as this expects: two cabins with one hatch each");
  const description = describe(text);
  const choice: Record<string, number> = { "orbit.beta": betaRad };
  for (const [path, { low, value, high }] of allQuantities(description)) {
    if (low === high || path === "orbit.beta" || path.includes(".sensors.")) continue;
    const z = random.named(path).normal() / NINE_IN_TEN;
    const part = Math.max(-FURTHEST, Math.min(FURTHEST, z));
    const drawn = value + part * (part < 0 ? value - low : high - value);
    // What cannot be negative is not, and a share stays a share.
    const share = low >= 0 && high <= 1;
    choice[path] = Math.min(
      share ? 0.99 : Number.POSITIVE_INFINITY,
      low >= 0 ? Math.max(drawn, 0.3 * low) : drawn,
    );
  }
  const hole = random.named("hole");
  const diameterM = 0.4e-3 * (1.5 / 0.4) ** hole.uniform();
  const panel = 1 + Math.floor(3 * hole.uniform());
  return {
    description,
    choice,
    leak: {
      kind: "leak",
      atS: 0,
      element: `external.panel-${panel}`,
      diameterM,
      dischargeCoefficient: 0.6 + 0.2 * hole.uniform(),
    },
    swings(fromS, untilS) {
      const actions: ScenarioAction[] = [];
      for (const { id, nominalW } of description.loads) {
        const stream = random.named("powers").named(id);
        const path = `loads.${id}.power.nominal`;
        const usual = choice[path] ?? nominalW.value;
        for (let atS = fromS; atS < untilS; atS += POWER_STEP_S)
          actions.push({
            kind: "load",
            atS,
            load: id,
            to: { powerW: usual * Math.max(0, 1 + POWER_SWING * stream.normal()) },
          });
      }
      return actions;
    },
  };
}

export function describe(text: string): TwinDescription {
  const outcome = readVehicle(text, "soyuz-ms.yaml");
  if (!outcome.ok) throw new Error(outcome.problems.join("\n"));
  return outcome.vehicle.twin!;
}
