import { isFlowElement } from "../vehicle/twin/places.ts";
import { type Choice, chosen } from "../vehicle/twin/quantity.ts";
import type { FlowElement, TwinLoop } from "../vehicle/twin/twin-description.ts";
import { TwinError } from "./twin-error.ts";

/** Coolant in a pump, valve or fitting that names none [m3]: a twentieth of a litre. Estimate. */
const SMALL_M3 = 5e-5;
/** How far the volumes may be from the charge where all of them are given. */
const MISMATCH = 0.02;

/**
 * Coolant in each element [m3]. What the charge leaves after accumulators and elements that say theirs goes in equal
 * shares to the others (lines included), because a charge is known sooner than the volume of every pipe.
 * Throws {@link TwinError} where it leaves nothing, or where all volumes are given and disagree with it.
 */
export function elementVolumes(
  loop: TwinLoop,
  choice: Choice,
  densityKgPerM3: number,
): ReadonlyMap<string, number> {
  const volumes = new Map<string, number>();
  const silent: FlowElement[] = [];
  let known = 0;
  for (const element of loop.elements) {
    if (!isFlowElement(element)) {
      known += chosen(element.liquidM3, choice);
      continue;
    }
    const volume = ownVolume(element, choice);
    if (volume === undefined) silent.push(element);
    else {
      volumes.set(element.id, volume);
      known += volume;
    }
  }
  if (loop.chargeKg === undefined) {
    for (const element of silent) volumes.set(element.id, SMALL_M3);
    return volumes;
  }
  const charge = chosen(loop.chargeKg, choice) / densityKgPerM3;
  const left = charge - known;
  const litres = (volume: number) => `${(volume * 1000).toFixed(1)} L`;
  if (silent.length === 0) {
    if (Math.abs(left) > MISMATCH * charge)
      throw new TwinError(
        loop.id,
        `its charge is ${litres(charge)}, and elements and accumulators together hold ${litres(known)}; correct a volume or leave one out`,
      );
    return volumes;
  }
  if (!(left > silent.length * 1e-6))
    throw new TwinError(
      loop.id,
      `its charge is ${litres(charge)}, and accumulators and the elements that say their volume hold ${litres(known)} already; nothing is left for ${silent.map(({ id }) => id).join(", ")}`,
    );
  for (const element of silent) volumes.set(element.id, left / silent.length);
  return volumes;
}

/** The volume that follows from what the file says of an element; undefined where it says nothing. */
function ownVolume(element: FlowElement, choice: Choice): number | undefined {
  if (element.volumeM3 !== undefined) return chosen(element.volumeM3, choice);
  const tube = (boreM: number, lengthM: number) => (Math.PI / 4) * boreM ** 2 * lengthM;
  switch (element.type) {
    case "pipe":
      return tube(chosen(element.boreM, choice), chosen(element.lengthM, choice));
    case "radiator":
      return element.tubes === undefined
        ? undefined
        : tube(chosen(element.tubes.boreM, choice), chosen(element.tubes.lengthM, choice)) *
            element.tubes.parallel;
    case "pump":
    case "valve":
    case "control-valve":
    case "check-valve":
    case "fitting":
      return SMALL_M3;
    default:
      return undefined;
  }
}
