import type { Alternative } from "../forecast/thermal/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { readAction } from "./read-action.ts";

const EXAMPLE = '"shed: load=all,to=shed; hatch=descent,to=closed"';

/** Reads `name: action; action` of a what-if; an action without `at=` is done now. */
export function readWhatIf(text: string): Alternative {
  const option = "--what-if";
  const colon = text.indexOf(":");
  const name = text.slice(0, Math.max(0, colon)).trim();
  if (name === "" || name.includes("="))
    throw new InputError(`${option} "${text}" has no name; write ${EXAMPLE}`);
  const parts = text
    .slice(colon + 1)
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (parts.length === 0) throw new InputError(`${option} "${name}" does nothing; write ${EXAMPLE}`);
  const actions = parts.map((part) => {
    const action = readAction(/(^|,)\s*at\s*=/.test(part) ? part : `${part},at=0s`);
    if (!(action.atS >= 0))
      throw new InputError(`${option} "${name}": "${part}" is before now; what is done comes at 0h or later`);
    return action;
  });
  return { name, actions };
}

/** All alternatives of a forecast, the first doing nothing more. Refuses one name twice. */
export function readWhatIfs(texts: readonly string[]): Alternative[] {
  const all = [{ name: "as it is", actions: [] }, ...texts.map(readWhatIf)];
  all.forEach(({ name }, i) => {
    if (all.findIndex((each) => each.name === name) !== i)
      throw new InputError(`--what-if "${name}" is there twice; names tell alternatives apart`);
  });
  return all;
}
