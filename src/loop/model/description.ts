import type { FluidLaw } from "../fluid/fluid-law.ts";
import type { FrictionLaw } from "../network/friction.ts";
import type { Schedule } from "./schedule.ts";

/** A place in a loop where coolant is perfectly mixed. */
export interface NodeDescription {
  readonly id: string;
  /** Key into `fluids`. */
  readonly fluid: string;
  /** Liquid volume; a mere junction may leave it out and gets one millilitre. */
  readonly volumeM3?: number;
  readonly temperatureK: number;
  readonly pressurePa: number;
  /** The node is a large vessel outside the loop: pressure, and temperature of what it gives, are held. */
  readonly boundary?: { readonly temperatureK: Schedule };
}

/** A stream that passes a wall on its way along a branch: one segment of a cold plate, exchanger or panel. */
export interface ExchangeDescription {
  readonly wall: string;
  /** Stream-to-wall conductance, UA [W/K]. The stream leaves at T_wall + exp(-UA/(m c)) (T_in - T_wall). */
  readonly conductanceWPerK: number;
}

interface BranchCommon {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly exchange?: ExchangeDescription;
  /** Flow at the start [kg/s]; only a first guess for the hydraulic solution. */
  readonly flowKgPerS?: number;
}

/** Loss dp = m |m| / (rho G^2): fittings, orifices, tuned lines, valves. `opening` 0 to 1 scales G. */
export interface ConductanceBranch extends BranchCommon {
  readonly kind: "conductance" | "valve";
  readonly conductanceM2: number;
  readonly opening?: number;
}

/** Round pipe: dp = (f L/d + K) rho v^2 / 2. */
export interface PipeBranch extends BranchCommon {
  readonly kind: "pipe";
  readonly lengthM: number;
  readonly boreM: number;
  readonly roughnessM: number;
  readonly lossCoefficient?: number;
  readonly friction?: FrictionLaw;
}

/**
 * Centrifugal pump: rise = (rho / rho_ref) (c0 s^2 + c1 s Q + c2 Q|Q| + c3 Q^3 / s), Q in m3/s, s the speed over the
 * rated one (affinity laws). It loses prime below its required suction head.
 */
export interface PumpBranch extends BranchCommon {
  readonly kind: "pump";
  readonly curvePa: readonly [number, number, number, number];
  readonly referenceDensityKgPerM3: number;
  readonly speed?: number;
  /** Net positive suction head below which the rise falls off, in Pa above vapour pressure. */
  readonly suctionHeadPa?: number;
}

export interface CheckValveBranch extends BranchCommon {
  readonly kind: "check-valve";
  readonly conductanceM2: number;
}

/** A metering pump, or a demand: the flow is given. */
export interface FixedFlowBranch extends BranchCommon {
  readonly kind: "fixed-flow";
  readonly flowKgPerS: number;
}

/**
 * Coolant that travels along a line without mixing: what enters comes out one transit later. No pressure loss of its
 * own beyond `conductanceM2`, no heat exchange.
 */
export interface LineBranch extends BranchCommon {
  readonly kind: "line";
  readonly conductanceM2: number;
  readonly volumeM3: number;
  readonly temperatureK: number;
  /** Most pieces that the profile along the line may have; 20 where not given. */
  readonly pieces?: number;
}

export type BranchDescription =
  | ConductanceBranch
  | PipeBranch
  | PumpBranch
  | CheckValveBranch
  | FixedFlowBranch
  | LineBranch;

/** Anything with a heat capacity and one temperature: a wall, a cold plate, equipment, a compartment. */
export interface WallDescription {
  readonly id: string;
  readonly heatCapacityJPerK: number;
  readonly temperatureK: number;
  readonly loadW?: Schedule;
}

/** A temperature that the loop sees and does not change: space, a planet, a room. */
export interface SinkDescription {
  readonly id: string;
  readonly temperatureK: Schedule;
}

/** Heat between two of: wall, sink, node. Conductance in W/K, or radiating area eps F A [m2] with q = A sigma (T1^4 - T2^4). */
export interface HeatLinkDescription {
  readonly id: string;
  readonly between: readonly [string, string];
  readonly conductanceWPerK?: number;
  readonly radiatingAreaM2?: number;
}

/** Gas or spring behind a bellows. Liquid lies between 0 and `liquidCapacityM3`; both ends are hard stops. */
export interface AccumulatorDescription {
  readonly id: string;
  readonly node: string;
  readonly liquidM3: number;
  readonly liquidCapacityM3: number;
  readonly temperatureK: number;
  readonly charge:
    | {
        /** p V^n constant; n = 1 isothermal, cp/cv adiabatic. */
        readonly kind: "gas";
        readonly gasVolumeM3: number;
        readonly pressurePa: number;
        readonly exponent?: number;
      }
    | {
        /** p = p0 + k V_liquid. */
        readonly kind: "spring";
        readonly basePressurePa: number;
        readonly stiffnessPaPerM3: number;
      };
}

/** A hole from a node to vacuum, or to a place at `outsidePressurePa`. */
export interface LeakDescription {
  readonly id: string;
  readonly node: string;
  /** Discharge coefficient times area [m2]. */
  readonly effectiveAreaM2: number;
  readonly opensAtS?: number;
  readonly outsidePressurePa?: number;
}

/** A gas bottle, or an accumulator's gas side that was breached, open to vacuum through a choked orifice. */
export interface GasVesselDescription {
  readonly id: string;
  readonly volumeM3: number;
  readonly pressurePa: number;
  readonly temperatureK: number;
  readonly gasConstantJPerKgK: number;
  readonly heatCapacityRatio: number;
  /** p V^n constant in what stays behind; 1 where not given. */
  readonly exponent?: number;
  /** Discharge coefficient times area [m2]. */
  readonly effectiveAreaM2: number;
}

/** Everything that a loop, or several loops that share walls, is made of. */
export interface CircuitDescription {
  readonly fluids: Readonly<Record<string, FluidLaw>>;
  readonly nodes: readonly NodeDescription[];
  readonly branches: readonly BranchDescription[];
  readonly walls?: readonly WallDescription[];
  readonly sinks?: readonly SinkDescription[];
  readonly heatLinks?: readonly HeatLinkDescription[];
  readonly accumulators?: readonly AccumulatorDescription[];
  readonly leaks?: readonly LeakDescription[];
  readonly vessels?: readonly GasVesselDescription[];
}
