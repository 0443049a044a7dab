import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hoarfrost } from "./hoarfrost.case.ts";
import { temporaryFolder } from "./recordings.case.ts";

const folder = temporaryFolder();

describe("hoarfrost seats", () => {
  it("draws everybody's seat against time as text", async () => {
    const { code, stdout, stderr } = await hoarfrost(["seats", "--chart"]);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/Frank Rubio +A+X+!+d+C+/);
    expect(stdout).toContain("worst moment");
  });

  it("draws it as one SVG document", async () => {
    const { code, stdout } = await hoarfrost(["seats", "--svg"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  });

  it.each([
    [["--svg", "--chart"], "--chart and --svg ask for different answers; give one of them"],
    [["--chart", "--json"], "--chart and --json ask for different answers"],
    [["--at", "2023-02-11T10:12Z", "--svg"], "--at and --svg ask for different answers"],
    [["--at", "1999-01-01T00:00Z"], '--at "1999-01-01T00:00Z" lies outside'],
  ])("refuses %j in a sentence", async (args, message) => {
    const { code, stdout, stderr } = await hoarfrost(["seats", ...args]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toContain(`hoarfrost: ${message}`);
  });

  it("refuses a station that is none, with its place", async () => {
    const path = join(folder, "station.yaml");
    writeFileSync(path, "hoarfrost: station/1\nid: x\nname: X\nfrom: 2023-01-01\nuntil: never\n");
    const { code, stderr } = await hoarfrost(["seats", path, "--chart"]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/station\.yaml:5: until: "never" is not a time/);
  });
});
