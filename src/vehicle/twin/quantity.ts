import type { Uncertain } from "../loop-description.ts";

/** An uncertain number of a twin file that knows where it is written: what Monte Carlo draws, and `--set` changes. */
export interface Quantity extends Uncertain {
  /** Where it stands in the file, such as `loops.external.elements.panel-1.area`. Elements written `like` another share its path. */
  readonly path: string;
}

/** Values for some quantities by path; every other one keeps the file's own. */
export type Choice = Readonly<Record<string, number>>;

/** The value of a quantity under a choice. */
export function chosen(quantity: Quantity, choice: Choice): number {
  return choice[quantity.path] ?? quantity.value;
}
