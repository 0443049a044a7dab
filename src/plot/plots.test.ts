import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brokenPath, coordinate, element } from "./element.ts";
import {
  barPlot,
  inlineSvg,
  intervalPlot,
  type StripPlot,
  spanPlot,
  standaloneSvg,
  stripPlot,
} from "./index.ts";

const fromS = Date.parse("2023-02-11T09:00Z") / 1000;
const timesS = Array.from({ length: 60 }, (_, i) => fromS + 60 * (i + 1));

function strips(values: readonly number[], title = "Pressure, kPa"): StripPlot {
  return {
    title: "a made loop",
    widthPx: 700,
    fromS,
    untilS: fromS + 3600,
    gaps: [{ fromS: fromS + 600, untilS: fromS + 900 }],
    onset: { fromS: fromS + 1000, untilS: fromS + 1100, label: "onset 09:17:30" },
    marks: [{ timeS: fromS + 1500, label: "confirmed 09:25:00", shape: "triangle", tone: "alarm" }],
    strips: [
      {
        title,
        heightPx: 100,
        scale: "linear",
        layers: [
          { kind: "line", role: "measured", timesS, values },
          { kind: "threshold", value: 40, label: "limit 40", tone: "caution" },
        ],
      },
    ],
  };
}

/** The y of each point of the measured line, by piece. */
function pieces(svg: string): number[][] {
  const path = /class="line measured" d="([^"]*)"/.exec(svg)![1]!;
  return path
    .split("M")
    .filter((piece) => piece !== "")
    .map((piece) => piece.split("L").map((point) => Number(point.split(" ")[1])));
}

describe("a strip plot", () => {
  it("breaks its line where nothing was measured, and joins nothing over the gap", () => {
    const values = timesS.map((_, i) => (i >= 10 && i < 15 ? Number.NaN : 50));
    const drawn = pieces(inlineSvg(stripPlot(strips(values))));
    expect(drawn.map(({ length }) => length)).toEqual([10, 45]);
  });

  it("draws a falling pressure falling: down the page in step with the value", () => {
    const values = timesS.map((_, i) => 100 - i);
    const [line] = pieces(inlineSvg(stripPlot(strips(values))));
    const steps = line!.slice(1).map((y, i) => y - line![i]!);
    for (const step of steps) expect(Math.abs(step - steps[0]!)).toBeLessThan(0.02);
    expect(steps[0]).toBeGreaterThan(0);
  });

  it("keeps every label within the picture, wherever the marks lie", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3600 }), { minLength: 1, maxLength: 6 }), (at) => {
        const plot = stripPlot({
          ...strips(timesS.map(() => 50)),
          marks: at.map((offsetS) => ({
            timeS: fromS + offsetS,
            label: "confirmed 09:25:00",
            shape: "diamond",
            tone: "alarm",
          })),
        });
        const labels = [
          ...plot.parts
            .join("")
            .matchAll(/<text x="([\d.]+)" y="(-?[\d.]+)" class="(start|end) is-alarm">(confirmed[^<]*)/g),
        ];
        expect(labels).toHaveLength(at.length);
        const boxes = labels.map(([, x, y, side, text]) => {
          const width = 5.5 * text!.length;
          const left = side === "start" ? Number(x) : Number(x) - width;
          return { left, right: left + width, y: Number(y) };
        });
        for (const [i, box] of boxes.entries()) {
          expect(box.left).toBeGreaterThanOrEqual(0);
          expect(box.right).toBeLessThanOrEqual(plot.width);
          expect(box.y).toBeGreaterThan(0);
          for (const other of boxes.slice(i + 1))
            if (other.y === box.y) expect(other.left > box.right || other.right < box.left).toBe(true);
        }
      }),
    );
  });

  it("says so instead of drawing an axis where nothing is known", () => {
    const plot = strips(timesS.map(() => Number.NaN));
    const svg = inlineSvg(
      stripPlot({ ...plot, strips: [{ ...plot.strips[0]!, layers: [plot.strips[0]!.layers[0]!] }] }),
    );
    expect(svg).toContain("nothing known");
    expect(svg).not.toContain("NaN");
  });

  it("is the same to the byte for the same numbers", () => {
    const values = timesS.map((_, i) => 50 + Math.sin(i));
    expect(standaloneSvg(stripPlot(strips(values)))).toBe(standaloneSvg(stripPlot(strips([...values]))));
  });

  it("lets no text of a file become markup", () => {
    const svg = inlineSvg(
      stripPlot(
        strips(
          timesS.map(() => 1),
          '<script>"x"&</script>',
        ),
      ),
    );
    expect(svg).not.toContain("<script>");
    expect(svg).toContain("&lt;script&gt;&quot;x&quot;&amp;");
  });
});

describe("plots of rows", () => {
  it("place the middle of a band inside it", () => {
    const plot = intervalPlot({
      title: "odds",
      axis: "probability",
      widthPx: 600,
      leftPx: 150,
      rightPx: 100,
      scale: "linear",
      from: 0,
      until: 1,
      rows: [{ label: "debris", value: "40 %", median: 0.4, band: [0.1, 0.9], tone: "neutral" }],
    });
    const svg = plot.parts.join("");
    const [, x, width] = /class="band" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/.exec(svg)!.map(Number);
    const [, dot] = /class="fill is-neutral" cx="([\d.]+)"/.exec(svg)!.map(Number);
    expect(x).toBeCloseTo(150 + 0.1 * 350, 1);
    expect(dot).toBeCloseTo(150 + 0.4 * 350, 1);
    expect(x! + width!).toBeCloseTo(150 + 0.9 * 350, 1);
  });

  it("make bars as long as their values", () => {
    const widths = (values: readonly number[]) =>
      [
        ...barPlot({
          title: "shares",
          widthPx: 400,
          leftPx: 100,
          rightPx: 100,
          most: 1,
          rows: values.map((value) => ({ label: "", value, words: "", tone: "expected" })),
        })
          .parts.join("")
          .matchAll(/<rect class="fill is-expected" x="100" y="[\d.]+" width="([\d.]+)"/g),
      ].map(([, width]) => Number(width));
    expect(widths([0.25, 0.5, 1])).toEqual([50, 100, 200]);
  });

  it("leave out a stay that lies outside the shown time, and cut one that reaches beyond it", () => {
    const bar = (from: number, until: number) => ({
      fromS: from,
      untilS: until,
      label: "MS-22",
      tone: "good" as const,
    });
    const plot = spanPlot({
      title: "seats",
      widthPx: 500,
      leftPx: 100,
      fromS: 0,
      untilS: 1000,
      rows: [{ label: "somebody", bars: [bar(-500, -100), bar(500, Number.POSITIVE_INFINITY)] }],
    });
    const rects = [
      ...plot.parts.join("").matchAll(/<rect class="wash-good" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g),
    ];
    expect(rects.map(([, x, width]) => [Number(x), Number(width)])).toEqual([[297, 197]]);
  });
});

describe("an element", () => {
  it("writes a coordinate with two decimals at most and refuses one that is no number", () => {
    expect([1, 1.5, 1.005, -0.001, 12.3456].map(coordinate)).toEqual(["1", "1.5", "1", "0", "12.35"]);
    expect(() => coordinate(Number.NaN)).toThrow(/cannot place/);
    expect(() => element("line", { x1: Number.POSITIVE_INFINITY })).toThrow(/cannot place/);
  });

  it("draws no path through a point that is not there", () => {
    expect(
      brokenPath([
        [0, 0],
        [1, 1],
        [2, Number.NaN],
        [3, 3],
      ]),
    ).toBe("M0 0L1 1M3 3");
  });
});
