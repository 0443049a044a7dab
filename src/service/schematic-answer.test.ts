import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { openCase } from "../incident/index.ts";
import { readVehicle } from "../vehicle/index.ts";
import { schematicAnswerSchema } from "./contract.ts";
import { madeUpRun } from "./made-up-run.case.ts";
import { schematicAnswer } from "./schematic-answer.ts";
import type { DrawnSchematic } from "./schematic-contract.ts";
import { serve } from "./service.case.ts";

const library = (name: string) => fileURLToPath(new URL(`../../library/${name}`, import.meta.url));
const progress = openCase(library("incidents/2023-02-11-progress-ms-21.yaml"));
const loop = progress.loops[0]!;
const ask = async () =>
  (await schematicAnswer(loop, progress.hardware.get(loop.id) ?? null)) as DrawnSchematic;

describe("the drawing of a loop", () => {
  test("is answered over HTTP as the contract says, and names the loops there are where there is no such loop", async () => {
    const run = { ...madeUpRun({ frames: 20 }), loops: progress.loops, hardware: progress.hardware };
    const { get } = await serve([run]);
    const path = `/api/v1/runs/made-up/loops/${encodeURIComponent(loop.id)}/schematic`;
    expect(schematicAnswerSchema.parse((await get(path)).body).described).toBe(true);
    const { status, body } = await get("/api/v1/runs/made-up/loops/nothing/schematic");
    expect(status).toBe(404);
    expect(body.detail).toContain("ms21/external");
  });

  test("has every element of the ship's external loop, the accumulator on its junction, and lines that end at symbols", async () => {
    const { nodes, lines } = await ask();
    expect(nodes.filter(({ kind }) => kind !== "junction").map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        "pump",
        "pump-2",
        "compensator",
        "interface",
        "plates",
        "panel-1",
        "bypass-port",
      ]),
    );
    for (const { points } of lines)
      for (const [x, y] of [points[0]!, points.at(-1)!])
        expect(
          nodes.some(
            (node) => x >= node.x && x <= node.x + node.width && y >= node.y && y <= node.y + node.height,
          ),
        ).toBe(true);
  });

  test("tells of each number its range and where it comes from: the file's own words", async () => {
    const { nodes } = await ask();
    const of = (id: string, name: string) =>
      nodes.find((node) => node.id === id)!.parameters.find((each) => each.name === name)!;
    // 4 L (2 L to 6 L), an estimate; 98 kPa (49 kPa to 196 kPa) from a forum.
    expect(of("compensator", "gas-volume")).toMatchObject({
      words: "4 (2 to 6) L",
      source: null,
      unit: "m3",
    });
    expect(of("compensator", "pressure")).toMatchObject({
      words: "98 (49 to 196) kPa",
      confidence: "secondary",
    });
    expect(of("regulator", "holds").words).toBe("5 (2 to 8) °C");
    expect(nodes.find(({ id }) => id === "panel-2")).toMatchObject({ segment: "radiators", isolation: [] });
  });

  test("says which sensors the watch reads, under the names of the run's telemetry", async () => {
    const { sensors, chargeKg, accumulatorKg } = await ask();
    const roles = Object.fromEntries(sensors.map(({ channel, role, node }) => [channel, [role, node]]));
    expect(roles["ms21/P-ext-1"]).toEqual(["inventory", "pump"]);
    expect(roles["ms21/T-ext-1"]![1]).toBe("mix");
    expect(chargeKg).toBe(34);
    // 4 L of 692 kg/m3.
    expect(accumulatorKg).toBeCloseTo(2.768, 6);
  });

  test("is laid out once and then kept", async () => {
    expect(await ask()).toBe(await ask());
  });

  test("of a watch-only loop is not made up: the answer says why there is none", async () => {
    const read = readVehicle(readFileSync(library("vehicles/iss.yaml"), "utf8"), "iss.yaml");
    if (!read.ok) throw new Error(read.problems.join("\n"));
    const answer = await schematicAnswer(read.vehicle.loops[0]!, null);
    expect(schematicAnswerSchema.parse(answer)).toMatchObject({ described: false });
    expect(answer.described === false && answer.reason).toContain("watch-only");
  });
});
