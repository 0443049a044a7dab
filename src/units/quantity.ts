/** A number in SI units whose dimension the compiler knows, so that a pressure is never passed as a mass. */
export type Branded<D extends string> = number & { readonly __dimension?: D };

export type Seconds = Branded<"time">;
export type Metres = Branded<"length">;
export type SquareMetres = Branded<"area">;
export type CubicMetres = Branded<"volume">;
export type Kilograms = Branded<"mass">;
export type KilogramsPerSecond = Branded<"massFlow">;
export type CubicMetresPerSecond = Branded<"volumeFlow">;
export type Pascals = Branded<"pressure">;
export type Kelvins = Branded<"temperature">;
export type Watts = Branded<"power">;
export type Joules = Branded<"energy">;
export type WattsPerKelvin = Branded<"conductance">;
export type JoulesPerKelvin = Branded<"heatCapacity">;

export type Dimension =
  | "time"
  | "length"
  | "area"
  | "volume"
  | "mass"
  | "massFlow"
  | "volumeFlow"
  | "pressure"
  | "temperature"
  | "temperatureDifference"
  | "power"
  | "energy"
  | "conductance"
  | "heatCapacity"
  | "angle"
  | "speed"
  | "density"
  | "fraction"
  | "fractionPerTime"
  | "none";
