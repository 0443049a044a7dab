import { fileURLToPath } from "node:url";

/** Where the shipped disposal is: Progress MS-21, February 2023. */
export const shippedDisposal = fileURLToPath(
  new URL("../../../library/rules/progress-ms-21-disposal.yaml", import.meta.url),
);
