import { pipeFriction } from "../network/friction-cells.kernel.ts";
import { iterateHydraulics } from "../network/hydraulics.kernel.ts";
import { factoriseLdl, solveLdl } from "../sparse/ldl.kernel.ts";
import { factoriseLu, solveLu } from "../sparse/lu.kernel.ts";
import { otherRates, streamRates } from "../step/heat.kernel.ts";
import {
  correctTemperatures,
  heatMismatch,
  massRates,
  nodeSupplies,
  trustFlows,
} from "../step/stage.kernel.ts";
import {
  bookStages,
  errorSides,
  keepSolution,
  keepStage,
  knownContents,
  largestOf,
  predictSolution,
} from "../step/step.kernel.ts";
import { contentsAt, thermalProperties } from "../step/storage.kernel.ts";

/** Every kernel that the solver calls, as TypeScript. */
export const plainKernels = {
  bookStages,
  contentsAt,
  correctTemperatures,
  errorSides,
  factoriseLdl,
  factoriseLu,
  heatMismatch,
  iterateHydraulics,
  keepSolution,
  keepStage,
  knownContents,
  largestOf,
  massRates,
  nodeSupplies,
  otherRates,
  pipeFriction,
  predictSolution,
  solveLdl,
  solveLu,
  streamRates,
  thermalProperties,
  trustFlows,
};

/** The kernels of either variant. WebAssembly's give 1 and 0 for true and false. */
export type Kernels = typeof plainKernels;
