export { compileCoolant, GAS_CONSTANT } from "./compile-coolant.ts";
export {
  Coolant,
  type CoolantCurves,
  type CoolantIdentity,
  ENTHALPY_ZERO_K,
  type Excursion,
} from "./coolant.ts";
export {
  type CoolantDescription,
  type PropertyDescription,
  type PropertyName,
  propertyUnits,
} from "./coolant-description.ts";
export { coolantDescription, coolantIds, coolantNamed } from "./coolant-library.ts";
export { type Drop, type DropEnd, followDrop } from "./drop.ts";
export {
  equilibriumTemperature,
  evaporatedToFreeze,
  evaporationFlux,
  flashedFraction,
  type PlumeFate,
  plumeFate,
  surfaceLoss,
} from "./evaporation.ts";
export { chokedCoefficient, type GasLaws, IdealGas } from "./gas.ts";
export { helium, nitrogen, vapourOf } from "./gas-library.ts";
export {
  constantProperties,
  lawProperties,
  type PropertyLaws,
  type PropertyRow,
  tabulatedProperties,
} from "./law-coolant.ts";
export { iceVapourPressurePa, type PropertyLaw, waterVapourPressurePa } from "./property-law.ts";
export { repeatableExp, repeatableLog, repeatablePow } from "./repeatable-math.ts";
