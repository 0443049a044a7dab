import type { LoopDescription, SourceCitation } from "../loop-description.ts";
import type { SensorDescription } from "../sensor-description.ts";
import type { Quantity } from "./quantity.ts";

/** A quadratic pressure loss, given as one point: so much pressure at so much flow. */
export interface DropDescription {
  readonly dropPa: Quantity;
  readonly atFlowM3PerS: number;
}

interface ElementCommon {
  readonly id: string;
  /** Coolant inside; absent where the loop's charge decides. */
  readonly volumeM3?: Quantity;
}

/** Coolant that passes a wall: how well, past how much metal, in how many pieces. */
export interface WettedWall {
  /** Stream to wall, whole element [W/K]; of a liquid-liquid exchanger stream to stream. */
  readonly conductanceWPerK: Quantity;
  readonly heatCapacityJPerK: Quantity;
  readonly cells: number;
}

export interface PipeElement extends ElementCommon {
  readonly type: "pipe";
  readonly boreM: Quantity;
  readonly lengthM: Quantity;
  readonly roughnessM: Quantity;
  /** Sum of loss coefficients of bends and ends. */
  readonly losses: Quantity;
}

export interface FittingElement extends ElementCommon {
  readonly type: "fitting" | "check-valve";
  readonly drop: DropDescription;
}

export interface PumpElement extends ElementCommon {
  readonly type: "pump";
  /** Points of the curve at rated speed, by rising flow. */
  readonly curve: readonly { readonly flowM3PerS: number; readonly risePa: number }[];
  /** Factor on the curve's rise. */
  readonly head: Quantity;
  /** Part of rated speed when on. */
  readonly speed: Quantity;
  readonly on: boolean;
  /** Pump that starts when this one fails. */
  readonly standby?: string;
  readonly standbyDelayS: number;
  readonly suctionHeadPa: Quantity;
}

export interface ValveElement extends ElementCommon {
  readonly type: "valve";
  readonly drop: DropDescription;
  readonly opening: Quantity;
}

/** A motor-driven valve that moves at a rate in proportion to the error, at most one stroke in `strokeS`. */
export interface ControlValveElement extends ElementCommon {
  readonly type: "control-valve";
  readonly drop: DropDescription;
  readonly opening: Quantity;
  readonly holds: {
    readonly quantity: "temperature" | "pressure-rise" | "flow";
    readonly at: string;
    readonly to: Quantity;
  };
  readonly opensWhen: "below" | "above";
  /** Error at which it moves at full speed, in the held quantity's SI unit. */
  readonly band: Quantity;
  readonly strokeS: Quantity;
}

export interface AccumulatorElement {
  readonly id: string;
  readonly type: "accumulator";
  readonly liquidM3: Quantity;
  /** Liquid at its full stop; where absent, a tenth of the gas volume is left then. */
  readonly capacityM3?: Quantity;
  readonly charge:
    | {
        readonly kind: "gas";
        readonly gas: string;
        readonly volumeM3: Quantity;
        readonly pressurePa: Quantity;
        readonly exponent: Quantity;
      }
    | { readonly kind: "spring"; readonly emptyPa: Quantity; readonly fullPa: Quantity };
}

export interface LiquidExchangerElement extends ElementCommon {
  readonly type: "liquid-liquid-exchanger";
  readonly otherLoop: string;
  readonly otherElement: string;
  /** Given by one of its two sides. */
  readonly wall?: WettedWall;
  readonly counterflow: boolean;
  readonly drop: DropDescription;
}

export interface AirExchangerElement extends ElementCommon {
  readonly type: "air-exchanger" | "condensing-dryer";
  readonly wall: WettedWall;
  readonly compartment: string;
  readonly airFlowM3PerS: Quantity;
  readonly effectiveness: Quantity;
  readonly drop: DropDescription;
}

export interface ColdPlateElement extends ElementCommon {
  readonly type: "cold-plate";
  readonly wall: WettedWall;
  readonly loads: readonly string[];
  /** Compartment that it stands in, and its contact with the structure there. */
  readonly room?: { readonly compartment: string; readonly conductanceWPerK: Quantity };
  readonly drop: DropDescription;
}

export interface HeaterElement extends ElementCommon {
  readonly type: "heater";
  readonly wall: WettedWall;
  readonly powerW: Quantity;
  readonly on: boolean;
  readonly drop: DropDescription;
}

export interface RadiatorElement extends ElementCommon {
  readonly type: "radiator";
  readonly wall: WettedWall;
  readonly areaM2: Quantity;
  readonly emissivity: Quantity;
  readonly absorptivity: Quantity;
  /** Outward normal in the body frame. */
  readonly normal: readonly [number, number, number];
  /** 2 where the back, opposite to the normal, radiates and is lit too; `areaM2` is that of one side. */
  readonly sides: 1 | 2;
  readonly shaded: Quantity;
  readonly earthBlocked: Quantity;
  readonly tubes?: { readonly boreM: Quantity; readonly lengthM: Quantity; readonly parallel: number };
  readonly drop?: DropDescription;
}

export type FlowElement =
  | PipeElement
  | FittingElement
  | PumpElement
  | ValveElement
  | ControlValveElement
  | LiquidExchangerElement
  | AirExchangerElement
  | ColdPlateElement
  | HeaterElement
  | RadiatorElement;
export type TwinElement = FlowElement | AccumulatorElement;

export interface PathDescription {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Elements in the order that coolant passes them. */
  readonly elements: readonly string[];
}

export interface SegmentDescription {
  readonly id: string;
  readonly elements: readonly string[];
  /** Valves that cut it off. */
  readonly isolation: readonly string[];
}

export interface TwinLoop {
  readonly id: string;
  readonly name: string;
  readonly coolant: string;
  /** Mass fraction of the solute, for mixtures. */
  readonly coolantFraction?: number;
  /** Coolant in the loop [kg]; absent where the volumes of the elements say it. */
  readonly chargeKg?: Quantity;
  /** Other figures for the charge that somebody published [kg]. */
  readonly rivalChargesKg: readonly Quantity[];
  readonly startK: Quantity;
  /** Pressure that a leak of it flows out to [Pa]. */
  readonly leaksIntoPa: number;
  readonly elements: readonly TwinElement[];
  readonly paths: readonly PathDescription[];
  readonly hangsOn: Readonly<Record<string, string>>;
  readonly segments: readonly SegmentDescription[];
  readonly sensors: readonly SensorDescription[];
}

export interface TwinHatch {
  readonly to: string;
  readonly airFlowM3PerS: Quantity;
  readonly conductanceWPerK: Quantity;
  readonly open: boolean;
}

export interface TwinCompartment {
  readonly id: string;
  readonly name: string;
  readonly airM3: Quantity;
  readonly heatCapacityJPerK: Quantity;
  readonly airToStructureWPerK: Quantity;
  readonly temperatureK: Quantity;
  readonly humidity: Quantity;
  readonly pressurePa: Quantity;
  readonly crew: number;
  readonly hatches: readonly TwinHatch[];
  readonly sensors: readonly SensorDescription[];
}

/** Air outside the vehicle's own compartments, such as the station's. */
export interface Surroundings {
  readonly id: string;
  readonly temperatureK: Quantity;
  readonly humidity: Quantity;
}

export interface TwinLoad {
  readonly id: string;
  /** Absent where only cold plates take it. */
  readonly compartment?: string;
  readonly into: "structure" | "air";
  readonly nominalW: Quantity;
  readonly shedW: Quantity;
  /** Power from each time of the run on [s], in place of the nominal one. */
  readonly schedule: readonly { readonly fromS: number; readonly powerW: Quantity }[];
}

export type TwinAttitude =
  | {
      readonly mode: "local-vertical";
      readonly yawRad: number;
      readonly pitchRad: number;
      readonly rollRad: number;
    }
  | { readonly mode: "sun-pointing"; readonly axis: readonly [number, number, number] };

export interface TwinOrbit {
  readonly shape:
    | {
        readonly kind: "circular";
        readonly altitudeM: Quantity;
        readonly inclinationRad: Quantity;
        readonly betaRad: Quantity;
      }
    | { readonly kind: "elements"; readonly lines: readonly [string, string] };
  /** Unix time at which runs start. */
  readonly epochS: number;
  readonly attitude: TwinAttitude;
  readonly solarWPerM2: Quantity;
  readonly albedo: Quantity;
  readonly infraredWPerM2: Quantity;
}

/** A limit or flight rule on a named quantity, in SI. */
export interface LimitDescription {
  readonly quantity: string;
  readonly above?: number;
  readonly below?: number;
  readonly means: string;
  /** Key into the file's sources, or "estimate". */
  readonly source: string;
}

/** A surface that debris and sunlight can reach. */
export interface ExposureSurface {
  readonly element: string;
  readonly shielding: string;
}

/** A whole vehicle as its twin file describes it: all that a simulation needs. SI inside. */
export interface TwinDescription {
  readonly id: string;
  readonly name: string;
  readonly sources: Readonly<Record<string, SourceCitation>>;
  readonly loops: readonly TwinLoop[];
  readonly compartments: readonly TwinCompartment[];
  readonly surroundings: readonly Surroundings[];
  readonly loads: readonly TwinLoad[];
  readonly orbit?: TwinOrbit;
  readonly limits: readonly LimitDescription[];
  readonly exposure: readonly ExposureSurface[];
  /** Positions on a schematic by `loop.element`, where given. */
  readonly schematic: Readonly<Record<string, readonly [number, number]>>;
  /** What the watch knows of the loops that have a pressure or quantity sensor at their accumulator. */
  readonly watched: readonly LoopDescription[];
}
