import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commandsOfMarkdown, runAsWritten, runsForEver } from "./commands-of.case.ts";
import { root } from "./hoarfrost.case.ts";
import { temporaryFolder, writeExampleInputs } from "./recordings.case.ts";

const folder = temporaryFolder();
writeExampleInputs(folder);
cpSync(join(root, "examples"), join(folder, "examples"), { recursive: true });

describe("a document's commands", () => {
  it.each(["README.md", "docs/commands.md", "docs/campaign.md", "docs/forecast.md"])(
    "run as written in %s, one after the other",
    async (path) => {
      const commands = commandsOfMarkdown(readFileSync(join(root, path), "utf8"));
      expect(commands.length).toBeGreaterThan(4);
      for (const command of commands) {
        expect(runsForEver(command), `${command} cannot be run here: mark its block console`).toBe(false);
        const { code, stderr } = await runAsWritten(command, folder);
        expect(code, `${command}\n${stderr}`).toBe(0);
      }
    },
    240_000,
  );

  it("are the lines of its sh blocks, comments left out and continued lines joined", () => {
    const text = "```sh\n# first\nhoarfrost a \\\n  --b\n\nhoarfrost c\n```\n\n```text\nnot this\n```\n";
    expect(commandsOfMarkdown(text)).toEqual(["hoarfrost a --b", "hoarfrost c"]);
  });
});
