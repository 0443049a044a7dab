import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commandsOfHelp } from "./commands-of.case.ts";
import { hoarfrost, root } from "./hoarfrost.case.ts";
import { temporaryFolder } from "./recordings.case.ts";

const folder = temporaryFolder();

describe("hoarfrost return", () => {
  it("teaches what it takes, with examples", async () => {
    const { code, stdout } = await hoarfrost(["return", "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain("Usage: hoarfrost return");
    expect(commandsOfHelp(stdout).length).toBeGreaterThan(2);
  });

  it("prints one crew, and the same as JSON with odds, bands and reports", async () => {
    const args = ["return", "soyuz-ms-22", "--crew", "2", "--profile", "fast", "--members", "20"];
    const text = await hoarfrost(args);
    expect(text.code, text.stderr).toBe(0);
    expect(text.stdout).toMatch(/^Return of Soyuz MS-22, no cooling, fast profile/);
    const { stdout } = await hoarfrost([...args, "--json"]);
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({
      schema: "hoarfrost/return/1",
      ship: "soyuz-ms-22",
      profile: "fast",
      members: 20,
    });
    expect(answer.crews.map(({ crew }: { crew: number }) => crew)).toEqual([2]);
    for (const { p05, median, p95 } of Object.values<Record<string, number>>(answer.crews[0].peaks)) {
      expect(p05).toBeLessThanOrEqual(median!);
      expect(median).toBeLessThanOrEqual(p95!);
    }
    expect(answer.reports.length).toBeGreaterThan(3);
  }, 120_000);

  it("takes a ship of the user's own, from a file", async () => {
    const path = join(folder, "own.yaml");
    writeFileSync(
      path,
      "hoarfrost: return-case/1\nid: own\nname: Own ship\nvehicle: soyuz-ms\ncoolant: none\nsources: {}\n" +
        "start: { cabin: 25 degC, instrument: 25 degC, humidity: 45 % }\n",
    );
    const { code, stdout, stderr } = await hoarfrost(
      ["return", "--ship", path, "--crew", "0", "--members", "20"],
      { cwd: root },
    );
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^Return of Own ship, no cooling, nominal profile/);
  }, 60_000);

  it.each([
    [
      ["--ship", "soyuz-ms-23"],
      'ship "soyuz-ms-23" is neither a file nor shipped; shipped are soyuz-ms, soyuz-ms-22',
    ],
    [[], "which ship?"],
    [["soyuz-ms", "--ship", "soyuz-ms-22"], 'two ships, "soyuz-ms" and --ship "soyuz-ms-22"'],
    [["--ship", "soyuz-ms-22", "--crew", "4"], '--crew "4" is not a whole number from 0 to 3'],
    [
      ["--ship", "soyuz-ms-22", "--profile", "slow"],
      '--profile "slow" is not a way home; write nominal or fast',
    ],
    [
      ["--ship", "soyuz-ms-22", "--coolant", "half"],
      '--coolant "half" is not a state of the cooling; write none or working',
    ],
    [["--ship", "soyuz-ms-22", "--members", "3"], '--members "3" is not a whole number from 20 to 100000'],
    [["--ship", "soyuz-ms-22", "--rules", "nowhere.yaml"], "nowhere.yaml: there is no such file"],
  ])("refuses %j in a sentence", async (args, message) => {
    const { code, stdout, stderr } = await hoarfrost(["return", ...args]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toContain(`hoarfrost: ${message}`);
    expect(stderr).not.toContain("bug");
  });

  it("names line and element of a bad file", async () => {
    const path = join(folder, "bad.yaml");
    writeFileSync(
      path,
      "hoarfrost: return-case/1\nid: bad\nname: Bad\nvehicle: soyuz-ms\ncoolant: water\nsources: {}\nstart: {}\n",
    );
    const { code, stderr } = await hoarfrost(["return", "--ship", path]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/bad\.yaml:5: coolant/);
    expect(stderr).toMatch(/bad\.yaml:7: start\.cabin/);
  });
});
