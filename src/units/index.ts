export { fromSi, type Parsed, parseQuantity, toSi, unitsOf } from "./parse-quantity.ts";
export type * from "./quantity.ts";
export { type Unit, unitTable } from "./unit-table.ts";
export { writtenUnit } from "./written-unit.ts";
