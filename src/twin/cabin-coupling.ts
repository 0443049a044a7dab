import { CabinRates, ImplicitCabin } from "../cabin/index.ts";
import { coolantNamed } from "../fluids/index.ts";
import { type Choice, chosen } from "../vehicle/twin/quantity.ts";
import type { AirExchangerElement, ColdPlateElement } from "../vehicle/twin/twin-description.ts";
import type { TwinModel } from "./build-twin.ts";
import type { ElementParts } from "./circuit-parts.ts";
import type { TwinState } from "./twin-state.ts";

/** Heat capacity of a coolant at this temperature serves for what its stream can do to a wall [K]. */
const STREAM_K = 293.15;

/** A wall that meets a compartment, and how. */
interface Contact {
  readonly kind: "sink" | "exchanger";
  readonly compartment: number;
  readonly wall: number;
  readonly capacityJPerK: number;
  readonly conductanceWPerK: number;
  readonly airFlowM3PerS: number;
  readonly effectiveness: number;
  /** Branch whose stream holds the wall, its conductance to it and its heat capacity. */
  readonly branch: number;
  readonly streamWPerK: number;
  readonly specificHeatJPerKgK: number;
  /** Of the interval at hand: expected mean temperature without what the cabin gives, conductance then, and expected end. */
  expectedK: number;
  seenWPerK: number;
  responseKPerW: number;
  endK: number;
  endKPerW: number;
}

/**
 * What compartments and walls of loops give each other. The cabin goes first, against the mean temperature expected of each
 * wall: a wall answers to heat with its own capacity and with what its stream carries off, and both are in the expectation,
 * so any interval is stable. The loops then take exactly the heat that the cabin booked.
 */
export class CabinCoupling {
  readonly #contacts: Contact[] = [];
  readonly #firstWall: number;
  readonly #rates: CabinRates;
  readonly #cabin: ImplicitCabin;
  readonly #passages: Float64Array;
  readonly #before: Float64Array;
  readonly #given: number;

  constructor(twin: TwinModel, toleranceK: number) {
    const { model, choice, description } = twin;
    this.#firstWall = model.nodeCount + model.accumulatorCount;
    const compartments = description.compartments.map(({ id }) => id);
    for (const loop of twin.loops)
      for (const parts of loop.elements.values()) {
        const owner = description.loops.find(({ id }) => id === loop.id)!;
        const element = owner.elements.find(({ id }) => id === parts.element)!;
        const cp = () => coolantNamed(owner.coolant, owner.coolantFraction).specificHeat(STREAM_K);
        if (element.type === "air-exchanger" || element.type === "condensing-dryer")
          this.#contacts.push(
            ...contactsOf(twin, parts, element, compartments.indexOf(element.compartment), cp(), choice),
          );
        if (element.type === "cold-plate" && element.room !== undefined)
          this.#contacts.push(
            ...contactsOf(twin, parts, element, compartments.indexOf(element.room.compartment), cp(), choice),
          );
      }
    this.#rates = new CabinRates(twin.cabin);
    this.#cabin = new ImplicitCabin(this.#rates, toleranceK);
    this.#passages = Float64Array.from(this.#rates.airFlowM3PerS);
    this.#given = 4 * compartments.length + 4;
    this.#before = new Float64Array(this.#given + 3 * compartments.length);
  }

  /** Heat of equipment of compartment `i`, and its crew, over the coming interval. */
  load(i: number, structureW: number, airW: number, crew: number): void {
    const acting = this.#rates.acting[i]!;
    acting.structureW = structureW;
    acting.airW = airW;
    acting.crew = crew;
  }

  /** Carries the cabin of `state` over an interval and adds what it gave to each wall to `loads` [W]. */
  advance(state: TwinState, spanS: number, loads: Float64Array): void {
    const { values } = state.cabin!;
    const rates = this.#rates;
    for (let p = 0; p < this.#passages.length; p++)
      rates.airFlowM3PerS[p] = state.hatchOpen[p] === true ? this.#passages[p]! : 0;
    for (const acting of rates.acting) {
      acting.sinkWPerK = 0;
      acting.sinkK = 0;
      acting.condenserM3PerS = 0;
    }
    for (const contact of this.#contacts) {
      this.#expect(contact, state, spanS);
      const acting = rates.acting[contact.compartment]!;
      if (contact.kind === "sink") {
        acting.sinkWPerK += contact.seenWPerK;
        acting.sinkK += contact.seenWPerK * contact.expectedK;
      } else {
        acting.condenserM3PerS = contact.airFlowM3PerS;
        acting.effectiveness = contact.effectiveness * (contact.seenWPerK / contact.conductanceWPerK);
        acting.surfaceK = contact.expectedK;
      }
    }
    for (const acting of rates.acting) if (acting.sinkWPerK > 0) acting.sinkK /= acting.sinkWPerK;
    this.#before.set(values);
    // slopes of an earlier interval would make a resumed run differ from one that never stopped
    this.#cabin.restart();
    this.#cabin.advance(values, spanS);
    state.exchangedW.fill(0);
    for (const contact of this.#contacts) {
      const at = this.#given + 3 * contact.compartment + (contact.kind === "sink" ? 0 : 1);
      let joules = values[at]! - this.#before[at]!;
      if (contact.kind === "sink") {
        const acting = rates.acting[contact.compartment]!;
        // of the total each wall takes its conductance times the mean difference to its own temperature
        joules = contact.seenWPerK * (joules / acting.sinkWPerK + (acting.sinkK - contact.expectedK) * spanS);
      }
      const w = contact.wall - this.#firstWall;
      const watts = joules / spanS;
      loads[w] = loads[w]! + watts;
      state.fromCabinJ += joules;
      state.exchangedW[w] = state.exchangedW[w]! + watts;
      contact.endK += contact.endKPerW * watts;
    }
  }

  /** How far the walls have come from where the last interval expected them [K], the farthest. */
  surpriseK(state: TwinState): number {
    let farthest = 0;
    for (const { wall, endK } of this.#contacts)
      farthest = Math.max(farthest, Math.abs(state.loop.temperatureK[wall]! - endK));
    return farthest;
  }

  /** A wall with stream conductance K and capacity C: it goes to its rest with C/K, and by 1/K a watt. */
  #expect(contact: Contact, state: TwinState, spanS: number): void {
    const { loop } = state;
    const { capacityJPerK, wall } = contact;
    const stream = Math.abs(loop.flowKgPerS[contact.branch]!) * contact.specificHeatJPerKgK;
    const held = stream > 0 ? stream * (1 - Math.exp(-contact.streamWPerK / stream)) : 0;
    const x = (held * spanS) / capacityJPerK;
    const end = x > 1e-4 ? (1 - Math.exp(-x)) / held : spanS / capacityJPerK;
    const mean = x > 1e-4 ? (1 - (end * held) / x) / held : spanS / (2 * capacityJPerK);
    // what it takes now is replaced, not added to
    const rateW = loop.energyRate[wall]! - state.exchangedW[wall - this.#firstWall]!;
    contact.expectedK = loop.temperatureK[wall]! + mean * rateW;
    contact.endK = loop.temperatureK[wall]! + end * rateW;
    contact.endKPerW = end;
    contact.responseKPerW = mean;
    contact.seenWPerK = contact.conductanceWPerK / (1 + contact.conductanceWPerK * mean);
  }
}

function contactsOf(
  twin: TwinModel,
  parts: ElementParts,
  element: AirExchangerElement | ColdPlateElement,
  compartment: number,
  specificHeatJPerKgK: number,
  choice: Choice,
): Contact[] {
  const { names, network } = twin.model;
  const cells = parts.walls.length;
  const exchanger = element.type !== "cold-plate";
  const airFlowM3PerS = exchanger ? chosen(element.airFlowM3PerS, choice) : 0;
  const effectiveness = exchanger ? chosen(element.effectiveness, choice) : 0;
  return parts.walls.map((id) => ({
    kind: exchanger ? "exchanger" : "sink",
    compartment,
    wall: names.indexOf(id),
    capacityJPerK: chosen(element.wall.heatCapacityJPerK, choice) / cells,
    conductanceWPerK: exchanger
      ? airFlowM3PerS * 1.2 * 1006 * effectiveness
      : chosen(element.room!.conductanceWPerK, choice) / cells,
    airFlowM3PerS,
    effectiveness,
    branch: network.branchIds.indexOf(parts.branches[0]!),
    streamWPerK: chosen(element.wall.conductanceWPerK, choice) / cells,
    specificHeatJPerKgK,
    expectedK: 0,
    seenWPerK: 0,
    responseKPerW: 0,
    endK: 0,
    endKPerW: 0,
  }));
}
