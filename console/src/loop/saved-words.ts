import type { Placing } from "../../../src/watch/finding.ts";
import { decimalsOf } from "../words/format.ts";

/** What an action is expected to save, in the reader's unit; null where that is not known. */
export function savedWords(
  saves: Placing["next"][number]["savesKg"],
  { factor, unit }: { readonly factor: number; readonly unit: string },
): string | null {
  if (saves === null) return null;
  const say = (kg: number): string => `${decimalsOf(kg * factor, 1)} ${unit}`;
  return `expected to save ${say(saves.nextHour)} in the next hour, ${say(saves.untilEmpty)} until empty`;
}
