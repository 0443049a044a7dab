import { pipeFriction } from "../network/friction-cells.kernel.ts";
import { iterateHydraulics } from "../network/hydraulics.kernel.ts";
import { factoriseLdl, solveLdl } from "../sparse/ldl.kernel.ts";
import { factoriseLu, solveLu } from "../sparse/lu.kernel.ts";
import { heatRates, otherRates, streamRates } from "../step/heat.kernel.ts";
import {
  heatMismatch,
  hydraulicHalf,
  massRates,
  nodeSupplies,
  stageRound,
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
import { contentProperties, contentsAt, streamProperties } from "../step/storage.kernel.ts";

/** Every kernel that the solver calls, as TypeScript. */
export const plainKernels = {
  bookStages,
  contentProperties,
  contentsAt,
  errorSides,
  factoriseLdl,
  factoriseLu,
  heatMismatch,
  heatRates,
  hydraulicHalf,
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
  stageRound,
  streamProperties,
  streamRates,
  trustFlows,
};

/** The kernels of either variant. WebAssembly's give 1 and 0 for true and false. */
export type Kernels = typeof plainKernels;
