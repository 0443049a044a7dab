import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commandsOfHelp } from "./commands-of.case.ts";
import { hoarfrost, root } from "./hoarfrost.case.ts";
import { temporaryFolder } from "./recordings.case.ts";

const folder = temporaryFolder();
const shipped = readFileSync(join(root, "library/contamination/2022-12-15-soyuz-ms-22.yaml"), "utf8");

describe("hoarfrost keepout", () => {
  it("teaches what it takes, with examples", async () => {
    const { code, stdout } = await hoarfrost(["keepout", "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain("Usage: hoarfrost keepout");
    expect(commandsOfHelp(stdout).length).toBeGreaterThan(2);
  });

  it("answers for the shipped leak by its name or the end of it, as text and as JSON", async () => {
    const text = await hoarfrost(["keepout", "soyuz-ms-22", "--members", "20"]);
    expect(text.code, text.stderr).toBe(0);
    expect(text.stdout).toMatch(/^Keep-out of the spray of Soyuz MS-22/);
    const { stdout } = await hoarfrost(["keepout", "--members", "20", "--json"]);
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({
      schema: "hoarfrost/keepout/1",
      id: "2022-12-15-soyuz-ms-22",
      members: 20,
    });
    const walk = answer.targets.find(({ id }: { id: string }) => id === "spacewalk");
    expect(walk.safeAsPlanned).toBeGreaterThanOrEqual(0);
    expect(walk.safeAsPlanned).toBeLessThanOrEqual(1);
  }, 60_000);

  it("reads a leak from standard input", async () => {
    const { code, stdout } = await hoarfrost(["keepout", "-", "--members", "20"], { input: shipped });
    expect(code).toBe(0);
    expect(stdout).toContain("Windows of the Cupola");
  }, 60_000);

  it.each([
    [["apollo-13"], '"apollo-13" is neither a file nor a shipped leak; shipped are 2022-12-15-soyuz-ms-22'],
    [["--members", "few"], '--members "few" is not a whole number from 20 to 100000'],
    [["--seed", "-1"], '--seed "-1" is not a whole number from 0 to'],
  ])("refuses %j in a sentence", async (args, message) => {
    const { code, stdout, stderr } = await hoarfrost(["keepout", ...args]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toContain(`hoarfrost: ${message}`);
  });

  it("names line and element of a bad file", async () => {
    const path = join(folder, "bad.yaml");
    writeFileSync(path, shipped.replace("coolant: lz-tk-2", "coolant: tea"));
    const { code, stdout, stderr } = await hoarfrost(["keepout", path]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toMatch(/bad\.yaml:\d+: coolant: there is no coolant "tea"/);
  });
});
