import type { DrawnSchematic, LoopStatus, SchematicElement } from "../../../src/service/contract.ts";
import { decimalsOf, percent } from "../words/format.ts";
import { leakOf } from "../words/verdict-cells.ts";
import { savedWords } from "./saved-words.ts";

/**
 * What would come of closing the valves that an element stands for: those of its own segment, and of every segment that it cuts
 * off. Nothing where it belongs to none that valves cut off.
 */
export function cutOffWords(
  { id, segment }: Pick<SchematicElement, "id" | "segment">,
  { nodes }: Pick<DrawnSchematic, "nodes">,
  status: LoopStatus,
  mass: { readonly factor: number; readonly unit: string },
): readonly string[] {
  const valves = new Map<string, readonly string[]>();
  for (const node of nodes)
    if (node.segment !== null && node.isolation !== null && node.isolation.length > 0)
      if (node.segment === segment || node.isolation.includes(id)) valves.set(node.segment, node.isolation);
  const leak = leakOf(status);
  const hasLeak = leak !== null && leak.phase !== "ended";
  return [...valves].map(([name, closed]) => {
    const what = `Closing ${closed.join(" and ")} cuts ${name} off`;
    if (!hasLeak) return `${what}. No leak is suspected: there is nothing to save.`;
    const step = leak.placing?.next.find(({ kind, target }) => kind === "isolate" && target === name);
    if (step === undefined)
      return `${what}. What that would save is not known: ${leak.unavailable.place ?? "the watch has not weighed it"}.`;
    const chance = leak.placing?.place.find((each) => each.segment === name)?.probability;
    const holds = chance === undefined ? "" : ` It holds the leak with ${percent(chance)}.`;
    const saved = savedWords(step.savesKg, mass) ?? "what that would save is not known";
    return `${what}: ${saved}, and to tell ${decimalsOf(step.gainBits, 2)} bit of the place.${holds}`;
  });
}
