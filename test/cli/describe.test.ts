import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hoarfrost } from "./hoarfrost.case.ts";
import { temporaryFolder } from "./recordings.case.ts";

// Oracles: the vehicle file, and balances of mass and heat that hold for any settled loop.
const folder = temporaryFolder();
const describeIt = (...args: string[]) => hoarfrost(["describe", ...args], { cwd: folder });

describe("describe", () => {
  it("prints every element, path, sensor, limit and uncertain number of the file", async () => {
    const { code, stdout, stderr } = await describeIt("progress-ms", "--no-steady");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const { hardware } = JSON.parse((await describeIt("progress-ms", "--no-steady", "--json")).stdout);
    for (const { elements, paths, segments, sensors } of hardware.loops) {
      for (const { id, type } of elements) expect(stdout).toMatch(new RegExp(`^  ${id} +${type}`, "m"));
      for (const { id, from, to } of paths)
        expect(stdout).toMatch(new RegExp(`^  ${id}: ${from} → .* → ${to}$`, "m"));
      for (const { id } of [...segments, ...sensors]) expect(stdout).toContain(`  ${id}`);
    }
    for (const { quantity, means } of hardware.limits)
      expect(stdout).toMatch(new RegExp(`${quantity} .*${means}`));
    expect(stdout).toMatch(/loops\.external\.charge +34 +30 to 36 +kg +forum-raumfahrer, secondary/);
    expect(stdout).toMatch(/orbit\.beta .* deg +estimate/);
  });

  it("shows a settled state in which mass and heat balance", async () => {
    const { steady } = JSON.parse((await describeIt("lab-bench", "--json", "--settle", "24h")).stdout);
    const flow = steady["bench/pump/flow"];
    expect(flow).toBeGreaterThan(0.01);
    for (const element of ["heater", "plate", "cooler", "hose", "drain-valve"])
      expect(steady[`bench/${element}/flow`] / flow).toBeCloseTo(1, 2);
    // What heater and plate put in, the cooler takes out, with water's 4.18 kJ/(kg K) within 2 %.
    const rise = (element: string) =>
      steady[`bench/${element}.outlet/temperature`] - steady[`bench/${element}.inlet/temperature`];
    const heating = steady["bench/heater/power"] + steady["bench/plate/power"];
    expect((flow * 4180 * (rise("heater") + rise("plate"))) / heating).toBeCloseTo(1, 1);
    expect((-flow * 4180 * rise("cooler")) / heating).toBeCloseTo(1, 1);
    // Round the loop the pressure comes back to where it was.
    const around = ["pump", "heater", "plate", "cooler", "hose", "drain-valve"];
    const sum = around.reduce((all, element) => all + steady[`bench/${element}/pressure-rise`], 0);
    expect(Math.abs(sum)).toBeLessThan(1e-3 * steady["bench/pump/pressure-rise"]);
  });

  it("draws the loops with the figures that it prints", async () => {
    const { code, stdout } = await describeIt("progress-ms", "--svg", "loops.svg", "--settle", "2h");
    expect(code).toBe(0);
    const svg = readFileSync(join(folder, "loops.svg"), "utf8");
    expect(svg).toMatch(/^<svg /);
    const { hardware } = JSON.parse((await describeIt("progress-ms", "--no-steady", "--json")).stdout);
    for (const { elements } of hardware.loops)
      for (const { id } of elements) expect(svg).toContain(`data-element="${id}"`);
    const [, pressure] = /^ {2}plates +cold-plate .*? ([\d.]+) +−[\d.]+ +−?[\d.]+$/m.exec(stdout)!;
    expect(svg).toContain(`>${pressure} kPa</text>`);
  });

  it("of a watch-only file says which channels are read, and draws nothing", async () => {
    const { code, stdout } = await describeIt("iss");
    expect(code).toBe(0);
    expect(stdout).toMatch(/ETCS-A +External loop A +ammonia +S1000002 \(pressure-proxy, kPa\)/);
    const drawn = await describeIt("iss", "--svg", "iss.svg");
    expect(drawn.code).toBe(3);
    expect(drawn.stderr).toContain("nothing to draw");
  });
});
