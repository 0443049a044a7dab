import { beforeAll, describe, expect, it } from "vitest";
import { incidentFile, openCase } from "../incident/index.ts";
import { watchSource } from "../watch/index.ts";
import { actionsOf } from "./actions.ts";
import { noFollowUps, type ReportCase, renderReport, reportIncident, WatchLog } from "./index.ts";

const provenance = { version: "0.0.0", command: "a test", inputs: [], seed: 21 };

/** Progress MS-21 from the incident file to a report, as known at an instant; two members of the forecast are enough for its form. */
const reportAt = (instant: string): Promise<ReportCase> =>
  reportIncident(incidentFile("progress-ms-21"), {
    knownByS: Date.parse(instant) / 1000,
    version: "0.0.0",
    command: "a test",
    members: 2,
  });

let early: ReportCase;
let page: string;
beforeAll(async () => {
  early = await reportAt("2023-02-11T10:12:00Z");
  page = renderReport(early);
}, 600_000);

/** The first page as a reader sees it: no markup, one space between words. */
const firstPage = () =>
  page
    .slice(page.indexOf('<section class="first'), page.indexOf("</section>"))
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");

const sectionText = (id: string) => {
  const from = page.indexOf(`<section id="${id}"`);
  return page
    .slice(from, page.indexOf("</section>", from))
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");
};

describe("the report of an incident", () => {
  it("is the same to the byte when it is made again from the files", async () => {
    expect(renderReport(await reportAt("2023-02-11T10:12:00Z")) === page).toBe(true);
  }, 600_000);

  it("loads nothing, runs nothing, and forbids a browser to", () => {
    expect(/<(script|link|img|iframe|object|embed|base|form)\b/i.exec(page)).toBeNull();
    expect(/@import|url\(|\bsrc=|\son[a-z]+=/i.exec(page)).toBeNull();
    expect(page.includes("default-src &#39;none&#39;")).toBe(true);
  });

  it("says on its first page that the telemetry is made up, and from what", () => {
    expect(firstPage()).toMatch(/SYNTHETIC .*1\.0 mm hole/);
  });

  it("tells on its first page what leaks, since when, how fast, the hole, what is left and when it is empty", () => {
    const text = firstPage();
    const { leak } = early.watched!.document.loops[0]!;
    expect(text).toContain("Leak confirmed: Progress MS-21, external loop.");
    expect(text).toContain("since 09:33:40 11 Feb 2023");
    const shown = (name: string) => Number(new RegExp(`${name} ([\\d.]+) `).exec(text)?.[1]);
    expect(shown("how fast, now")).toBeCloseTo(1000 * leak!.rateKgPerS!.median, 1);
    expect(shown("hole, sharp and round")).toBeCloseTo(1000 * leak!.holeDiameterM!.median, 2);
    expect(shown("coolant left")).toBeCloseTo(leak!.inventoryKg!.median, 1);
    const emptyS = Date.parse(leak!.asOf) / 1000 + leak!.timeToEmptyS!.median;
    expect(text).toContain(`empty at ${new Date(emptyS * 1000).toISOString().slice(11, 16)}`);
  });

  it("gives its verdict within what the made-up leak was: 1.0 mm from 09:33:40, cushion spent, 29 kg left of 34", () => {
    const { leak } = early.watched!.document.loops[0]!;
    expect(leak!.holeDiameterM!.p05).toBeLessThan(1e-3);
    expect(leak!.holeDiameterM!.p95).toBeGreaterThan(1e-3);
    expect(leak!.inventoryKg!.p05).toBeLessThan(29);
    expect(leak!.inventoryKg!.p95).toBeGreaterThan(29);
  });

  it("uses nothing that was said or found later than the instant asked for", () => {
    expect(page.includes("nothing later was used")).toBe(true);
    const later = ["12 mm", "MS-23 launch", "solar arrays", "deorbit burn", "external impact", "first look"];
    expect(later.filter((words) => page.includes(words))).toEqual([]);
  });

  it("counts the seats as the station file has them: two only for an emergency, one on a deck", () => {
    expect(firstPage()).toContain(
      "7 aboard, 4 with a good seat, 2 with one for an emergency only, 1 on a cargo deck, 0 with none",
    );
  });

  it("asks first for what is due first, and rests each line on a finding", () => {
    const actions = actionsOf(early);
    expect(actions[0]!.when).toMatch(/^by 1[234]:\d\d$/);
    expect(actions.every(({ from }) => from.length > 3)).toBe(true);
    expect(actions.some(({ what }) => what.includes("Progress MS-22"))).toBe(true);
  });

  it("forecasts the day ahead: what is passed in how many members, under each thing that could be done", () => {
    const { forecast, nowS } = early.thermal!;
    expect(nowS).toBe(early.knownByS);
    expect(forecast.alternatives.map(({ name }) => name)).toEqual([
      "as it is",
      "all loads shed",
      "hatches shut",
    ]);
    const text = sectionText("forecast");
    for (const { name, members } of forecast.alternatives[0]!.alarms)
      if (members > 0 && name.endsWith("empty")) expect(text).toMatch(/external: empty in .*; in 2 of 2/);
    expect(text).toMatch(/Return of Soyuz MS-22 without its cooling/);
    expect(text).toMatch(/verdict Conditional No go No go No go/);
  });

  it("shows what a camera would see, labelled as made up, and what it adds to the pressures", () => {
    const text = sectionText("camera");
    expect(text).toMatch(/SYNTHETIC Footage drawn from the reconstruction/);
    expect(text).toMatch(/comes from radiator .*panel-2 of the external loop, segment radiators/);
    const { fused, breachS } = early.camera!;
    expect(fused.confirmedS! - breachS).toBeLessThanOrEqual(
      early.watched!.loops[0]!.first.confirmedS! - breachS,
    );
    expect(fused.isolateS).not.toBeNull();
    expect(early.watched!.loops[0]!.first.isolateS).toBeNull();
  });

  it("leaves the disposal out while the ship has not undocked", () => {
    expect(early.disposal).toBeNull();
    expect(page.includes('id="disposal"')).toBe(false);
  });

  it("lets no text of a file become markup", () => {
    const title = '<script>alert("x")</script>';
    expect(renderReport({ ...early, title }).includes("<script")).toBe(false);
  });

  it("shows the bands of the estimates narrowing as data come in", () => {
    const { estimates } = early.watched!.loops[0]!;
    const width = ({ p05, p95 }: { p05: number; p95: number }) => p95 / p05;
    expect(estimates.length).toBeGreaterThan(4);
    expect(width(estimates.at(-1)!.rateKgPerS!)).toBeLessThan(width(estimates[0]!.rateKgPerS!));
  });
});

describe("the report of a quiet watch", () => {
  it("says that no leak was found, and asks for nothing", async () => {
    const opened = openCase(incidentFile("progress-ms-21"));
    const loops = opened.loops.slice(1);
    const log = new WatchLog(loops);
    for await (const output of watchSource(opened.source, loops)) log.take(output);
    const about = {
      id: "quiet",
      title: "quiet",
      syntheticNote: null,
      sourceName: "quiet",
      samples: 1,
      problems: 0,
      version: "0.0.0",
    };
    const quiet: ReportCase = {
      id: "quiet",
      title: "A quiet day",
      syntheticNote: null,
      watched: log.finish(about),
      knownByS: null,
      ...noFollowUps,
      thermal: null,
      provenance,
    };
    const text = renderReport(quiet);
    expect(text.includes("No leak found.")).toBe(true);
    expect(text.includes("Nothing in these findings asks for a decision.")).toBe(true);
    expect(text.includes("SYNTHETIC")).toBe(false);
  });
});
