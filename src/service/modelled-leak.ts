import type { LoopDescription } from "../vehicle/loop-description.ts";
import type { LoopHardware } from "../vehicle/loop-hardware.ts";
import { leakOf, placesOf } from "./forecast-desk.ts";
import type { ModelledLeak } from "./loop-model-answer.ts";
import type { WatchedRun } from "./watched-run.ts";

/** Valves of a loop that can be shut. */
export const valvesOf = ({ twin, loop }: LoopHardware): string[] =>
  (twin.loops.find(({ id }) => id === loop)?.elements ?? [])
    .filter(({ type }) => type === "valve" || type === "control-valve")
    .map(({ id }) => id);

/** The leak as the watch knew it at an instant, in the element that is likeliest to leak; null where none was confirmed with a hole. */
export function modelledLeak(
  run: WatchedRun,
  loop: LoopDescription,
  hardware: LoopHardware,
  timeS: number,
): ModelledLeak | null {
  const said = run.board(timeS).loops.find((each) => each.loop === loop.id)?.leak;
  const finding = said?.type === "leak" ? said : null;
  const known = leakOf(finding, timeS, loop);
  const place = placesOf(hardware, finding)[0];
  if (known === null || place === undefined) return null;
  return {
    element: place.element,
    holeDiameterM: known.hole.range.value,
    dischargeCoefficient: known.dischargeCoefficient,
    ageS: Math.max(0, -known.onset.range.value),
  };
}
