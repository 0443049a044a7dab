import {
  advanceCabin,
  type CabinState,
  type CompartmentLoad,
  type CompartmentReading,
  cabinAt,
  givenOf,
  readingOf,
} from "../cabin/index.ts";
import { initialState, LoopRun, type LoopWarning, setBranch, setLeak, setWallLoad } from "../loop/index.ts";
import { chosen } from "../vehicle/twin/quantity.ts";
import type {
  AirExchangerElement,
  ControlValveElement,
  HeaterElement,
  RadiatorElement,
  TwinLoad,
} from "../vehicle/twin/twin-description.ts";
import { elementOf, findElement, type TwinModel } from "./build-twin.ts";
import { checkAction } from "./check-action.ts";
import { type NamedQuantity, namedQuantities } from "./named-quantities.ts";
import { type MeanLight, OrbitLight } from "./orbit-light.ts";
import type { ScenarioAction } from "./scenario.ts";
import { TwinError } from "./twin-error.ts";
import type { LimitPassed, TwinState, TwinWarning } from "./twin-state.ts";

/** Loops, compartments and orbit exchange heat each so many seconds; actions and schedules cut it shorter. */
export const DEFAULT_EXCHANGE_S = 30;

/** Options of a run. */
export interface TwinRunOptions {
  readonly exchangeS?: number;
  readonly actions?: readonly ScenarioAction[];
  /** Time of the run at the start [s]; negative for a warm-up before zero. */
  readonly startS?: number;
  /** Light to share with other runs of the same orbit and attitude. */
  readonly light?: OrbitLight;
}

/** A wall that meets a compartment, and how. */
interface Contact {
  readonly kind: "sink" | "exchanger";
  readonly compartment: string;
  /** Thermal unknowns of the walls, and their heat capacity each. */
  readonly walls: readonly number[];
  readonly capacityJPerK: number;
  /** Of each wall [W/K]; of an exchanger air flow and effectiveness stand for it. */
  readonly conductanceWPerK: number;
  readonly airFlowM3PerS: number;
  readonly effectiveness: number;
}

interface Panel {
  readonly id: string;
  readonly element: RadiatorElement;
  /** Outward, in the body frame: of the face, or of the back of a panel with two sides. */
  readonly normal: RadiatorElement["normal"];
  readonly surface: number;
  readonly walls: readonly number[];
  readonly areaM2: number;
  readonly absorptivity: number;
  readonly emissivity: number;
  readonly lit: number;
  readonly open: number;
}

interface Regulator {
  readonly element: ControlValveElement;
  readonly branch: number;
  readonly name: string;
}

/**
 * A vehicle being simulated: loops, compartments and orbit go on together. In each exchange interval the cabin goes first,
 * against the wall temperature expected in the interval's middle; the heat that it books to a wall is then that wall's load
 * over the same interval. So the same joules stand on both sides, whatever the interval, and the error of the exchange is
 * of second order in it.
 */
export class TwinRun {
  readonly twin: TwinModel;
  readonly names: readonly string[];
  state: TwinState;
  readonly #loopRun: LoopRun;
  readonly #exchangeS: number;
  readonly #contacts: readonly Contact[];
  readonly #panels: readonly Panel[];
  readonly #wallsOfPanel: ReadonlyMap<string, readonly number[]>;
  readonly #regulators: readonly Regulator[];
  readonly #heaters: readonly { id: string; element: HeaterElement; walls: readonly number[] }[];
  readonly #plateOf: ReadonlyMap<string, readonly number[]>;
  readonly #quantities: readonly NamedQuantity[];
  readonly #indexes: ReadonlyMap<string, number>;
  readonly #light = new Map<string, OrbitLight>();
  readonly #firstWall: number;
  readonly #meanLight: MeanLight = { directWPerM2: 0, albedoWPerM2: 0, infraredWPerM2: 0 };
  readonly #readings = new Map<string, CompartmentReading>();
  readonly #absorbedW = new Map<string, number>();
  #sunlight = 0;

  constructor(twin: TwinModel, options: TwinRunOptions = {}) {
    this.twin = twin;
    this.#exchangeS = options.exchangeS ?? DEFAULT_EXCHANGE_S;
    if (!(this.#exchangeS > 0))
      throw new RangeError(`an exchange interval is positive, got ${this.#exchangeS} s`);
    const { description, choice, model, loops } = twin;
    const of = (quantity: Parameters<typeof chosen>[0]) => chosen(quantity, choice);
    const unknown = new Map(model.names.map((name, i) => [name, i]));
    this.#firstWall = model.nodeCount + model.accumulatorCount;
    const contacts: Contact[] = [];
    const panels: Panel[] = [];
    const regulators: Regulator[] = [];
    const heaters: { id: string; element: HeaterElement; walls: readonly number[] }[] = [];
    const plates = new Map<string, readonly number[]>();
    for (const loop of loops)
      for (const parts of loop.elements.values()) {
        const element = elementOf(twin, parts.loop, parts.element);
        const id = `${parts.loop}/${parts.element}`;
        const walls = parts.walls.map((wall) => unknown.get(wall)!);
        if (element.type === "air-exchanger" || element.type === "condensing-dryer")
          contacts.push(exchangerContact(element, walls, of));
        if (element.type === "cold-plate") {
          for (const load of element.loads) plates.set(load, walls);
          if (element.room !== undefined)
            contacts.push({
              kind: "sink",
              compartment: element.room.compartment,
              walls,
              capacityJPerK: of(element.wall.heatCapacityJPerK) / walls.length,
              conductanceWPerK: of(element.room.conductanceWPerK) / walls.length,
              airFlowM3PerS: 0,
              effectiveness: 0,
            });
        }
        if (element.type === "radiator")
          for (let side = 0; side < element.sides; side++)
            panels.push({
              id,
              element,
              normal: side === 0 ? element.normal : opposite(element.normal),
              surface: panels.length,
              walls,
              areaM2: of(element.areaM2),
              absorptivity: of(element.absorptivity),
              emissivity: of(element.emissivity),
              lit: 1 - of(element.shaded),
              open: 1 - of(element.earthBlocked),
            });
        if (element.type === "control-valve")
          regulators.push({
            element,
            branch: model.network.branchIds.indexOf(parts.branches[0]!),
            name: `${parts.loop}/${element.holds.at}/${element.holds.quantity}`,
          });
        if (element.type === "heater") heaters.push({ id, element, walls });
      }
    this.#contacts = contacts;
    this.#panels = panels;
    this.#wallsOfPanel = new Map(panels.map(({ id, walls }) => [id, walls]));
    this.#regulators = regulators;
    this.#heaters = heaters;
    this.#plateOf = plates;
    this.#loopRun = new LoopRun(model);
    this.state = this.#start(options);
    if (options.light !== undefined && this.state.attitude !== null)
      this.#light.set(JSON.stringify(this.state.attitude), options.light);
    this.#quantities = namedQuantities(twin, {
      state: () => this.state,
      reading: (id) => this.#reading(id),
      absorbedW: (id) => this.#absorbedW.get(id) ?? 0,
      sunlight: () => this.#sunlight,
      loadW: (id) => this.#loadW(description.loads.find((load) => load.id === id)!, this.state.timeS),
    });
    this.names = this.#quantities.map(({ name }) => name);
    this.#indexes = new Map(this.names.map((name, i) => [name, i]));
    for (const { quantity } of description.limits) this.quantityIndex(quantity);
    this.#updateLight(this.state.timeS, this.state.timeS + this.#exchangeS);
  }

  /** Position of a named quantity in what {@link read} fills. Throws {@link TwinError} for a name that is not there. */
  quantityIndex(name: string): number {
    const index = this.#indexes.get(name);
    if (index === undefined)
      throw new TwinError(name, "is no quantity of this vehicle; `names` lists them all");
    return index;
  }

  /** Values of all named quantities now, in SI, in the order of `names`. */
  read(values: Float64Array): Float64Array {
    this.#readings.clear();
    for (let i = 0; i < this.#quantities.length; i++) values[i] = this.#quantities[i]!.read();
    return values;
  }

  /** One named quantity now. */
  value(name: string): number {
    this.#readings.clear();
    return this.#quantities[this.quantityIndex(name)]!.read();
  }

  /** A copy of the state: put it back with {@link restore} to branch or resume. */
  checkpoint(): TwinState {
    return structuredClone(this.state);
  }

  restore(state: TwinState): void {
    this.state = structuredClone(state);
    const { model } = this.twin;
    for (let w = 0; w < model.wallCount; w++)
      model.schedules.setConstant(model.loadSchedule[this.#firstWall + w]!, this.state.wallLoadW[w]!);
    this.#updateLight(this.state.timeS, this.state.timeS + this.#exchangeS);
  }

  /** Adds an action that is still to come. Throws {@link TwinError} for names that are not there. */
  schedule(action: ScenarioAction): void {
    checkAction(this.twin, action);
    this.state.pending.push(action);
    this.state.pending.sort((a, b) => a.atS - b.atS);
  }

  /** Warnings of loops and of the vehicle, by time. */
  get warnings(): readonly (TwinWarning | LoopWarning)[] {
    return [...this.state.warnings, ...this.state.loop.warnings].sort((a, b) => a.timeS - b.timeS);
  }

  /** Limits of the file that were passed, each once, with the time. */
  get limitsPassed(): readonly LimitPassed[] {
    return this.state.limitsPassed;
  }

  /** Runs until a time, which is met exactly, and calls `onExchange` after each interval. */
  advance(untilS: number, onExchange: (run: TwinRun) => void = () => {}): void {
    this.#act();
    while (this.state.timeS < untilS) {
      const endS = this.#intervalEnd(untilS);
      this.#exchange(endS);
      this.#act();
      this.#regulate(endS - this.#lastStartS);
      this.#watchLimits();
      onExchange(this);
    }
  }

  #lastStartS = 0;

  /** The end of the interval that begins now: on the grid of exchange times, or at an action or step of a load before it. */
  #intervalEnd(untilS: number): number {
    const { timeS, pending, starting } = this.state;
    let endS = Math.min(untilS, (Math.floor(timeS / this.#exchangeS + 1e-9) + 1) * this.#exchangeS);
    for (const action of pending) if (action.atS > timeS) endS = Math.min(endS, action.atS);
    for (const { atS } of starting) if (atS > timeS) endS = Math.min(endS, atS);
    for (const load of this.twin.description.loads)
      for (const { fromS } of load.schedule) if (fromS > timeS) endS = Math.min(endS, fromS);
    return endS;
  }

  /** One interval: cabin, then loops, with the same heat between them. */
  #exchange(endS: number): void {
    const { state } = this;
    const { model } = this.twin;
    const startS = state.timeS;
    const spanS = endS - startS;
    this.#lastStartS = startS;
    this.#updateLight(startS, endS);
    const loads = new Float64Array(model.wallCount);
    const add = (walls: readonly number[], watts: number) => {
      for (const wall of walls) {
        const w = wall - this.#firstWall;
        loads[w] = loads[w]! + watts / walls.length;
      }
    };
    for (const [id, watts] of this.#absorbedW) add(this.#wallsOfPanel.get(id)!, watts);
    for (const { id, element, walls } of this.#heaters)
      if (state.heaterOn[id] === true) add(walls, chosen(element.powerW, this.twin.choice));
    for (const load of this.twin.description.loads) {
      const walls = this.#plateOf.get(load.id);
      if (walls !== undefined) add(walls, this.#loadW(load, startS));
    }
    if (state.cabin !== null) this.#advanceCabin(state.cabin, startS, spanS, loads);
    for (let w = 0; w < model.wallCount; w++)
      if (loads[w] !== state.wallLoadW[w]) setWallLoad(model, state.loop, this.#firstWall + w, loads[w]!);
    state.wallLoadW.set(loads);
    this.#loopRun.advance(state.loop, endS);
    state.timeS = endS;
  }

  /**
   * Carries the cabin over an interval and adds what it gave to each wall to `loads`. The wall is expected to answer with
   * its own heat capacity: over half the interval it moves by its present rate and by what the heat changes, which makes
   * the exchange an implicit midpoint step and stable for any interval.
   */
  #advanceCabin(cabin: CabinState, startS: number, spanS: number, loads: Float64Array): void {
    const { state } = this;
    const { cabin: layout, hatches, description } = this.twin;
    const acting: Record<string, CompartmentLoad> = {};
    const expected: { contact: Contact; wall: number; temperatureK: number; conductance: number }[] = [];
    for (const { id } of description.compartments) {
      let structureW = 0;
      let airW = 0;
      for (const load of description.loads) {
        if (load.compartment !== id || this.#plateOf.has(load.id)) continue;
        if (load.into === "air") airW += this.#loadW(load, startS);
        else structureW += this.#loadW(load, startS);
      }
      let sinkG = 0;
      let sinkGt = 0;
      let condenser: CompartmentLoad["condenser"];
      for (const contact of this.#contacts) {
        if (contact.compartment !== id) continue;
        for (const wall of contact.walls) {
          const ahead = spanS / (2 * contact.capacityJPerK);
          // what it takes now is replaced, not added to
          const rateW = state.loop.energyRate[wall]! - state.exchangedW[wall - this.#firstWall]!;
          const temperatureK = state.loop.temperatureK[wall]! + ahead * rateW;
          const soften = 1 / (1 + contact.conductanceWPerK * ahead);
          const conductance = contact.conductanceWPerK * soften;
          if (contact.kind === "sink") {
            sinkG += conductance;
            sinkGt += conductance * temperatureK;
            expected.push({ contact, wall, temperatureK, conductance });
          } else {
            condenser = {
              airFlowM3PerS: contact.airFlowM3PerS,
              effectiveness: contact.effectiveness * soften,
              surfaceK: temperatureK,
            };
            expected.push({ contact, wall, temperatureK, conductance: 0 });
          }
        }
      }
      acting[id] = {
        structureW,
        airW,
        crew: state.crew[id] ?? 0,
        ...(sinkG > 0 ? { sink: { conductanceWPerK: sinkG, temperatureK: sinkGt / sinkG } } : {}),
        ...(condenser === undefined ? {} : { condenser }),
      };
    }
    const open = {
      ...layout,
      passages: layout.passages.map((passage, i) =>
        state.hatchOpen[i] === true || hatches[i] === undefined ? passage : { ...passage, airFlowM3PerS: 0 },
      ),
    };
    const after = advanceCabin(open, cabin, () => acting, spanS);
    state.exchangedW.fill(0);
    for (const { contact, wall, temperatureK, conductance } of expected) {
      const id = contact.compartment;
      const before = givenOf(layout, cabin, id);
      const now = givenOf(layout, after, id);
      let joules = now.toExchangerJ - before.toExchangerJ;
      if (contact.kind === "sink") {
        const { sink } = acting[id]!;
        const total = now.toSinkJ - before.toSinkJ;
        // of the total each wall takes its conductance times the mean difference to its own temperature
        const structureMinusSink = total / sink!.conductanceWPerK;
        joules = conductance * (structureMinusSink + (sink!.temperatureK - temperatureK) * spanS);
      }
      const w = wall - this.#firstWall;
      loads[w] = loads[w]! + joules / spanS;
      state.fromCabinJ += joules;
      state.exchangedW[w] = joules / spanS;
    }
    state.cabin = after;
  }

  #loadW(load: TwinLoad, timeS: number): number {
    const mode = this.state.loadMode[load.id] ?? "nominal";
    if (typeof mode === "number") return mode;
    if (mode === "shed") return chosen(load.shedW, this.twin.choice);
    const step = load.schedule.findLast(({ fromS }) => fromS <= timeS);
    return chosen(step?.powerW ?? load.nominalW, this.twin.choice);
  }

  #reading(id: string): CompartmentReading {
    let reading = this.#readings.get(id);
    if (reading === undefined) {
      reading = readingOf(this.twin.cabin, this.state.cabin!, id);
      this.#readings.set(id, reading);
    }
    return reading;
  }

  #updateLight(fromS: number, toS: number): void {
    const { orbit } = this.twin.description;
    const { attitude } = this.state;
    if (orbit === undefined || attitude === null) return;
    const key = JSON.stringify(attitude);
    let light = this.#light.get(key);
    if (light === undefined) {
      light = new OrbitLight(
        orbit,
        this.twin.choice,
        attitude,
        this.#panels.map(({ normal }) => normal),
      );
      this.#light.set(key, light);
    }
    this.#sunlight = light.sunlight(fromS, toS);
    this.#absorbedW.clear();
    for (const panel of this.#panels) {
      const mean = light.mean(panel.surface, fromS, toS, this.#meanLight);
      const solar = panel.absorptivity * (panel.lit * mean.directWPerM2 + panel.open * mean.albedoWPerM2);
      const infrared = panel.emissivity * panel.open * mean.infraredWPerM2;
      const sofar = this.#absorbedW.get(panel.id) ?? 0;
      this.#absorbedW.set(panel.id, sofar + panel.areaM2 * (solar + infrared));
    }
  }

  /** Moves control valves by what they see at the end of an interval. */
  #regulate(spanS: number): void {
    for (const { element, branch, name } of this.#regulators) {
      const { choice } = this.twin;
      const error = chosen(element.holds.to, choice) - this.value(name);
      const sign = element.opensWhen === "below" ? 1 : -1;
      const pace = Math.max(-1, Math.min(1, (sign * error) / chosen(element.band, choice)));
      const moved = this.state.loop.setting[branch]! + (pace * spanS) / chosen(element.strokeS, choice);
      // never quite shut: a valve's seat leaks, and a loop without flow cannot feel what it should hold
      this.state.loop.setting[branch] = Math.max(1e-3, Math.min(1, moved));
    }
  }

  #watchLimits(): void {
    const { state } = this;
    for (const limit of this.twin.description.limits) {
      const side = limit.above === undefined ? "below" : "above";
      const bound = limit.above ?? limit.below!;
      const known = state.limitsPassed.some(
        (each) => each.quantity === limit.quantity && each.limit === bound && each.side === side,
      );
      if (known || !this.#indexes.has(limit.quantity)) continue;
      const value = this.value(limit.quantity);
      if (side === "above" ? value <= bound : value >= bound) continue;
      const { quantity, means, source } = limit;
      state.limitsPassed.push({ quantity, timeS: state.timeS, value, limit: bound, side, means, source });
    }
  }

  /** Carries out what is due now. */
  #act(): void {
    const { state } = this;
    const { model } = this.twin;
    for (const { branch, speed } of state.starting.filter(({ atS }) => atS <= state.timeS)) {
      setBranch(model, state.loop, branch, speed);
      const element = branch.replace("/", ".");
      state.warnings.push({
        kind: "standby-started",
        element,
        timeS: state.timeS,
        message: `${element} has taken over from the pump that failed`,
      });
    }
    state.starting = state.starting.filter(({ atS }) => atS > state.timeS);
    while (state.pending.length > 0 && state.pending[0]!.atS <= state.timeS)
      this.#carryOut(state.pending.shift()!);
  }

  #carryOut(action: ScenarioAction): void {
    const { state, twin } = this;
    const { model, description, choice } = twin;
    switch (action.kind) {
      case "leak": {
        const { loop, element } = findElement(twin, action.element);
        const area = action.dischargeCoefficient * (Math.PI / 4) * action.diameterM ** 2;
        setLeak(model, state.loop, `${loop}/${element}`, area);
        return;
      }
      case "valve": {
        const { loop, element } = findElement(twin, action.element);
        setBranch(model, state.loop, `${loop}/${element}`, action.opening);
        return;
      }
      case "pump": {
        const { loop, element } = findElement(twin, action.element);
        const pump = elementOf(twin, loop, element);
        if (pump.type !== "pump") return;
        const speed = action.to === "on" ? (action.speed ?? chosen(pump.speed, choice)) : 0;
        setBranch(model, state.loop, `${loop}/${element}`, speed);
        if (action.to === "fail" && pump.standby !== undefined) {
          const spare = elementOf(twin, loop, pump.standby);
          if (spare.type === "pump")
            state.starting.push({
              branch: `${loop}/${spare.id}`,
              speed: chosen(spare.speed, choice),
              atS: state.timeS + pump.standbyDelayS,
            });
        }
        return;
      }
      case "heater": {
        const { loop, element } = findElement(twin, action.element);
        state.heaterOn[`${loop}/${element}`] = action.on;
        return;
      }
      case "load": {
        const mode = typeof action.to === "string" ? action.to : action.to.powerW;
        for (const { id } of description.loads)
          if (action.load === "all" || action.load === id) state.loadMode[id] = mode;
        return;
      }
      case "hatch":
        twin.hatches.forEach(({ compartment, hatch }, i) => {
          const joins = [compartment, hatch.to];
          if (joins.includes(action.compartment) && (action.to === undefined || joins.includes(action.to)))
            state.hatchOpen[i] = action.open;
        });
        return;
      case "crew":
        state.crew[action.compartment] = action.count;
        return;
      case "attitude":
        state.attitude = action.attitude;
        this.#updateLight(state.timeS, state.timeS + this.#exchangeS);
    }
  }

  #start(options: TwinRunOptions): TwinState {
    const { twin } = this;
    const { description, choice, model, cabin, hatches } = twin;
    const timeS = options.startS ?? 0;
    for (let w = 0; w < model.wallCount; w++)
      model.schedules.setConstant(model.loadSchedule[this.#firstWall + w]!, 0);
    const own = Object.fromEntries(
      description.compartments.map((each) => [
        each.id,
        { temperatureK: chosen(each.temperatureK, choice), relativeHumidity: chosen(each.humidity, choice) },
      ]),
    );
    for (const action of options.actions ?? []) checkAction(twin, action);
    return {
      timeS,
      loop: initialState(model, timeS),
      cabin: description.compartments.length === 0 ? null : cabinAt(cabin, 295.15, 0.5, own),
      wallLoadW: new Float64Array(model.wallCount),
      exchangedW: new Float64Array(model.wallCount),
      fromCabinJ: 0,
      loadMode: {},
      heaterOn: Object.fromEntries(this.#heaters.map(({ id, element }) => [id, element.on])),
      crew: Object.fromEntries(description.compartments.map(({ id, crew }) => [id, crew])),
      hatchOpen: hatches.map(({ hatch }) => hatch.open),
      starting: [],
      attitude: description.orbit?.attitude ?? null,
      pending: [...(options.actions ?? [])].sort((a, b) => a.atS - b.atS),
      warnings: [],
      limitsPassed: [],
    };
  }
}

function opposite([x, y, z]: RadiatorElement["normal"]): RadiatorElement["normal"] {
  return [-x, -y, -z];
}

function exchangerContact(
  element: AirExchangerElement,
  walls: readonly number[],
  of: (quantity: AirExchangerElement["airFlowM3PerS"]) => number,
): Contact {
  const airFlowM3PerS = of(element.airFlowM3PerS);
  const effectiveness = of(element.effectiveness);
  return {
    kind: "exchanger",
    compartment: element.compartment,
    walls,
    capacityJPerK: of(element.wall.heatCapacityJPerK),
    conductanceWPerK: airFlowM3PerS * 1.2 * 1006 * effectiveness,
    airFlowM3PerS,
    effectiveness,
  };
}
