export { isFlowElement, junctionsOf, placesOf } from "./places.ts";
export { type Choice, chosen, type Quantity } from "./quantity.ts";
export type * from "./twin-description.ts";
export { twinSchema } from "./twin-schema.ts";
export { allQuantities, uncertainQuantities } from "./uncertain-quantities.ts";
