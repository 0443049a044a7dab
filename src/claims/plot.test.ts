// Oracles: what a picture must hold (its numbers, words, title and description), read back from the SVG text; positions by the arithmetic of
// its axes (one pixel); shares that add up to one. Names of a file that try to be markup must come out as text.
import { describe, expect, test } from "vitest";
import { particleClimate } from "../cause/index.ts";
import { assessClaims, type ClaimsCase, plotClaim, plotClaims, type RecordItem } from "./index.ts";
import { claim, exposure } from "./statement.case.ts";

const record: RecordItem = {
  id: "closed",
  title: 'hatch closed <by> "somebody" & others',
  by: "another",
  source: "elsewhere",
  trust: 0.95,
  confidence: "official",
  knownFromS: 10,
  assertion: { kind: "proposition", proposition: "hatch-open", holds: false },
};
const given: ClaimsCase = {
  id: "test",
  title: "a <b>test</b>",
  claims: [
    claim("hole", { quantity: "skin.hole-diameter", near: "1 mm" }),
    claim("wide", { quantity: "skin.hole-diameter", above: "2 mm" }),
    claim("hatch", { proposition: "hatch-open" }),
    claim("cause", { hypothesis: ["meteoroid"] }),
    claim("aim", { open: "an aim" }),
    claim("markup", { open: "x" }, { says: "</text><script>alert(1)</script>", by: '"><img>' }),
  ],
  records: [record],
  loop: null,
  onsetS: { low: 0, high: 0 },
  climate: particleClimate(exposure),
  cause: {
    id: "test",
    title: "a test",
    hypotheses: [
      {
        id: "meteoroid",
        name: "meteoroid",
        rate: { kind: "hazard", perVehicleYr: { low: 3, high: 3 } },
        source: "s",
        lot: false,
      },
      {
        id: "fatigue",
        name: "wear",
        rate: { kind: "hazard", perVehicleYr: { low: 1, high: 1 } },
        source: "s",
        lot: true,
      },
    ],
    exposure,
    cleanVehicleYr: { low: 0, high: 0 },
    evidence: [],
    sister: null,
    seed: 1,
    draws: 50,
  },
  seed: 3,
  members: 500,
};
const result = assessClaims(given);
const of = (id: string) => result.claims.find((found) => found.id === id)!;

describe("the grounds of a verdict", () => {
  test("on a number are shares of the ensemble that add up to one, with the claim between their ends", () => {
    for (const id of ["hole", "wide"]) {
      const { grounds, claimed } = of(id);
      if (grounds.kind !== "number") throw new Error(grounds.kind);
      expect(grounds.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      expect(grounds.low).toBeLessThan(claimed!.low);
    }
  });

  test("on a fact add up to its odds, the speaker's own word among them", () => {
    const { grounds, probability } = of("hatch");
    if (grounds.kind !== "words") throw new Error(grounds.kind);
    const nat = grounds.words.reduce((sum, word) => sum + word.nat, 0);
    expect(1 / (1 + Math.exp(-nat))).toBeCloseTo(probability!, 12);
  });

  test("on a cause are all causes, those asked for marked", () => {
    expect(of("cause").grounds).toMatchObject({
      kind: "causes",
      causes: [
        { id: "meteoroid", probability: expect.closeTo(0.75, 9), asked: true },
        { id: "fatigue", probability: expect.closeTo(0.25, 9), asked: false },
      ],
    });
  });

  test("on a motive are none, and say why", () => {
    expect(of("aim").grounds).toEqual({ kind: "none", why: "an aim: no public measurement can decide it" });
  });
});

/** Every element that was opened is closed, and nothing but elements of a picture is there. */
function wellFormed(svg: string): void {
  const open: string[] = [];
  for (const [, close, name, rest] of svg.matchAll(/<(\/?)([a-z]+)([^>]*)>/g)) {
    expect(["svg", "style", "title", "desc", "rect", "line", "path", "text", "circle", "g"]).toContain(name);
    if (close) expect(open.pop()).toBe(name);
    else if (!rest!.endsWith("/")) open.push(name!);
  }
  expect(open).toEqual([]);
}

describe("the picture of a verdict", () => {
  test.each(result.claims.map(({ id }) => id))("%s is well-formed, titled and described", (id) => {
    const found = of(id);
    for (const width of [520, 344]) {
      const svg = plotClaim(found, width);
      wellFormed(svg);
      expect(svg).toContain(`width="${width}"`);
      expect(svg).toMatch(new RegExp(`aria-labelledby="claim-${id}-title claim-${id}-desc"`));
      expect(svg).toContain(`<title id="claim-${id}-title">`);
      expect(svg).toContain(found.verdict);
      expect(svg).not.toContain("NaN");
    }
  });

  test("frames what was claimed where the axis has it, open ends to the edge, as JSON gives it too", () => {
    const found = of("wide");
    if (found.grounds.kind !== "number") throw new Error(found.grounds.kind);
    const { low, high } = found.grounds;
    const from = 16 + 488 * (Math.log(0.002 / low) / Math.log(high / low));
    for (const given of [found, JSON.parse(JSON.stringify(found))]) {
      const frame = /<rect x="([\d.]+)" y="64" width="([\d.]+)"[^>]*stroke-dasharray/.exec(plotClaim(given))!;
      expect(Math.abs(Number(frame[1]) - from)).toBeLessThan(1);
      expect(Math.abs(Number(frame[1]) + Number(frame[2]) - 504)).toBeLessThan(1);
    }
    expect(plotClaim(found)).toContain("claimed: above 2 mm");
  });

  test("sets the marker of the scale at the probability", () => {
    const { probability } = of("hatch");
    const [, x] = /<path d="M([\d.]+) \d+l5/.exec(plotClaim(of("hatch")))!;
    expect(Math.abs(Number(x) - (16 + 488 * probability!))).toBeLessThan(0.1);
  });

  test("shows words of a file as words, never as markup", () => {
    const svg = plotClaim(of("markup")) + plotClaim(of("hatch")) + plotClaims(result);
    expect(svg).not.toMatch(/<script|<img|<by|<b>/);
    expect(svg).toContain("&#60;script&#62;");
  });
});

test("the picture of all verdicts has a row for each, and a ring for where one stood before", () => {
  const svg = plotClaims(result);
  wellFormed(svg);
  for (let i = 1; i <= result.claims.length; i++) expect(svg).toContain(`>${i}</text>`);
  const rings = [...svg.matchAll(/<circle /g)].length;
  expect(rings).toBe(result.claims.reduce((sum, { history }) => sum + history.length - 1, 0));
  expect(rings).toBeGreaterThan(0);
});
