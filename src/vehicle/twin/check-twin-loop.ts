import type { Problem, RawPath } from "../explain-issue.ts";
import { suggestion } from "../nearest-name.ts";
import { isFlowElement, junctionsOf, placesOf } from "./places.ts";
import type { FlowElement, TwinLoop } from "./twin-description.ts";

/** Whether one loop is closed, connected, pressurised, and names only what it has. */
export function checkTwinLoop(loop: TwinLoop): Problem[] {
  const problems: Problem[] = [];
  const path: RawPath = ["loops", loop.id];
  const say = (at: RawPath, text: string) => problems.push({ path: [...path, ...at], text });
  const flow = loop.elements.filter(isFlowElement);
  const flowIds = flow.map(({ id }) => id);
  const accumulators = loop.elements.filter(({ type }) => type === "accumulator").map(({ id }) => id);
  const junctions = junctionsOf(loop);
  const places = placesOf(loop);

  const usedIn = new Map<string, string>();
  for (const each of loop.paths) {
    for (const end of new Set([each.from, each.to]))
      if (loop.elements.some(({ id }) => id === end))
        say(
          ["paths", each.id],
          `begins or ends with the element "${end}"; a path begins and ends with a junction, a name of its own where paths meet`,
        );
    for (const id of each.elements) {
      if (accumulators.includes(id))
        say(["paths", each.id], `"${id}" is an accumulator; it hangs on a place, see hangs-on`);
      else if (!flowIds.includes(id))
        say(["paths", each.id], `"${id}" is not an element of this loop${suggestion(id, flowIds)}`);
      const other = usedIn.get(id);
      if (other !== undefined) say(["paths", each.id], `"${id}" already stands in path "${other}"`);
      usedIn.set(id, each.id);
    }
  }
  const standbys = flow.flatMap((each) =>
    each.type === "pump" && each.standby !== undefined ? [each.standby] : [],
  );
  for (const each of flow) {
    if (!usedIn.has(each.id) && !standbys.includes(each.id))
      say(["elements", each.id], "stands in no path; coolant cannot reach it");
    if (each.type === "pump" && each.standby !== undefined) {
      const spare = flow.find(({ id }) => id === each.standby);
      if (spare?.type !== "pump")
        say(["elements", each.id, "standby"], `"${each.standby}" is not a pump of this loop`);
      else if (usedIn.has(spare.id))
        say(
          ["elements", each.id, "standby"],
          `"${spare.id}" stands in a path; a standby sits beside its pump`,
        );
    }
    if (each.type === "control-valve" && !places.includes(each.holds.at))
      say(
        ["elements", each.id, "holds", "at"],
        `"${each.holds.at}" is no place of this loop${suggestion(each.holds.at, places)}`,
      );
    if (
      each.type === "control-valve" &&
      each.holds.quantity !== "temperature" &&
      !flowIds.includes(each.holds.at)
    )
      say(
        ["elements", each.id, "holds", "at"],
        `"${each.holds.at}" is not an element; ${each.holds.quantity} is held across or through one`,
      );
  }

  const ends = loop.paths.flatMap((each) => [each.from, each.to]);
  for (const junction of junctions)
    if (ends.filter((end) => end === junction).length < 2)
      say(
        ["paths"],
        `only one path meets at "${junction}", so the loop is not closed there; let another path begin or end with it`,
      );
  const parts = connected(loop);
  if (parts > 1)
    say(
      ["paths"],
      `the paths fall into ${parts} parts that share no junction; join them or make them loops of their own`,
    );

  if (accumulators.length === 0)
    say(["elements"], "no accumulator sets the pressure of this loop; add one and say what it hangs on");
  for (const id of accumulators) {
    const place = loop.hangsOn[id];
    if (place === undefined)
      say(["hangs-on"], `does not say where accumulator "${id}" is joined to the loop`);
    else if (!junctions.includes(place) && !/\.(inlet|outlet)$/.test(place))
      say(
        ["hangs-on", id],
        `"${place}" is neither a junction (${junctions.join(", ")}) nor an end such as pump.inlet`,
      );
    else if (!places.includes(place))
      say(["hangs-on", id], `"${place}" is no place of this loop${suggestion(place, places)}`);
  }
  for (const id of Object.keys(loop.hangsOn))
    if (!accumulators.includes(id)) say(["hangs-on", id], `"${id}" is not an accumulator of this loop`);

  for (const segment of loop.segments) {
    for (const id of segment.elements)
      if (!loop.elements.some((each) => each.id === id))
        say(["segments", segment.id], `"${id}" is not an element of this loop${suggestion(id, flowIds)}`);
    for (const id of segment.isolation)
      if (!/valve$/.test(flow.find((each) => each.id === id)?.type ?? ""))
        say(["segments", segment.id, "isolation"], `"${id}" is not a valve of this loop`);
  }
  for (const sensor of loop.sensors) {
    const at = ["sensors", sensor.id, "at"];
    if (!places.includes(sensor.at))
      say(at, `"${sensor.at}" is no place of this loop${suggestion(sensor.at, places)}`);
    else if (sensor.measures === "quantity" && !accumulators.includes(sensor.at))
      say(
        at,
        `"${sensor.at}" is no accumulator; quantity is that of one of ${accumulators.join(", ") || "none"}`,
      );
    else if (
      ["flow", "pressure-rise", "speed", "power"].includes(sensor.measures) &&
      !flowIds.includes(sensor.at)
    )
      say(at, `"${sensor.at}" is no element; ${sensor.measures} is that of one`);
    else if (sensor.measures === "speed" && flow.find(({ id }) => id === sensor.at)?.type !== "pump")
      say(at, `"${sensor.at}" is no pump`);
    else if (sensor.measures === "humidity")
      say(at, "a loop has no humidity; put this sensor in a compartment");
  }
  problems.push(...checkCharge(loop, path));
  return problems;
}

/** Number of parts that the paths fall into. */
function connected(loop: TwinLoop): number {
  const part = new Map<string, string>();
  const root = (name: string): string => {
    let at = name;
    while (part.get(at) !== undefined && part.get(at) !== at) at = part.get(at)!;
    return at;
  };
  for (const each of loop.paths) part.set(root(each.from), root(each.to));
  return new Set(junctionsOf(loop).map(root)).size;
}

/** Without a charge every element must say what it holds. */
function checkCharge(loop: TwinLoop, path: RawPath): Problem[] {
  if (loop.chargeKg !== undefined) return [];
  const silent = loop.elements.filter(isFlowElement).filter((each) => !saysVolume(each));
  if (silent.length === 0) return [];
  return [
    {
      path: [...path, "charge"],
      text: `is missing, and ${silent.map(({ id }) => id).join(", ")} do not say their volume; give charge (then they share what is left) or each volume`,
    },
  ];
}

/** Whether an element's volume follows from what the file says of it; pumps, valves and fittings may be small. */
export function saysVolume(element: FlowElement): boolean {
  if (element.volumeM3 !== undefined || element.type === "pipe") return true;
  if (element.type === "radiator") return element.tubes !== undefined;
  return ["pump", "valve", "control-valve", "check-valve", "fitting"].includes(element.type);
}
