import { describe, expect, it } from "vitest";
import { loadStation } from "../station/index.ts";
import { renderSeatChart, seatBars, seatChartSvg } from "./seat-chart.ts";
import { seatCoverage } from "./seat-coverage.ts";

// Oracles: the intervals of the seat coverage itself, and the reported days of the shipped station.
const station = loadStation();
const coverage = seatCoverage(station);
const rows = seatBars(station, coverage);
const barsOf = (person: string) => rows.find((row) => row.person === person)!.bars;
const at = (text: string) => Date.parse(text) / 1000;

describe("the bars of a seat chart", () => {
  it("cover what the seat coverage says, person by person and without overlap", () => {
    for (const { person, bars } of rows) {
      for (const [i, bar] of bars.entries()) {
        expect(bar.untilS).toBeGreaterThan(bar.fromS);
        if (i > 0) expect(bar.fromS).toBeGreaterThanOrEqual(bars[i - 1]!.untilS);
      }
      const seconds = bars.reduce((sum, { fromS, untilS }) => sum + untilS - fromS, 0);
      const said = coverage.intervals
        .filter(({ seatings }) => seatings.some((entry) => entry.person === person))
        .reduce((sum, { fromS, untilS }) => sum + untilS - fromS, 0);
      expect(seconds).toBe(said);
    }
  });

  it("tell Rubio's way: no seat, an emergency seat, a deck, MS-23", () => {
    const way = barsOf("rubio").map(({ ship, standing }) => `${ship} ${standing}`);
    expect(way).toEqual(["ms-22 good", "null none", "ms-22 emergency", "crew-5 deck", "ms-23 good"]);
    expect(barsOf("rubio")[3]).toMatchObject({ fromS: at("2023-01-18"), untilS: at("2023-02-26T00:58Z") });
  });
});

describe("a seat chart as text", () => {
  const text = renderSeatChart(station, coverage, 80);
  const line = (name: string) => text.split("\n").find((entry) => entry.trim().startsWith(name))!;

  it("shows a gap of 31 hours in 10 months, and marks by ship what is good", () => {
    expect(line("Frank Rubio")).toMatch(/A+X+!+d+[A-Z]+\.*$/);
    expect(line("Nicole Mann")).toMatch(/ [B]+\.+$/);
    expect(text).toMatch(/A Soyuz MS-22 {3}B Crew-5 Endurance/);
  });

  it("has as many columns as asked for", () => {
    for (const columns of [40, 120]) {
      const chart = renderSeatChart(station, coverage, columns).split("\n");
      const name = chart.find((entry) => entry.includes("Frank Rubio"))!;
      expect(/([A-Z!d.X]+)$/.exec(name)![1]!.length).toBe(columns);
    }
  });
});

describe("a seat chart as SVG", () => {
  it("is one well-formed document with a titled bar for every stretch", () => {
    const svg = seatChartSvg(station, coverage);
    expect(svg.startsWith("<svg ")).toBe(true);
    expect(svg.endsWith("</svg>")).toBe(true);
    expect(svg.match(/<g>/g)!.length).toBe(rows.reduce((sum, { bars }) => sum + bars.length, 0));
    expect(svg.match(/<g>/g)!.length).toBe(svg.match(/<\/g>/g)!.length);
    expect(svg).toContain("Frank Rubio: Crew-5 Endurance, deck, 2023-01-18 to 2023-02-26");
    expect(svg).toContain("Loral O'Hara");
    expect(svg).not.toMatch(/NaN|undefined/);
    expect(svg).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/);
  });

  it("writes names that would break a document so that they do not", () => {
    const odd = { ...station, name: 'A & B <"C">' };
    expect(seatChartSvg(odd, coverage)).toContain("<title>Seats of A &amp; B &lt;&quot;C&quot;&gt;</title>");
  });
});
