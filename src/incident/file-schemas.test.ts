import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fileSchemas } from "./file-schemas.ts";

const published = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), "utf8"));

describe("a published JSON Schema", () => {
  it.each(Object.keys(fileSchemas()))(
    "is what the program goes by for %s (node scripts/schemas.mjs writes it anew)",
    (name) => {
      expect(published(name)).toEqual(fileSchemas()[name]);
    },
  );

  it("lets an amount be written plain or with range and source, and wants what the reader wants", () => {
    const inventory = published("vehicle-1").properties.loops.additionalProperties.properties.inventory;
    const gas = inventory.oneOf.find(
      (o: { properties: { reads: { const: string } } }) => o.properties.reads.const === "gas-pressure",
    );
    expect(gas.required).toEqual(
      expect.arrayContaining(["reads", "channel", "unit", "charge", "gas-volume"]),
    );
    expect(gas.properties.charge.anyOf.map((o: { type: string }) => o.type)).toEqual([
      "string",
      "number",
      "object",
    ]);
  });
});
