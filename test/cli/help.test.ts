import { describe, expect, it } from "vitest";
import { commandsOfHelp, runAsWritten, runsForEver } from "./commands-of.case.ts";
import { hoarfrost } from "./hoarfrost.case.ts";
import { temporaryFolder, writeExampleInputs } from "./recordings.case.ts";

const folder = temporaryFolder();
writeExampleInputs(folder);
const helpOf = async (command: string) => (await hoarfrost([command, "--help"])).stdout;

describe("the help of a command", () => {
  it.each(["serve", "watch", "record", "inject", "replay"])(
    "teaches %s with what it takes and an example",
    async (command) => {
      const { code, stdout, stderr } = await hoarfrost([command, "--help"]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toContain(`Usage: hoarfrost ${command}`);
      expect(commandsOfHelp(stdout).length).toBeGreaterThan(1);
      for (const example of commandsOfHelp(stdout)) expect(example).toMatch(/^hoarfrost /);
    },
  );

  it.each(["inject", "watch", "replay", "record"])(
    "gives examples of %s that run as written",
    async (command) => {
      const examples = commandsOfHelp(await helpOf(command)).filter((example) => !runsForEver(example));
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) {
        const { code, stderr } = await runAsWritten(example, folder);
        expect(code, `${example}\n${stderr}`).toBe(0);
      }
    },
    240_000,
  );
});

describe("wrong use", () => {
  it.each([
    [["watch"], "missing required argument 'source'"],
    [["watch", "run.csv", "--fast"], "unknown option '--fast'"],
    [["inject", "run.csv", "--at", "+1h"], "required option"],
    [["wacth", "run.csv"], "unknown command 'wacth'"],
    [["replay", "a", "b"], "too many arguments"],
    [[], "Usage: hoarfrost"],
  ])("of the kind %j exits with 2 and says what is wrong", async (args, words) => {
    const { code, stdout, stderr } = await hoarfrost(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(words);
  });

  it("is not asking for the version", async () => {
    const { code, stdout } = await hoarfrost(["--version"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
