import type { RandomStream } from "../stats/index.ts";
import { isFlowElement } from "../vehicle/twin/places.ts";
import type { TwinDescription } from "../vehicle/twin/twin-description.ts";
import type { ScenarioAction } from "./scenario.ts";

/** What may befall a vehicle: `count` actions of every kind that it has parts for, at times from 0 to `untilS`, on a log scale of holes (to 4 mm) and powers (to 10 kW). */
export function randomScenario(
  vehicle: TwinDescription,
  random: RandomStream,
  count: number,
  untilS: number,
): ScenarioAction[] {
  const one = <T>(of: readonly T[]): T => of[random.index(of.length)]!;
  const elements = vehicle.loops.flatMap((loop) =>
    loop.elements
      .filter(isFlowElement)
      .map((element) => ({ name: `${loop.id}.${element.id}`, type: element.type })),
  );
  const named = (end: string) =>
    elements.filter(({ type }) => type.endsWith(end) && type !== "check-valve").map(({ name }) => name);
  const compartments = vehicle.compartments.map(({ id }) => id);
  const loads = ["all", ...vehicle.loads.map(({ id }) => id)];
  const kinds: ((atS: number) => ScenarioAction)[] = [
    (atS) => ({
      kind: "leak",
      element: one(elements).name,
      diameterM: random.index(4) === 0 ? 0 : 1e-4 * 10 ** (1.6 * random.uniform()),
      dischargeCoefficient: 0.6 + 0.2 * random.uniform(),
      atS,
    }),
    (atS) => ({ kind: "pump", element: one(named("pump")), to: one(["on", "off", "fail"]), atS }),
    (atS) => ({
      kind: "load",
      load: one(loads),
      to: one(["nominal", "shed", { powerW: 10 ** (4 * random.uniform()) }]),
      atS,
    }),
  ];
  if (named("valve").length > 0)
    kinds.push((atS) => ({
      kind: "valve",
      element: one(named("valve")),
      opening: one([0, 1, random.uniform()]),
      atS,
    }));
  if (named("heater").length > 0)
    kinds.push((atS) => ({ kind: "heater", element: one(named("heater")), on: random.index(2) === 0, atS }));
  if (compartments.length > 0) {
    kinds.push((atS) => ({ kind: "crew", compartment: one(compartments), count: random.index(8), atS }));
    kinds.push((atS) => ({
      kind: "hatch",
      compartment: one(compartments),
      open: random.index(2) === 0,
      atS,
    }));
  }
  if (vehicle.orbit !== undefined)
    kinds.push((atS) => ({
      kind: "attitude",
      attitude: one([
        { mode: "local-vertical", yawRad: random.uniform(), pitchRad: random.uniform(), rollRad: 0 },
        { mode: "sun-pointing", axis: [0, 0, -1] },
      ]),
      atS,
    }));
  return Array.from({ length: count }, () => one(kinds)(untilS * random.uniform()));
}
