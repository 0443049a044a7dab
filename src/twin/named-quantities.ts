import type { CompartmentReading } from "../cabin/index.ts";
import type { SensorDescription } from "../vehicle/sensor-description.ts";
import { chosen } from "../vehicle/twin/quantity.ts";
import { elementOf, type TwinModel } from "./build-twin.ts";
import type { TwinState } from "./twin-state.ts";

/** A number of the run that has a name, in SI. */
export interface NamedQuantity {
  readonly name: string;
  readonly read: () => number;
}

/** What a run lets its quantities see. */
export interface RunView {
  readonly state: () => TwinState;
  readonly reading: (compartment: string) => CompartmentReading;
  readonly absorbedW: (panel: string) => number;
  readonly sunlight: () => number;
  readonly loadW: (load: string) => number;
}

const STEFAN_BOLTZMANN = 5.670374419e-8; // [W/(m2 K4)] CODATA 2018

/**
 * All named quantities of a vehicle: `loop/place/pressure` [Pa] and `/temperature` [K] for junctions and ends of elements;
 * `loop/element/flow` [kg/s], `/pressure-rise` [Pa], `/temperature` (its metal where it has any, else its outlet),
 * `/speed`, `/opening`, `/power`, `/absorbed`, `/rejected`; `loop/accumulator/quantity`, `/pressure`, `/temperature`;
 * `loop/inventory` and `/leaked` [kg], `/leak-rate` [kg/s]; `compartment/temperature`, `/structure-temperature`,
 * `/humidity`, `/dew`, `/crew`; `load/power`; `orbit/sunlight`.
 */
export function namedQuantities(twin: TwinModel, view: RunView): NamedQuantity[] {
  const { model, description, choice } = twin;
  const found: NamedQuantity[] = [];
  const name = (text: string, read: () => number) => found.push({ name: text, read });
  const loop = () => view.state().loop;
  const unknown = new Map(model.names.map((id, i) => [id, i]));
  const branch = new Map(model.network.branchIds.map((id, i) => [id, i]));
  const node = (id: string) => model.network.nodeIds.indexOf(id);

  for (const parts of twin.loops) {
    const accumulatorIds = parts.accumulators.map(({ element }) => element.id);
    for (const [place, id] of parts.places) {
      if (accumulatorIds.includes(place)) continue;
      const at = node(id);
      name(`${parts.id}/${place}/pressure`, () => loop().pressurePa[at]!);
      name(`${parts.id}/${place}/temperature`, () => loop().temperatureK[at]!);
    }
    for (const each of parts.elements.values()) {
      const path = `${parts.id}/${each.element}`;
      const element = elementOf(twin, parts.id, each.element);
      const [inlet, outlet] = [node(each.inlet), node(each.outlet)];
      const branches = each.branches.map((id) => branch.get(id)!);
      const walls = each.walls.map((id) => unknown.get(id)!);
      const first = branches[0]!;
      name(`${path}/flow`, () => {
        let sum = 0;
        for (const k of branches) sum += loop().flowKgPerS[k]!;
        return sum;
      });
      name(`${path}/pressure`, () => loop().pressurePa[inlet]!);
      name(`${path}/pressure-rise`, () => loop().pressurePa[outlet]! - loop().pressurePa[inlet]!);
      name(`${path}/temperature`, () => {
        if (walls.length === 0) return loop().temperatureK[outlet]!;
        let sum = 0;
        for (const wall of walls) sum += loop().temperatureK[wall]!;
        return sum / walls.length;
      });
      if (element.type === "pump") name(`${path}/speed`, () => loop().setting[first]!);
      if (element.type === "valve" || element.type === "control-valve")
        name(`${path}/opening`, () => loop().setting[first]!);
      if (element.type === "heater")
        name(`${path}/power`, () =>
          view.state().heaterOn[path] === true ? chosen(element.powerW, choice) : 0,
        );
      if (element.type === "cold-plate")
        name(`${path}/power`, () => element.loads.reduce((sum, load) => sum + view.loadW(load), 0));
      if (element.type === "radiator") {
        const strength =
          (STEFAN_BOLTZMANN *
            element.sides *
            chosen(element.emissivity, choice) *
            chosen(element.areaM2, choice)) /
          walls.length;
        name(`${path}/absorbed`, () => view.absorbedW(path));
        name(`${path}/rejected`, () => {
          let sum = 0;
          for (const wall of walls) sum += strength * loop().temperatureK[wall]! ** 4;
          return sum - view.absorbedW(path);
        });
      }
    }
    parts.accumulators.forEach(({ id, element }) => {
      const a = (model.description.accumulators ?? []).findIndex((each) => each.id === id);
      const content = model.nodeCount + a;
      const at = model.accumulatorNode[a]!;
      name(`${parts.id}/${element.id}/quantity`, () => {
        const { massKg, temperatureK } = loop();
        const density = model.fluids.density(model.fluidOf[content]!, temperatureK[content]!);
        return Math.max(0, massKg[content]! / density / model.liquidCapacityM3[a]!);
      });
      name(`${parts.id}/${element.id}/pressure`, () => loop().pressurePa[at]!);
      name(`${parts.id}/${element.id}/temperature`, () => loop().temperatureK[content]!);
    });
    const own: number[] = [];
    const fluid = Object.keys(model.description.fluids).indexOf(parts.id);
    for (let i = 0; i < model.fluidOf.length; i++) if (model.fluidOf[i] === fluid) own.push(i);
    const leaks: number[] = [];
    (model.description.leaks ?? []).forEach(({ id }, l) => {
      if (id.startsWith(`${parts.id}/`)) leaks.push(l);
    });
    const total = (values: Float64Array, which: readonly number[]) => {
      let sum = 0;
      for (const i of which) sum += values[i]!;
      return sum;
    };
    name(`${parts.id}/inventory`, () => total(loop().massKg, own));
    name(`${parts.id}/leaked`, () => total(loop().leakedKg, leaks));
    name(`${parts.id}/leak-rate`, () => total(loop().leakRate, leaks));
  }
  for (const { id } of description.compartments) {
    name(`${id}/temperature`, () => view.reading(id).airK);
    name(`${id}/structure-temperature`, () => view.reading(id).structureK);
    name(`${id}/humidity`, () => view.reading(id).relativeHumidity);
    name(`${id}/dew`, () => view.reading(id).dewKg);
    name(`${id}/crew`, () => view.state().crew[id] ?? 0);
  }
  for (const { id } of description.loads) name(`${id}/power`, () => view.loadW(id));
  if (description.orbit !== undefined) name("orbit/sunlight", view.sunlight);
  return found;
}

/** Name of the quantity that a sensor measures. */
export function sensorQuantity(sensor: SensorDescription): string {
  return sensor.loop === undefined
    ? `${sensor.at}/${sensor.measures}`
    : `${sensor.loop}/${sensor.at}/${sensor.measures}`;
}
