import { coolantIds, coolantNamed } from "../../fluids/index.ts";
import { parseQuantity } from "../../units/index.ts";
import { group } from "../cross-check.ts";
import type { RawPath } from "../explain-issue.ts";
import { uncertain } from "../fields.ts";
import { suggestion } from "../nearest-name.ts";
import { describeElement } from "./describe-element.ts";
import { describeSensor } from "./describe-sensor.ts";
import type { Quantity } from "./quantity.ts";
import type { PathDescription, TwinElement, TwinLoop } from "./twin-description.ts";
import type { WrittenTwinLoop } from "./twin-schema.ts";
import type { WrittenNumbers } from "./written-numbers.ts";

/** Temperature at which a charge that is given as a volume was measured [K]. */
const CHARGED_AT_K = 293.15;
const ATMOSPHERE_PA = 101_325;

/** One loop in SI, or undefined where its coolant is not known; problems go to `numbers`. */
export function describeTwinLoop(
  id: string,
  written: WrittenTwinLoop,
  inOrbit: boolean,
  numbers: WrittenNumbers,
): TwinLoop | undefined {
  const path = ["loops", id];
  const { name: coolant, fraction } =
    typeof written.coolant === "string" ? { name: written.coolant, fraction: undefined } : written.coolant;
  let densityKgPerM3: number;
  try {
    densityKgPerM3 = coolantNamed(coolant, fraction).density(CHARGED_AT_K);
  } catch (problem) {
    const text = coolantIds.includes(coolant)
      ? (problem as Error).message
      : `"${coolant}" is not in the library of coolants${suggestion(coolant, coolantIds)}; it has ${coolantIds.join(", ")}`;
    numbers.problem([...path, "coolant"], text);
    return undefined;
  }
  const charge = (at: RawPath, value: unknown) => readCharge(at, value, densityKgPerM3, numbers);
  const chargeKg = written.charge === undefined ? undefined : charge([...path, "charge"], written.charge);
  const elements = Object.entries(written.elements).flatMap(([key, element]): TwinElement[] => {
    const described = describeElement(key, element, [...path, "elements", key], numbers);
    return described === undefined ? [] : [described];
  });
  return {
    id,
    name: written.name ?? id,
    coolant,
    ...(fraction === undefined ? {} : { coolantFraction: fraction }),
    ...(chargeKg === undefined ? {} : { chargeKg }),
    rivalChargesKg: (written.rivals ?? []).flatMap((rival, i) => charge([...path, "rivals", i], rival) ?? []),
    startK: numbers.orElse([...path, "start"], written.start, [293.15, 293.15, 293.15]),
    leaksIntoPa: (written["leaks-into"] ?? (inOrbit ? "vacuum" : "air")) === "vacuum" ? 0 : ATMOSPHERE_PA,
    elements,
    paths: Object.entries(written.paths).map(
      ([key, places]): PathDescription => ({
        id: key,
        from: places[0]!,
        to: places.at(-1)!,
        elements: places.slice(1, -1),
      }),
    ),
    hangsOn: written["hangs-on"] ?? {},
    segments: Object.entries(written.segments ?? {}).map(([key, segment]) => ({
      id: key,
      elements: segment.elements,
      isolation: segment.isolation === undefined || segment.isolation === "none" ? [] : segment.isolation,
    })),
    sensors: Object.entries(written.sensors ?? {}).map(([key, sensor]) =>
      describeSensor(key, sensor, [...path, "sensors", key], id, numbers),
    ),
  };
}

/** A charge as mass, from a mass or a volume at 20 degC. */
function readCharge(
  path: RawPath,
  written: unknown,
  densityKgPerM3: number,
  numbers: WrittenNumbers,
): Quantity | undefined {
  const amount = group(written).value ?? written;
  const isVolume = parseQuantity(String(amount), "volume").ok;
  const read = uncertain(isVolume ? "volume" : "mass", { above: 0 }).safeParse(written);
  if (!read.success) {
    for (const { message } of read.error.issues)
      numbers.problem(path, `${message}; or give a volume at 20 degC, such as "44 L"`);
    // a stand-in, so that no other check complains of a missing charge
    return { value: 1, low: 1, high: 1, source: "estimate", path: path.join(".") };
  }
  const quantity = numbers.quantity(path, read.data);
  if (!isVolume) return quantity;
  const { value, low, high } = quantity;
  return {
    ...quantity,
    value: value * densityKgPerM3,
    low: low * densityKgPerM3,
    high: high * densityKgPerM3,
  };
}
