import { suggestion } from "../vehicle/index.ts";
import { elementOf, findElement, type TwinModel } from "./build-twin.ts";
import type { ScenarioAction } from "./scenario.ts";
import { TwinError } from "./twin-error.ts";

/** Refuses an action that names what the vehicle does not have: throws {@link TwinError}. */
export function checkAction(twin: TwinModel, action: ScenarioAction): void {
  const { compartments, loads } = twin.description;
  const need = (known: readonly string[], name: string, what: string) => {
    if (!known.includes(name))
      throw new TwinError(name, `there is no ${what} of this name${suggestion(name, known)}`);
  };
  const ids = (parts: readonly { readonly id: string }[]) => parts.map(({ id }) => id);
  switch (action.kind) {
    case "attitude":
      break;
    case "load":
      need([...ids(loads), "all"], action.load, "load");
      break;
    case "hatch":
    case "crew":
      need(ids(compartments), action.compartment, "compartment");
      break;
    default: {
      const { loop, element } = findElement(twin, action.element);
      const { type } = elementOf(twin, loop, element);
      const wanted = { leak: "", valve: "valve", pump: "pump", heater: "heater" }[action.kind];
      if (!type.endsWith(wanted) || (action.kind === "valve" && type === "check-valve"))
        throw new TwinError(`${loop}.${element}`, `is a ${type}, not a ${wanted}`);
    }
  }
}
