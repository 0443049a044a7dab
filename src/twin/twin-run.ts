import { type CompartmentReading, cabinAt, readingOf } from "../cabin/index.ts";
import { initialState, LoopRun, type LoopWarning, setBranch, setLeak, setWallLoad } from "../loop/index.ts";
import { chosen } from "../vehicle/twin/quantity.ts";
import type {
  ControlValveElement,
  HeaterElement,
  RadiatorElement,
  TwinAttitude,
  TwinLoad,
} from "../vehicle/twin/twin-description.ts";
import { ACCURACIES, type Accuracy, type AccuracyName } from "./accuracy.ts";
import { elementOf, findElement, type TwinModel } from "./build-twin.ts";
import { CabinCoupling } from "./cabin-coupling.ts";
import { checkAction } from "./check-action.ts";
import { type NamedQuantity, namedQuantities } from "./named-quantities.ts";
import { OrbitLight } from "./orbit-light.ts";
import type { ScenarioAction } from "./scenario.ts";
import { TwinError } from "./twin-error.ts";
import type { LimitPassed, TwinState, TwinWarning } from "./twin-state.ts";
import { nextView } from "./valve-view.ts";

/** The first interval in which loops, compartments and orbit exchange heat, and the shortest [s]. */
const FIRST_EXCHANGE_S = 10;
const SHORTEST_EXCHANGE_S = 2;
/** No valve asks for an interval below this part of its stroke. */
const LEAST_STROKE_PART = 0.05;
/** Equipment that gets this hot has failed and takes no more power [K]: tin-lead solder melts at 183 degC. */
const FAILS_K = 456.15;

/** Options of a run. */
export interface TwinRunOptions {
  /** Fixed interval of the heat exchange [s]; it follows from the accuracy where absent. */
  readonly exchangeS?: number;
  /** Normal, where absent. */
  readonly accuracy?: AccuracyName;
  /** A run of the same file under another choice, whose plan and work space this one may take over. The other is spent. Results may differ from those of a run of its own in the last digits. */
  readonly instead?: TwinRun;
  readonly actions?: readonly ScenarioAction[];
  /** Time of the run at the start [s]; negative for a warm-up before zero. */
  readonly startS?: number;
  /** Light to share with other runs of the same orbit and attitude. */
  readonly light?: OrbitLight;
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
  readonly quantity: number;
}

/**
 * A vehicle being simulated: loops, compartments and orbit go on together. In each exchange interval the cabin goes first,
 * against the wall temperatures expected in it; the heat that it books to a wall is then that wall's load over the same
 * interval. So the same joules stand on both sides, whatever the interval. How far walls end from where they were expected
 * sets the next one. Control valves move on a straight line within it.
 */
export class TwinRun {
  readonly twin: TwinModel;
  readonly names: readonly string[];
  state: TwinState;
  readonly #loopRun: LoopRun;
  readonly #accuracy: Accuracy;
  readonly #fixedS: number | undefined;
  readonly #coupling: CabinCoupling | undefined;
  readonly #panels: readonly Panel[];
  readonly #wallsOfPanel: ReadonlyMap<string, readonly number[]>;
  readonly #regulators: readonly Regulator[];
  readonly #heaters: readonly { id: string; element: HeaterElement; walls: readonly number[] }[];
  readonly #plateOf: ReadonlyMap<string, readonly number[]>;
  readonly #quantities: readonly NamedQuantity[];
  readonly #indexes: ReadonlyMap<string, number>;
  readonly #light = new Map<string, OrbitLight>();
  #litBy: { readonly attitude: TwinAttitude; readonly light: OrbitLight } | undefined;
  readonly #firstWall: number;
  #means = new Float64Array(0);
  readonly #loads: Float64Array;
  /** Powered walls, and what feeds them. */
  readonly #powered: {
    readonly name: string;
    readonly element: string;
    readonly walls: readonly number[];
  }[] = [];
  readonly #roomLoads: { readonly compartment: number; readonly load: TwinLoad }[] = [];
  readonly #readings = new Map<string, CompartmentReading>();
  readonly #absorbedW = new Map<string, number>();
  #sunlight = 0;

  constructor(twin: TwinModel, options: TwinRunOptions = {}) {
    this.twin = twin;
    this.#accuracy = ACCURACIES[options.accuracy ?? "normal"];
    this.#fixedS = options.exchangeS;
    if (this.#fixedS !== undefined && !(this.#fixedS > 0))
      throw new RangeError(`an exchange interval is positive, got ${this.#fixedS} s`);
    const { description, choice, model, loops } = twin;
    const of = (quantity: Parameters<typeof chosen>[0]) => chosen(quantity, choice);
    const unknown = new Map(model.names.map((name, i) => [name, i]));
    this.#firstWall = model.nodeCount + model.accumulatorCount;
    const panels: Panel[] = [];
    const regulators: (Regulator & { readonly loop: string })[] = [];
    const heaters: { id: string; element: HeaterElement; walls: readonly number[] }[] = [];
    const plates = new Map<string, readonly number[]>();
    for (const loop of loops)
      for (const parts of loop.elements.values()) {
        const element = elementOf(twin, parts.loop, parts.element);
        const id = `${parts.loop}/${parts.element}`;
        const walls = parts.walls.map((wall) => unknown.get(wall)!);
        if (element.type === "cold-plate") {
          for (const load of element.loads) {
            plates.set(load, walls);
            this.#powered.push({ name: load, element: `${parts.loop}.${parts.element}`, walls });
          }
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
            quantity: -1,
            loop: parts.loop,
          });
        if (element.type === "heater") {
          heaters.push({ id, element, walls });
          this.#powered.push({ name: id, element: `${parts.loop}.${parts.element}`, walls });
        }
      }
    for (const load of description.loads)
      if (load.compartment !== undefined && !plates.has(load.id))
        this.#roomLoads.push({
          compartment: description.compartments.findIndex(({ id }) => id === load.compartment),
          load,
        });
    this.#loads = new Float64Array(model.wallCount);
    if (description.compartments.length > 0) this.#coupling = new CabinCoupling(twin, this.#accuracy.cabinK);
    this.#panels = panels;
    this.#wallsOfPanel = new Map(panels.map(({ id, walls }) => [id, walls]));
    this.#heaters = heaters;
    this.#plateOf = plates;
    const { instead } = options;
    if (instead !== undefined && instead.#accuracy === this.#accuracy) {
      this.#loopRun = instead.#loopRun;
      this.#loopRun.use(model);
    } else this.#loopRun = new LoopRun(model, { tolerance: this.#accuracy.loop });
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
    this.#regulators = regulators.map((each) => ({
      ...each,
      quantity: this.#heldBy(each.loop, each.element),
    }));
    this.#updateLight(this.state.timeS, this.state.timeS + FIRST_EXCHANGE_S);
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
    this.#updateLight(this.state.timeS, this.state.timeS + FIRST_EXCHANGE_S);
  }

  #heldBy(loop: string, { holds }: ControlValveElement): number {
    return this.quantityIndex(`${loop}/${holds.at}/${holds.quantity}`);
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
      this.#regulate(endS - this.state.timeS);
      this.#exchange(endS);
      this.#act();
      this.#fail();
      this.#watchLimits();
      onExchange(this);
    }
  }

  /** The end of the interval that begins now: as far as the accuracy allows, or at an action or step of a load before it. */
  #intervalEnd(untilS: number): number {
    const { timeS, pending, starting, exchangeS } = this.state;
    const fixed = this.#fixedS;
    const planned =
      fixed === undefined
        ? timeS + Math.min(exchangeS, this.#longestFor())
        : (Math.floor(timeS / fixed + 1e-9) + 1) * fixed;
    // two equal intervals rather than a long one and a sliver
    const left = untilS - timeS;
    let endS =
      planned >= untilS
        ? untilS
        : fixed === undefined
          ? Math.min(planned, timeS + Math.max(0.5 * left, SHORTEST_EXCHANGE_S))
          : planned;
    for (const action of pending) if (action.atS > timeS) endS = Math.min(endS, action.atS);
    for (const { atS } of starting) if (atS > timeS) endS = Math.min(endS, atS);
    for (const load of this.twin.description.loads)
      for (const { fromS } of load.schedule) if (fromS > timeS) endS = Math.min(endS, fromS);
    return endS;
  }

  /** The longest interval that moving valves and heating walls allow now. */
  #longestFor(): number {
    const { state } = this;
    const { loop } = state;
    let longestS = this.#accuracy.longestExchangeS;
    for (const { element, branch } of this.#regulators) {
      const rate = Math.abs(loop.settingRate[branch]!);
      if (rate === 0) continue;
      const strokeS = chosen(element.strokeS, this.twin.choice);
      const { strokePart, move } = this.#accuracy;
      longestS = Math.min(
        longestS,
        Math.max(LEAST_STROKE_PART * strokeS, Math.min(strokePart * strokeS, move / rate)),
      );
    }
    const capacity = this.twin.model.wallCapacity;
    for (const { walls } of this.#powered)
      for (const wall of walls) {
        const pace = loop.energyRate[wall]! / capacity[wall - this.#firstWall]!;
        const ahead = FAILS_K - loop.temperatureK[wall]!;
        if (pace > 0 && ahead > 0 && ahead < pace * longestS)
          longestS = Math.max(SHORTEST_EXCHANGE_S, ahead / pace);
      }
    return longestS;
  }

  /** One interval: cabin, then loops, with the same heat between them. */
  #exchange(endS: number): void {
    const { state } = this;
    const { model } = this.twin;
    const startS = state.timeS;
    const spanS = endS - startS;
    this.#updateLight(startS, endS);
    const loads = this.#loads.fill(0);
    for (const [id, watts] of this.#absorbedW) this.#heat(this.#wallsOfPanel.get(id)!, watts);
    for (const { id, element, walls } of this.#heaters)
      if (state.heaterOn[id] === true && !state.failed.includes(id))
        this.#heat(walls, chosen(element.powerW, this.twin.choice));
    for (const load of this.twin.description.loads) {
      const walls = this.#plateOf.get(load.id);
      if (walls !== undefined) this.#heat(walls, this.#loadW(load, startS));
    }
    if (this.#coupling !== undefined) {
      this.#loadCabin(this.#coupling, startS);
      this.#coupling.advance(state, spanS, loads);
      state.cabin = { timeS: state.cabin!.timeS + spanS, values: state.cabin!.values };
    }
    for (let w = 0; w < model.wallCount; w++)
      if (loads[w] !== state.wallLoadW[w]) setWallLoad(model, state.loop, this.#firstWall + w, loads[w]!);
    state.wallLoadW.set(loads);
    this.#loopRun.advance(state.loop, endS);
    state.timeS = endS;
    const surprise = this.#coupling?.surpriseK(state) ?? 0;
    const factor = Math.max(
      0.3,
      Math.min(2, 0.9 * Math.sqrt(this.#accuracy.couplingK / Math.max(surprise, 1e-6))),
    );
    const next =
      (spanS < state.exchangeS ? Math.max(spanS, factor >= 1 ? state.exchangeS : spanS) : spanS) * factor;
    state.exchangeS = Math.max(SHORTEST_EXCHANGE_S, Math.min(this.#accuracy.longestExchangeS, next));
  }

  #heat(walls: readonly number[], watts: number): void {
    for (const wall of walls) {
      const w = wall - this.#firstWall;
      this.#loads[w] = this.#loads[w]! + watts / walls.length;
    }
  }

  #loadCabin(coupling: CabinCoupling, timeS: number): void {
    const { compartments } = this.twin.description;
    for (let i = 0; i < compartments.length; i++) {
      let structureW = 0;
      let airW = 0;
      for (const { compartment, load } of this.#roomLoads) {
        if (compartment !== i) continue;
        if (load.into === "air") airW += this.#loadW(load, timeS);
        else structureW += this.#loadW(load, timeS);
      }
      coupling.load(i, structureW, airW, this.state.crew[compartments[i]!.id] ?? 0);
    }
  }

  /** Equipment on a wall that is too hot for it takes no more power. */
  #fail(): void {
    const { state } = this;
    for (const { name, element, walls } of this.#powered) {
      if (state.failed.includes(name)) continue;
      if (!walls.some((wall) => state.loop.temperatureK[wall]! > FAILS_K)) continue;
      state.failed.push(name);
      state.warnings.push({
        kind: "equipment-failed",
        element,
        timeS: state.timeS,
        message: `${element} has passed ${(FAILS_K - 273.15).toFixed(0)} degC: what stands on it (${name}) has failed and takes no more power`,
      });
    }
  }

  #loadW(load: TwinLoad, timeS: number): number {
    if (this.state.failed.includes(load.id)) return 0;
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
    if (this.#litBy?.attitude !== attitude) this.#litBy = { attitude, light: this.#lightOf(attitude) };
    const { light } = this.#litBy!;
    const means = light.means(fromS, toS, this.#means);
    this.#sunlight = means[light.columns - 1]!;
    this.#absorbedW.clear();
    for (const panel of this.#panels) {
      const at = 3 * panel.surface;
      const solar = panel.absorptivity * (panel.lit * means[at]! + panel.open * means[at + 1]!);
      const infrared = panel.emissivity * panel.open * means[at + 2]!;
      const sofar = this.#absorbedW.get(panel.id) ?? 0;
      this.#absorbedW.set(panel.id, sofar + panel.areaM2 * (solar + infrared));
    }
  }

  #lightOf(attitude: TwinAttitude): OrbitLight {
    const key = JSON.stringify(attitude);
    let light = this.#light.get(key);
    if (light === undefined) {
      light = new OrbitLight(
        this.twin.description.orbit!,
        this.twin.choice,
        attitude,
        this.#panels.map(({ normal }) => normal),
        this.#accuracy.orbitsPerTable,
      );
      this.#light.set(key, light);
    }
    this.#means = new Float64Array(light.columns);
    return light;
  }

  /** Sets control valves on their way for the coming interval: in proportion to what they see, less what that will change. */
  #regulate(spanS: number): void {
    const { state } = this;
    const { choice } = this.twin;
    const { setting, settingRate } = state.loop;
    for (let r = 0; r < this.#regulators.length; r++) {
      const { element, branch, quantity } = this.#regulators[r]!;
      const sign = element.opensWhen === "below" ? 1 : -1;
      const band = chosen(element.band, choice);
      const error = (sign * (chosen(element.holds.to, choice) - this.#quantities[quantity]!.read())) / band;
      const now = setting[branch]!;
      const seen = nextView(state.valves[r], error, now);
      state.valves[r] = seen;
      const part = spanS / chosen(element.strokeS, choice);
      const move = (part * Math.max(-1, Math.min(1, error))) / (1 + part * seen.response);
      // never quite shut: a valve's seat leaks, and a loop without flow cannot feel what it should hold
      settingRate[branch] = (Math.max(1e-3, Math.min(1, now + move)) - now) / spanS;
    }
  }

  #watchLimits(): void {
    const { state } = this;
    this.#readings.clear();
    for (const limit of this.twin.description.limits) {
      const side = limit.above === undefined ? "below" : "above";
      const bound = limit.above ?? limit.below!;
      const known = state.limitsPassed.some(
        (each) => each.quantity === limit.quantity && each.limit === bound && each.side === side,
      );
      if (known || !this.#indexes.has(limit.quantity)) continue;
      const value = this.#quantities[this.#indexes.get(limit.quantity)!]!.read();
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
    while (state.pending.length > 0 && state.pending[0]!.atS <= state.timeS) {
      this.#carryOut(state.pending.shift()!);
      // A quiet run exchanges heat every ten minutes: the rooms must hear of a switched load or hatch sooner than that.
      state.exchangeS = Math.min(state.exchangeS, FIRST_EXCHANGE_S);
    }
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
        this.#updateLight(state.timeS, state.timeS + FIRST_EXCHANGE_S);
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
      exchangeS: FIRST_EXCHANGE_S,
      valves: [],
      failed: [],
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
