// Oracle: what a flight director asks the time of: loss of prime, electronics box by box, propellant lines, the instrument compartment, cabin
// temperature and humidity.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readVehicle } from "../../vehicle/index.ts";
import { forecastEvents } from "./forecast-layout.ts";

const ASKED = {
  "soyuz-ms": ["descent/temperature", "descent/humidity", "descent/structure-temperature"],
  "progress-ms": ["cargo/temperature", "cargo/humidity"],
};

describe.each(Object.entries(ASKED))("the limits of %s", (id, cabin) => {
  const text = readFileSync(new URL(`../../../library/vehicles/${id}.yaml`, import.meta.url), "utf8");
  const read = readVehicle(text, `${id}.yaml`);
  if (!read.ok) throw new Error(read.problems.join("\n"));
  const twin = read.vehicle.twin!;
  const events = forecastEvents(twin);
  const on = (quantity: string, side: "above" | "below") =>
    events.filter(({ limit }) => limit?.quantity === quantity && limit.side === side);

  test("have an instant in a forecast for prime, every box on a plate, propellant lines, compartment and cabin", () => {
    expect(events.map(({ name }) => name)).toContain("external: a pump loses prime");
    const plates = twin.loops
      .find((loop) => loop.id === "external")!
      .elements.filter(({ type }) => type === "cold-plate");
    expect(plates.length).toBeGreaterThan(0);
    for (const { id: plate } of plates)
      expect(on(`external/${plate}/temperature`, "above"), plate).toHaveLength(1);
    expect(on("instrument/structure-temperature", "above")).toHaveLength(1);
    expect(on("instrument/structure-temperature", "below")).toHaveLength(1);
    for (const quantity of cabin) expect(on(quantity, "above").length, quantity).toBeGreaterThan(0);
  });

  test("each name a source that the file lists, or say that they are estimates, and what they mean", () => {
    const { sources } = parse(text) as { sources: Record<string, unknown> };
    for (const { source, means } of twin.limits) {
      expect([...Object.keys(sources), "estimate"]).toContain(source);
      expect(means.length).toBeGreaterThan(10);
    }
  });
});
