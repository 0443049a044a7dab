import { describe, expect, test } from "vitest";
import { madeUpRun } from "./made-up-run.case.ts";
import { reportAnswer } from "./report-answer.ts";
import { serve } from "./service.case.ts";

const ask = (knownByS: number | null, incident = "2017-05-03-iss-p1-loop-b") =>
  reportAnswer({ kind: "report", incident, knownByS, version: "0.0.0" });

describe("the report of a case", () => {
  test("is a page that stands for itself, the same bytes each time it is asked for", async () => {
    const first = await ask(null);
    expect(first.fileName).toBe("2017-05-03-iss-p1-loop-b.html");
    expect((await ask(null)).page === first.page).toBe(true);
    expect(first.page.startsWith("<!doctype html>")).toBe(true);
    expect(/\bsrc=|<script|<link/.test(first.page)).toBe(false);
  });

  test("names the instant it holds to, in its file name and in the command that makes it again", async () => {
    const { fileName, page } = await ask(Date.parse("2017-06-01T00:00Z") / 1000);
    expect(fileName).toBe("2017-05-03-iss-p1-loop-b-2017-06-01T0000.html");
    expect(page.includes("--at 2017-06-01T00:00:00Z")).toBe(true);
    expect(page.includes("nothing later was used")).toBe(true);
  });

  test("comes as a file to keep, under a policy that runs nothing", async () => {
    const id = "2017-05-03-iss-p1-loop-b";
    const { address } = await serve([madeUpRun({ id, frames: 60 })]);
    const response = await fetch(`${address}/api/v1/runs/${id}/report`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-disposition")).toContain(`${id}.html`);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect((await response.text()).startsWith("<!doctype html>")).toBe(true);
  });

  test("is refused for a run of which nothing is on record", async () => {
    const { get } = await serve([madeUpRun({ id: "made-up", frames: 60 })]);
    const { status, body } = await get("/api/v1/runs/made-up/report");
    expect(status).toBe(404);
    expect(JSON.stringify(body)).toContain("nothing-on-record");
  });
});
