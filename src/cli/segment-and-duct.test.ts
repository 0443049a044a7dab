// Oracle for the duct: a file, written by hand, in which the same way for air is open from the beginning. Long after the duct was opened
// both ships are alike to 0.1 K.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { buildTwin, TwinRun } from "../twin/index.ts";
import { readVehicle } from "../vehicle/index.ts";
import { layDucts, readDuct, readIsolation } from "./segment-and-duct.ts";
import { ductsOf, readWhatIfs } from "./what-if.ts";

const textOf = (name: string) =>
  readFileSync(new URL(`../../library/vehicles/${name}`, import.meta.url), "utf8");
function describedBy(text: string) {
  const outcome = readVehicle(text, "x.yaml");
  if (!outcome.ok) throw new Error(outcome.problems.join("\n"));
  return outcome.vehicle.twin!;
}
const bench = describedBy(textOf("lab-bench.yaml"));
const soyuz = describedBy(textOf("soyuz-ms.yaml"));

describe("a what-if that isolates a segment", () => {
  test("shuts each of its valves", () => {
    expect(readIsolation("isolate=bench.all,at=5min", bench)).toEqual([
      { kind: "valve", atS: 300, element: "bench.drain-valve", opening: 0 },
    ]);
    expect(readWhatIfs(["cut: isolate=all"], bench)[1]!.actions).toEqual([
      { kind: "valve", atS: 0, element: "bench.drain-valve", opening: 0 },
    ]);
  });

  test("of which there is none, or which no valve isolates, is refused with what there is", () => {
    expect(() => readIsolation("isolate=sail,at=0s", bench)).toThrow(/no segment; there are bench\.all/);
    expect(() => readIsolation("isolate=radiators,at=0s", soyuz)).toThrow(
      /no valve isolates external\.radiators/,
    );
    expect(() => readWhatIfs(["cut: isolate=all,to=shut"])).toThrow(/"to" is not a key/);
  });
});

describe("a what-if that lays a duct", () => {
  const whatIf = "air: duct=descent,flow=120m3/h,at=1h";
  test("opens a way for air that was shut before, and cools the room as that air can", () => {
    const text = layDucts(textOf("soyuz-ms.yaml"), ductsOf([whatIf]), soyuz);
    const ducted = describedBy(text);
    const [, alternative] = readWhatIfs([whatIf], ducted);
    const shut = [
      { kind: "hatch", atS: -7200, compartment: "descent", to: "orbital", open: false },
      { kind: "load", atS: -7200, load: "cabin-equipment", to: { powerW: 400 } },
      { kind: "pump", atS: -7200, element: "internal.fan-pump", to: "off" },
    ] as const;
    const start = (description: typeof ducted) =>
      new TwinRun(buildTwin(description, {}), { startS: -7200, actions: shut, accuracy: "draft" });
    const [without, withDuct] = [start(ducted), start(ducted)];
    const byHand = start(
      describedBy(
        textOf("soyuz-ms.yaml").replace(
          /^ {4}hatch: \{ to: orbital, .*$/m,
          (line) => `${line}\n    hatches: [{ to: station, air-flow: 120 m3/h }]`,
        ),
      ),
    );
    for (const action of alternative!.actions) withDuct.schedule(action);
    without.advance(3600);
    withDuct.advance(3600);
    expect(withDuct.value("descent/temperature")).toBe(without.value("descent/temperature"));
    for (const run of [without, withDuct, byHand]) run.advance(72 * 3600);
    for (const room of ["descent", "orbital", "instrument"])
      expect(
        Math.abs(withDuct.value(`${room}/temperature`) - byHand.value(`${room}/temperature`)),
      ).toBeLessThan(0.1);
    expect(without.value("descent/temperature") - withDuct.value("descent/temperature")).toBeGreaterThan(2);
  });

  test("where a hatch is already, into no compartment, or with no flow, is refused with the way out", () => {
    const lay = (text: string) => layDucts(textOf("soyuz-ms.yaml"), [readDuct(text)], soyuz);
    expect(() => lay("duct=orbital,flow=100m3/h,at=0s")).toThrow(/write hatch=orbital,to=open,via=station/);
    expect(() => lay("duct=attic,flow=100m3/h,at=0s")).toThrow(
      /no compartment; there are instrument, descent, orbital/,
    );
    expect(() => lay("duct=descent,flow=0m3/h,at=0s")).toThrow(/more than nothing/);
    expect(() => readDuct("duct=descent,at=0s")).toThrow(/needs flow=/);
  });
});
