import type { Problem, RawPath } from "../explain-issue.ts";
import { suggestion } from "../nearest-name.ts";
import { checkTwinLoop } from "./check-twin-loop.ts";
import type { TwinDescription } from "./twin-description.ts";

/** Names that must exist or be unique across a twin file, and each loop on its own. */
export function checkTwinNames(twin: TwinDescription): Problem[] {
  const problems: Problem[] = twin.loops.flatMap(checkTwinLoop);
  const say = (path: RawPath, text: string) => problems.push({ path, text });
  const unknown = (path: RawPath, what: string, name: string, known: readonly string[]) => {
    if (!known.includes(name)) say(path, `there is no ${what} "${name}"${suggestion(name, known)}`);
  };
  const compartments = twin.compartments.map(({ id }) => id);
  const airs = [...compartments, ...twin.surroundings.map(({ id }) => id)];
  const loads = twin.loads.map(({ id }) => id);
  const taken = new Map<string, string>();
  const dried = new Map<string, string>();

  for (const loop of twin.loops)
    for (const element of loop.elements) {
      const path = ["loops", loop.id, "elements", element.id];
      if (element.type === "liquid-liquid-exchanger") {
        const other = twin.loops.find(({ id }) => id === element.otherLoop);
        const partner = other?.elements.find(({ id }) => id === element.otherElement);
        if (
          partner?.type !== "liquid-liquid-exchanger" ||
          partner.otherLoop !== loop.id ||
          partner.otherElement !== element.id
        )
          say(
            [...path, "other-side"],
            `"${element.otherLoop}.${element.otherElement}" is not an exchanger whose other-side is ${loop.id}.${element.id}`,
          );
        else if ((element.wall === undefined) === (partner.wall === undefined))
          say(path, "one of the two sides gives the conductance, and only one");
      }
      if (element.type === "air-exchanger" || element.type === "condensing-dryer") {
        unknown([...path, "compartment"], "compartment", element.compartment, compartments);
        const other = dried.get(element.compartment);
        if (other !== undefined)
          say(
            [...path, "compartment"],
            `"${element.compartment}" already has an air exchanger, ${other}; describe the two as one`,
          );
        dried.set(element.compartment, `${loop.id}.${element.id}`);
      }
      if (element.type === "cold-plate") {
        if (element.room !== undefined)
          unknown([...path, "room"], "compartment", element.room.compartment, compartments);
        element.loads.forEach((load, i) => {
          unknown([...path, "loads", i], "load", load, loads);
          if (taken.has(load)) say([...path, "loads", i], `"${load}" already stands on ${taken.get(load)}`);
          taken.set(load, `${loop.id}.${element.id}`);
        });
      }
    }
  for (const load of twin.loads) {
    if (load.compartment !== undefined)
      unknown(["loads", load.id, "in"], "compartment", load.compartment, compartments);
    else if (!taken.has(load.id))
      say(
        ["loads", load.id],
        "its heat goes nowhere: name a compartment with `in`, or put it on a cold plate",
      );
    const times = load.schedule.map(({ fromS }) => fromS);
    if (times.some((time, i) => i > 0 && time <= times[i - 1]!))
      say(["loads", load.id, "schedule"], "goes back in time; order it by `from`");
  }
  const joined = new Set<string>();
  for (const compartment of twin.compartments)
    for (const hatch of compartment.hatches) {
      const path = ["compartments", compartment.id];
      unknown([...path, "hatch"], "compartment or surroundings", hatch.to, airs);
      const pair = [compartment.id, hatch.to].sort().join(" and ");
      if (hatch.to === compartment.id || joined.has(pair))
        say([...path, "hatch"], `joins ${pair} ${joined.has(pair) ? "a second time" : "to itself"}`);
      joined.add(pair);
    }
  if (new Set(airs).size < airs.length)
    say(["surroundings"], "one of them has the name of a compartment; names must differ");
  for (const loop of twin.loops)
    if (airs.includes(loop.id) || loads.includes(loop.id))
      say(["loops", loop.id], `"${loop.id}" is also the name of a compartment or load; names must differ`);
  const surfaces = twin.loops.flatMap((loop) => loop.elements.map(({ id }) => id));
  for (const { element } of twin.exposure)
    unknown(["exposure", "surfaces", element], "element", element, surfaces);
  const ids = [...twin.loops, ...twin.compartments].flatMap((part) => part.sensors.map(({ id }) => id));
  for (const id of new Set(ids.filter((each, i) => ids.indexOf(each) !== i)))
    say(["loops"], `two sensors are called "${id}"; telemetry needs a name each`);
  if (twin.orbit === undefined) {
    const outside = twin.loops.flatMap((loop) =>
      loop.elements.filter(({ type }) => type === "radiator").map(({ id }) => `${loop.id}.${id}`),
    );
    if (outside.length > 0)
      say(
        ["orbit"],
        `is missing; ${outside.join(", ")} must know what they see: altitude, inclination, beta`,
      );
  }
  return problems;
}
