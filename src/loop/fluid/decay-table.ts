import { repeatableExp } from "../../fluids/index.ts";
import { PER_UNIT, REACH } from "./exponential.kernel.ts";

/** exp(-j/64), for the kernels `decay` and `exponential`. */
export const DECAY_TABLE = Float64Array.from({ length: REACH * PER_UNIT + 1 }, (_, j) =>
  repeatableExp(-j / PER_UNIT),
);
