import { CHURCHILL, COLEBROOK, SWAMEE_JAIN } from "./friction.kernel.ts";

/** Which correlation gives the Darcy friction factor of a pipe. */
export type FrictionLaw = "churchill" | "swamee-jain" | "colebrook";

export function frictionLawCode(law: FrictionLaw): number {
  return law === "churchill" ? CHURCHILL : law === "swamee-jain" ? SWAMEE_JAIN : COLEBROOK;
}
