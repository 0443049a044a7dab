// Oracles: the loop's own description (what is there, what is joined to what), and plane geometry. Tolerance 0.5 px.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TwinLoop } from "../vehicle/twin/twin-description.ts";
import {
  drawSchematic,
  graphOfLoop,
  layOut,
  layoutAsGiven,
  type PlacedNode,
  type SchematicLayout,
} from "./index.ts";
import { element, exampleLoop } from "./loop.case.ts";
import { portOf, SYMBOL_HEIGHT, SYMBOL_WIDTH } from "./schematic-layout.ts";

const types = ["pipe", "fitting", "valve", "heater", "radiator", "check-valve", "cold-plate"] as const;

/** Closed loops of any shape: one main path and some that lead back or beside it. */
const anyLoop = fc
  .record({
    lengths: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 5 }),
    kinds: fc.array(fc.constantFrom(...types), { minLength: 30, maxLength: 30 }),
    ends: fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })), {
      minLength: 5,
      maxLength: 5,
    }),
  })
  .map(({ lengths, kinds, ends }): TwinLoop => {
    let next = 0;
    const named = lengths.map((length) => Array.from({ length }, () => `e${next++}`));
    const junctions = ["a", "b", "c"];
    return {
      ...exampleLoop(),
      elements: [...named.flat().map((id, i) => element(id, kinds[i % 30]!)), element("tank", "accumulator")],
      paths: named.map((elements, i) => {
        const [from, to] = i === 0 ? [0, 1] : i === 1 ? [1, 0] : ends[i % 5]!;
        return { id: `path-${i}`, from: junctions[from]!, to: junctions[to]!, elements };
      }),
      hangsOn: { tank: "a" },
    };
  });

const symbolBox = ({ x, y, width }: PlacedNode) => ({
  left: x + (width - SYMBOL_WIDTH) / 2,
  right: x + (width + SYMBOL_WIDTH) / 2,
  top: y,
  bottom: y + SYMBOL_HEIGHT,
});

function check(layout: SchematicLayout): void {
  const nodes = new Map(layout.nodes.map((node) => [node.id, node]));
  for (const a of layout.nodes)
    for (const b of layout.nodes) {
      if (a.id >= b.id) continue;
      const apart =
        a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
      expect(apart, `${a.id} and ${b.id} overlap`).toBe(true);
    }
  for (const { from, fromSide, to, toSide, points } of layout.lines) {
    for (const [id, side, end] of [
      [from, fromSide, points[0]!],
      [to, toSide, points.at(-1)!],
    ] as const) {
      const node = nodes.get(id)!;
      const [px, py] = portOf(node, node.width, side);
      expect(Math.hypot(node.x + px - end[0], node.y + py - end[1])).toBeLessThan(0.5);
    }
    for (let i = 1; i < points.length; i++) {
      const [[ax, ay], [bx, by]] = [points[i - 1]!, points[i]!];
      expect(Math.min(Math.abs(ax - bx), Math.abs(ay - by)), "a line turns at right angles").toBeLessThan(
        0.5,
      );
      for (const node of layout.nodes) {
        if (node.id === from || node.id === to || node.kind === "junction") continue;
        const { left, right, top, bottom } = symbolBox(node);
        const crosses =
          Math.max(ax, bx) > left &&
          Math.min(ax, bx) < right &&
          Math.max(ay, by) > top &&
          Math.min(ay, by) < bottom;
        expect(crosses, `the line from ${from} to ${to} runs through ${node.id}`).toBe(false);
      }
    }
  }
}

describe("the schematic of a loop", () => {
  it("has every element once, and the lines that its paths say", () => {
    fc.assert(
      fc.property(anyLoop, (loop) => {
        const { nodes, lines } = graphOfLoop(loop);
        const ids = nodes.filter(({ kind }) => kind !== "junction").map(({ id }) => id);
        expect(ids.sort()).toEqual(loop.elements.map(({ id }) => id).sort());
        const joined = lines.map(({ from, to }) => `${from} ${to}`).sort();
        const expected = loop.paths.flatMap(({ from, to, elements }) =>
          [from, ...elements].map((id, i) => `${id} ${elements[i] ?? to}`),
        );
        expect(joined).toEqual([...expected, "a tank"].sort());
      }),
    );
  });

  it("shows a standby pump beside the pump that it stands in for", () => {
    const { lines } = graphOfLoop(exampleLoop());
    const through = (pump: string) =>
      lines
        .filter(({ from, to }) => from === pump || to === pump)
        .map(({ from, to }) => (from === pump ? to : from));
    expect(through("pump-2")).toEqual(through("pump"));
    expect(through("pump")).toEqual(["mix", "interface"]);
  });

  it("lays out without overlap, lines at right angles that end at symbols and run through none", async () => {
    check(await layOut(graphOfLoop(exampleLoop()), 2));
    await fc.assert(
      fc.asyncProperty(anyLoop, async (loop) => check(await layOut(graphOfLoop(loop)))),
      { numRuns: 25 },
    );
  });

  it("is the same each time", async () => {
    const [a, b] = await Promise.all([
      layOut(graphOfLoop(exampleLoop())),
      layOut(graphOfLoop(exampleLoop())),
    ]);
    expect(a).toEqual(b);
  });

  it("takes positions that the file gives, in its order and proportion, and none where one is missing", () => {
    const loop = exampleLoop();
    const positions = Object.fromEntries(
      loop.elements.map(({ id }, i): [string, readonly [number, number]] => [
        `external.${id}`,
        [i % 5, Math.floor(i / 5)],
      ]),
    );
    const layout = layoutAsGiven(graphOfLoop(loop), positions)!;
    for (const a of layout.nodes)
      for (const b of layout.nodes) {
        const [pa, pb] = [positions[`external.${a.id}`], positions[`external.${b.id}`]];
        if (!pa || !pb) continue;
        expect(b.x + b.width / 2 - a.x - a.width / 2).toBeCloseTo(120 * (pb[0] - pa[0]), 6);
        expect(b.y - a.y).toBeCloseTo(120 * (pb[1] - pa[1]), 6);
      }
    for (const { points } of layout.lines)
      for (let i = 1; i < points.length; i++)
        expect(points[i]![0] === points[i - 1]![0] || points[i]![1] === points[i - 1]![1]).toBe(true);
    const { "external.pump": _, ...others } = positions;
    expect(layoutAsGiven(graphOfLoop(loop), others)).toBeNull();
  });
});

describe("the drawing", () => {
  it("names every element, shows its figures and marks, and turns the arrows where coolant runs back", async () => {
    const loop = exampleLoop();
    const layout = await layOut(graphOfLoop(loop), 1);
    const part = (flow: number) => ({
      title: 'Loop "A" & <B>',
      layout,
      show: { values: { pump: ["98.1 kPa"] }, flows: { feed: flow }, marks: { "panel-1": "58 % leak" } },
    });
    const svg = drawSchematic("Progress", [part(0.2)], "Synthetic.");
    for (const { id } of loop.elements) expect(svg).toContain(`data-element="${id}"`);
    for (const text of [
      "98.1 kPa",
      "58 % leak",
      "Synthetic.",
      "to internal.interface",
      "takes avionics",
      "air of cabin",
    ])
      expect(svg).toContain(`>${text}</text>`);
    expect(svg).toContain("Loop &quot;A&quot; &amp; &lt;B&gt;");
    const turns = (drawing: string) =>
      [...drawing.matchAll(/rotate\(([-\d.]+)\)/g)].map(([, degrees]) => Number(degrees));
    const [forward, back] = [turns(svg), turns(drawSchematic("Progress", [part(-0.2)], "Synthetic."))];
    const changed = forward.flatMap((degrees, i) =>
      degrees === back[i] ? [] : [Math.abs(degrees - back[i]!)],
    );
    expect(changed).toEqual([180]);
    const still = drawSchematic("Progress", [part(0)], "Synthetic.");
    expect(still.match(/stroke-dasharray/g)).toHaveLength(1);
    expect(turns(still)).toHaveLength(forward.length - 1);
  });

  it("is well-formed, and puts several loops below each other", async () => {
    const layout = await layOut(graphOfLoop(exampleLoop()));
    const svg = drawSchematic("Two", [
      { title: "first", layout },
      { title: "second", layout },
    ]);
    const open: string[] = [];
    for (const [, close, name, self] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
      if (self) continue;
      if (close) expect(open.pop()).toBe(name);
      else open.push(name!);
    }
    expect(open).toEqual([]);
    const [, height] = /height="([\d.]+)" role/.exec(svg)!;
    expect(Number(height)).toBeGreaterThan(2 * layout.height);
  });
});
