import { InputError } from "../telemetry/sample.ts";
import { ACCURACIES, type AccuracyName } from "../twin/index.ts";

/** The accuracy that a user named. */
export function accuracyNamed(name: string): AccuracyName {
  if (Object.hasOwn(ACCURACIES, name)) return name as AccuracyName;
  throw new InputError(`--accuracy "${name}" is none; there are ${Object.keys(ACCURACIES).join(", ")}`);
}
