import type { LoopSummary } from "../../../src/service/contract.ts";

/** The loop's name beside its carrier's, which many a file writes into the loop's name too. */
export function ownName({ name, carrier }: Pick<LoopSummary, "name" | "carrier">): string {
  if (!name.startsWith(carrier)) return name;
  return name.slice(carrier.length).replace(/^[\s,:-]+/, "") || name;
}

/** "Progress MS-21, external loop". */
export function fullName(loop: Pick<LoopSummary, "name" | "carrier">): string {
  const own = ownName(loop);
  return own === loop.carrier ? own : `${loop.carrier}, ${own}`;
}
