import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hoarfrost } from "./hoarfrost.case.ts";
import { temporaryFolder, writeExampleInputs } from "./recordings.case.ts";

const folder = temporaryFolder();
writeExampleInputs(folder);

describe("hoarfrost report", () => {
  it("writes of a recording with a made leak a page that says so, the same bytes each time", async () => {
    const leaking = join(folder, "made-leak.csv");
    const inject = ["inject", "run.csv.gz", "--loop", "ETCS-A", "--rate", "30%/day", "--at", "+5h"];
    expect((await hoarfrost([...inject, "--out", leaking], { cwd: folder })).code).toBe(0);
    const pages = [];
    for (const name of ["first.html", "second.html"]) {
      const { code, stderr } = await hoarfrost(["report", leaking, "--vehicle", "iss", "--out", name], {
        cwd: folder,
      });
      expect({ code, stderr }).toEqual({ code: 0, stderr: `${name}: written\n` });
      pages.push(readFileSync(join(folder, name), "utf8"));
    }
    expect(pages[0] === pages[1]).toBe(true);
    const text = pages[0]!.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
    expect(text.slice(0, 400_000)).toMatch(/SYNTHETIC A leak was added by hoarfrost inject/);
    expect(/Leak confirmed: External loop A/.test(text)).toBe(true);
    expect(text.includes("how fast, now")).toBe(true);
  }, 120_000);

  it("weighs an incident of which no telemetry is public", async () => {
    const out = join(folder, "p1.html");
    const { code } = await hoarfrost(["report", "iss-p1-loop-b", "--out", out]);
    expect(code).toBe(0);
    expect(readFileSync(out, "utf8").includes("No telemetry of it is public.")).toBe(true);
  }, 60_000);

  it.each([
    [["report", "run.csv.gz"], 2, "--out"],
    [["report", "run.csv.gz", "--out", "report.txt"], 3, "neither in .html nor in .pdf"],
    [["report", "no-such-thing", "--out", "x.html"], 3, "no-such-thing"],
    [["report", "-", "--out", "x.html"], 3, "record standard input first"],
    [["report", "iss-p1-loop-b", "--seed", "3", "--out", "x.html"], 3, "leave --seed"],
    [["report", "run.csv.gz", "--out", "missing/x.html"], 3, "missing/x.html"],
  ])("%j is refused in a sentence", async (args, code, words) => {
    const outcome = await hoarfrost(args, { cwd: folder });
    expect(outcome.code).toBe(code);
    expect(outcome.stderr).toContain(words);
    expect(outcome.stderr).not.toContain("this is a bug");
    expect(existsSync(join(folder, "x.html"))).toBe(false);
  });

  it("prints a PDF with the browser of this machine, or names what to install", async () => {
    const out = join(folder, "p1.pdf");
    const { code, stderr } = await hoarfrost(["report", "iss-p1-loop-b", "--out", out]);
    if (code === 0) {
      expect(readFileSync(out).subarray(0, 5).toString()).toBe("%PDF-");
      expect(statSync(out).size).toBeGreaterThan(10_000);
    } else expect(stderr).toMatch(/install the package chromium/);
  }, 120_000);
});
