import { crossCheckVehicle, group } from "./cross-check.ts";
import { describeLoop } from "./describe-watched-loop.ts";
import type { Problem } from "./explain-issue.ts";
import type { SourceCitation, VehicleDescription } from "./loop-description.ts";
import { readYaml } from "./read-yaml.ts";
import { crossCheckTwin, type Inherited, inheritAll, readTwin } from "./twin/read-twin.ts";
import { twinSchema } from "./twin/twin-schema.ts";
import { vehicleSchema } from "./vehicle-schema.ts";

export type VehicleOutcome =
  | { readonly ok: true; readonly vehicle: VehicleDescription }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads a vehicle file (YAML): watch-only (`docs/vehicle-file.md`) or twin (`docs/twin-file.md`). Numbers become SI, except
 * the watch's noise, which becomes the inventory channel's unit. All problems are reported at once, each with file, line,
 * element, value, what was expected and a way out.
 */
export function readVehicle(text: string, fileName: string): VehicleOutcome {
  let inherited: Inherited = { raw: undefined, origins: new Map() };
  let isTwin = false;
  const prepare = (raw: unknown): unknown => {
    isTwin = group(raw).kind === "twin";
    if (!isTwin) return raw;
    inherited = inheritAll(raw);
    return inherited.raw;
  };
  const schemaFor = () => (isTwin ? twinSchema : vehicleSchema);
  const crossCheck = (raw: unknown): Problem[] =>
    isTwin ? crossCheckTwin(raw, inherited.origins) : crossCheckVehicle(raw);
  const outcome = readYaml(text, fileName, schemaFor, crossCheck, prepare);
  if (!outcome.ok) return outcome;
  if (outcome.value.kind === "twin") {
    const twin = readTwin(outcome.value, inherited.origins);
    const { id, name, sources, watched } = twin;
    return { ok: true, vehicle: { id, name, kind: "twin", sources, loops: watched, twin } };
  }
  const { id, name = id, kind, sources = {}, loops, "all-loops": shared = {} } = outcome.value;
  const citations = Object.entries(sources).map(
    ([key, { title, url, confidence }]): [string, SourceCitation] => [
      key,
      { title, confidence, ...(url === undefined ? {} : { url }) },
    ],
  );
  const vehicle: VehicleDescription = {
    id,
    name,
    kind,
    sources: Object.fromEntries(citations),
    loops: Object.entries(loops).map(([loopId, loop]) => describeLoop(loopId, { ...shared, ...loop }, name)),
  };
  return { ok: true, vehicle };
}
