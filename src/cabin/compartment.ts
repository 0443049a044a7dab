/** One pressurised volume: well-mixed air and the structure and equipment around it. */
export interface Compartment {
  readonly id: string;
  readonly airVolumeM3: number;
  /** Heat capacity of structure and equipment [J/K]. */
  readonly structureHeatCapacityJPerK: number;
  /** Heat exchange between air and structure [W/K]; the same surface takes up dew (Lewis relation). */
  readonly airToStructureWPerK: number;
  /** Total pressure, held by the station or by the crew's gas supply [Pa]. Left out: 101325. */
  readonly pressurePa?: number;
}

/** Where a passage or a conductance can end that is not a compartment: air of given state, such as the station's. */
export interface OutsideAir {
  readonly id: string;
  readonly temperatureK: number;
  readonly relativeHumidity: number;
}

/** A hatch or duct: `airFlowM3PerS` of air each way, and heat through metal. Ends are ids of compartments or outside air. */
export interface Passage {
  readonly between: readonly [string, string];
  readonly airFlowM3PerS: number;
  /** Heat through structure [W/K]. An outside end is at its air's temperature. */
  readonly conductanceWPerK?: number;
}

/** Compartments and what joins them. */
export interface CabinLayout {
  readonly compartments: readonly Compartment[];
  readonly outside: readonly OutsideAir[];
  readonly passages: readonly Passage[];
}

/** A condensing exchanger: it draws `airFlowM3PerS` and brings it by `effectiveness` (0..1) towards a wet surface. */
export interface CondensingExchanger {
  readonly airFlowM3PerS: number;
  readonly effectiveness: number;
  readonly surfaceK: number;
}

/** What acts on one compartment at a moment. Everything left out is zero. */
export interface CompartmentLoad {
  /** Heat of equipment into structure [W]. */
  readonly structureW?: number;
  /** Heat into air [W]. */
  readonly airW?: number;
  readonly crew?: number;
  /** Metabolic heat of each [W]; left out: the published daily mean. */
  readonly metabolicW?: number;
  /** Extra vapour, such as from drying clothes [kg/s], at skin temperature. */
  readonly vapourKgPerS?: number;
  /** Heat path from structure to a sink of given temperature, such as a cooling loop. */
  readonly sink?: { readonly conductanceWPerK: number; readonly temperatureK: number };
  readonly condenser?: CondensingExchanger;
}

/** Loads by compartment id at a time [s]. */
export type CabinLoads = (timeS: number) => Readonly<Record<string, CompartmentLoad>>;
