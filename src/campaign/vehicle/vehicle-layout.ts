import { type Dimension, fromSi } from "../../units/index.ts";
import type { LimitDescription, TwinDescription } from "../../vehicle/index.ts";
import { QUANTITY_DIMENSIONS } from "../../vehicle/twin/describe-limit.ts";
import type { CampaignLayout } from "../member/member-module.ts";

const SI: Partial<Record<Dimension, string>> = {
  pressure: "Pa",
  temperature: "K",
  massFlow: "kg/s",
  fraction: "1",
  power: "W",
  mass: "kg",
  none: "1",
};

/** SI unit of a named quantity of the twin. */
export function unitOfQuantity(name: string): string {
  const dimension = QUANTITY_DIMENSIONS[name.split("/").at(-1)!];
  return (dimension && SI[dimension]) ?? "1";
}

/** Units in which people write limits. */
const WRITTEN: Readonly<Record<string, string>> = { Pa: "kPa", K: "degC", "1": "%" };

/** A limit in words that name one column: `cargo/temperature above 40 degC`. */
export function limitName({ quantity, above, below }: LimitDescription): string {
  const unit = unitOfQuantity(quantity);
  const written = WRITTEN[unit] ?? unit;
  const bound = Number(fromSi(above ?? below!, written).toPrecision(9));
  return `${quantity} ${above === undefined ? "below" : "above"} ${bound} ${written}`;
}

/** The limits of a vehicle, each once: what two rules say of one bound is passed at one time. */
export function distinctLimits({ limits }: TwinDescription): LimitDescription[] {
  const names = limits.map(limitName);
  return limits.filter((_, i) => names.indexOf(names[i]!) === i);
}

/** Quantities that tell most of a vehicle: those of its limits, each loop's content and leak, each compartment's air. */
export function tellingQuantities(description: TwinDescription, names: readonly string[]): string[] {
  const wanted = [
    ...description.limits.map(({ quantity }) => quantity),
    ...description.loops.flatMap(({ id, elements }) => [
      `${id}/inventory`,
      `${id}/leak-rate`,
      ...elements.flatMap((element) =>
        element.type === "accumulator"
          ? [`${id}/${element.id}/pressure`, `${id}/${element.id}/quantity`]
          : [],
      ),
    ]),
    ...description.compartments.flatMap(({ id }) => [`${id}/temperature`, `${id}/humidity`]),
  ];
  return [...new Set(wanted)].filter((name) => names.includes(name));
}

/** What the members of a vehicle's campaign bring: curves of quantities, when each limit is passed, what each loop has lost. */
export function vehicleLayout(
  description: TwinDescription,
  quantities: readonly string[],
  timesS: readonly number[],
): CampaignLayout {
  return {
    timesS,
    curves: quantities.map((name) => ({ name, unit: unitOfQuantity(name) })),
    numbers: [
      ...distinctLimits(description).map((limit) => ({ name: limitName(limit), unit: "s", isInstant: true })),
      ...description.loops.map(({ id }) => ({ name: `${id}/leaked at the end`, unit: "kg" })),
    ],
  };
}
