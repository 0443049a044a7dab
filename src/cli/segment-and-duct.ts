import { type Document, parseDocument } from "yaml";
import { InputError } from "../telemetry/sample.ts";
import type { ScenarioAction } from "../twin/index.ts";
import type { TwinDescription } from "../vehicle/index.ts";
import { readDuration } from "./instant.ts";
import { need, only, pairs, readQuantity } from "./read-action.ts";

const OPTION = "--what-if";

/** `isolate=loop.segment,at=0h`: every isolation valve of the segment is shut. */
export function readIsolation(text: string, description: TwinDescription | undefined): ScenarioAction[] {
  const found = pairs(text, OPTION);
  only(found, ["isolate", "at"], OPTION);
  const name = need(found, "isolate", OPTION);
  const atS = readDuration(need(found, "at", OPTION), OPTION);
  if (description === undefined) return [];
  const all = description.loops.flatMap((loop) =>
    loop.segments.map((segment) => ({ ...segment, loop: loop.id, name: `${loop.id}.${segment.id}` })),
  );
  const matches = all.filter((segment) => segment.name === name || segment.id === name);
  if (matches.length !== 1)
    throw new InputError(
      `${OPTION}: isolate=${name} is ${matches.length === 0 ? "no segment" : "a segment of several loops"}; there are ${all.map((each) => each.name).join(", ") || "none in this vehicle"}`,
    );
  const [{ isolation, loop, name: whole }] = matches as [(typeof all)[number]];
  if (isolation.length === 0)
    throw new InputError(
      `${OPTION}: isolate=${name}: no valve isolates ${whole}, says the vehicle file; stop a pump or shed loads instead`,
    );
  return isolation.map((valve) => ({ kind: "valve", atS, element: `${loop}.${valve}`, opening: 0 }));
}

/** A duct that brings air into a compartment, laid when a what-if asks for it. */
export interface Duct {
  readonly compartment: string;
  readonly from: string;
  readonly flow: string;
  readonly atS: number;
}

/** `duct=descent,from=station,flow=100m3/h,at=0h`; `from` is the station unless given. */
export function readDuct(text: string): Duct {
  const found = pairs(text, OPTION);
  only(found, ["duct", "from", "flow", "at"], OPTION);
  const flow = need(found, "flow", OPTION);
  const flowM3PerS = readQuantity(flow, "volumeFlow", OPTION);
  if (!(flowM3PerS > 0)) throw new InputError(`${OPTION}: a duct carries more than nothing, not ${flow}`);
  return {
    compartment: need(found, "duct", OPTION),
    from: found.get("from") ?? "station",
    flow: `${flowM3PerS * 3600} m3/h`,
    atS: readDuration(need(found, "at", OPTION), OPTION),
  };
}

/** Air begins to pass through a duct. */
export function openDuct({ compartment, from, atS }: Duct): ScenarioAction {
  return { kind: "hatch", atS, compartment, to: from, open: true };
}

/**
 * A vehicle file with ducts laid and shut: to the twin each is a further way between two rooms, through which as much air goes back as
 * comes. Where a hatch joins the same rooms already there is nothing to lay: it is opened instead.
 */
export function layDucts(vehicleText: string, ducts: readonly Duct[], description: TwinDescription): string {
  if (ducts.length === 0) return vehicleText;
  const file: Document = parseDocument(vehicleText);
  const laid = new Map<string, string>();
  for (const { compartment, from, flow } of ducts) {
    const room = description.compartments.find(({ id }) => id === compartment);
    if (room === undefined)
      throw new InputError(
        `${OPTION}: duct=${compartment} is no compartment; there are ${description.compartments.map(({ id }) => id).join(", ")}`,
      );
    if (room.hatches.some(({ to }) => to === from))
      throw new InputError(
        `${OPTION}: duct=${compartment}: a hatch joins it to ${from} already; write hatch=${compartment},to=open,via=${from}`,
      );
    const way = `${compartment} ${from}`;
    if (laid.has(way) && laid.get(way) !== flow)
      throw new InputError(
        `${OPTION}: two ducts from ${from} to ${compartment} with different flows; leave one out`,
      );
    if (laid.has(way)) continue;
    laid.set(way, flow);
    const path = ["compartments", compartment, "hatches"];
    const hatch = { to: from, "air-flow": flow, state: "closed" };
    if (file.hasIn(path)) file.addIn(path, hatch);
    else file.setIn(path, [hatch]);
  }
  return String(file);
}
