import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { hoarfrost } from "./hoarfrost.case.ts";

const folder = mkdtempSync(join(tmpdir(), "hoarfrost-simulate-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("hoarfrost simulate", () => {
  it("runs the bench of docs/twin-file.md as it is printed there, with a bench a little warmer than its building", async () => {
    const page = readFileSync(new URL("../../docs/twin-file.md", import.meta.url), "utf8");
    const file = join(folder, "my-bench.yaml");
    writeFileSync(file, /```yaml\n([\s\S]*?)```/.exec(page)![1]!);
    const { code, stdout, stderr } = await hoarfrost(["simulate", file, "--for", "2h", "--json"]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const { synthetic, loops, warnings } = JSON.parse(stdout);
    expect(synthetic).toBe(true);
    expect(warnings).toEqual([]);
    expect(loops[0].inventoryKg).toBeCloseTo(2.2, 1);
    // 300 W into a room of 3 MJ/K that is aired: warmer than the building, and not by much
    expect(loops[0].warmestK).toBeGreaterThan(294);
    expect(loops[0].warmestK).toBeLessThan(313);
  });

  it("writes every quantity of a leaking bench, labelled synthetic, and says that the hole cost coolant", async () => {
    const out = join(folder, "run.csv");
    const leak = ["--leak", "element=plate,diameter=0.5mm,at=10min"];
    const { code, stdout } = await hoarfrost([
      "simulate",
      "lab-bench",
      "--for",
      "30min",
      ...leak,
      "--out",
      out,
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/SYNTHETIC/);
    expect(stdout).toMatch(/kg leaked/);
    const lines = readFileSync(out, "utf8").trim().split("\n");
    expect(lines[0]).toMatch(/SYNTHETIC/);
    expect(lines[1]).toMatch(/^time_s,.*bench\/leak-rate/);
    expect(lines).toHaveLength(2 + 31);
  });

  it("refuses an accuracy that there is not, with those that there are", async () => {
    const { code, stderr } = await hoarfrost(["simulate", "lab-bench", "--accuracy", "superb"]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/fine, normal, draft/);
  });
});
