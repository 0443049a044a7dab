import { type Alternative, AS_IT_IS } from "../forecast/thermal/index.ts";
import { InputError } from "../telemetry/sample.ts";
import type { TwinDescription } from "../vehicle/index.ts";
import { readAction } from "./read-action.ts";
import { type Duct, openDuct, readDuct, readIsolation } from "./segment-and-duct.ts";

const EXAMPLE = '"shed: load=all,to=shed; hatch=descent,to=closed"';

/** Action by action of a what-if, each with its time. */
interface WrittenWhatIf {
  readonly name: string;
  readonly parts: readonly string[];
}

/** Takes `name: action; action` apart; an action without `at=` is done now. */
function takenApart(text: string): WrittenWhatIf {
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
  return { name, parts: parts.map((part) => (/(^|,)\s*at\s*=/.test(part) ? part : `${part},at=0s`)) };
}

/**
 * Reads `name: action; action` of a what-if. Beside the actions of a simulation there are `isolate=segment`, which shuts its valves, and
 * `duct=compartment,flow=...`. Without a description only the wording is checked.
 */
export function readWhatIf(text: string, description?: TwinDescription): Alternative {
  const { name, parts } = takenApart(text);
  const actions = parts.flatMap((part) => {
    const own = part.startsWith("isolate=")
      ? readIsolation(part, description)
      : [part.startsWith("duct=") ? openDuct(readDuct(part)) : readAction(part)];
    if (own.some(({ atS }) => !(atS >= 0)))
      throw new InputError(`--what-if "${name}": "${part}" is before now; what is done comes at 0h or later`);
    return own;
  });
  return { name, actions };
}

/** Ducts that what-ifs ask for. */
export function ductsOf(texts: readonly string[]): Duct[] {
  return texts.flatMap((text) =>
    takenApart(text)
      .parts.filter((part) => part.startsWith("duct="))
      .map(readDuct),
  );
}

/** All alternatives of a forecast, the first doing nothing more. Refuses one name twice. */
export function readWhatIfs(texts: readonly string[], description?: TwinDescription): Alternative[] {
  const all = [{ name: AS_IT_IS, actions: [] }, ...texts.map((text) => readWhatIf(text, description))];
  all.forEach(({ name }, i) => {
    if (all.findIndex((each) => each.name === name) !== i)
      throw new InputError(`--what-if "${name}" is there twice; names tell alternatives apart`);
  });
  return all;
}
