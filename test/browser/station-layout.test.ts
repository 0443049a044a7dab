import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { directionOf, layOut } from "../../console/src/station/station-layout.ts";
import { stationAnswer } from "../../src/service/station-answer.ts";

const station = stationAnswer({ timeS: Date.parse("2023-02-11T10:12Z") / 1000, loops: [] });

describe("the layout of a station", () => {
  it("puts the shipped station's modules where they are: a row aft to forward, Poisk above, Nauka below Zvezda", () => {
    const { modules, sides } = layOut(station);
    const row = modules.filter(({ y, height }) => y === 0 && height < 60).sort((a, b) => a.x - b.x);
    expect(row.map(({ name }) => name)).toEqual(["Zvezda", "Zarya", "Unity", "Destiny", "Harmony"]);
    const of = (name: string) => modules.find((module) => module.name === name)!;
    expect(of("Poisk").y).toBeLessThan(of("Zvezda").y);
    expect(of("Nauka").y).toBeGreaterThan(of("Zvezda").y);
    expect(of("Prichal").y).toBeGreaterThan(of("Nauka").y);
    expect(of("Rassvet").x).toBeGreaterThan(of("Nauka").x);
    expect(sides).toContainEqual({ on: "harmony", names: ["Columbus", "Kibo"] });
  });

  it("draws no two modules over each other, whatever hangs where", () => {
    const direction = fc.constantFrom("zenith", "nadir", "aft", "forward", "starboard");
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), direction), { minLength: 1, maxLength: 9 }), (picks) => {
        const modules = [{ id: "m0", name: "M0" }];
        const hatches: (typeof station)["hatches"] = [];
        const ports: (typeof station)["ports"] = [];
        picks.forEach(([pick, way], i) => {
          const id = `m${i + 1}`;
          const to = modules[pick % modules.length]!.id;
          modules.push({ id, name: id.toUpperCase() });
          hatches.push({ id: `${to}-${id}`, between: [to, id], open: true, unconfirmed: false });
          ports.push({ id: `p${i}`, name: `${id} ${way}`, module: id, ship: null, blocked: false });
        });
        const placed = layOut({ modules, hatches, ports }).modules;
        for (const [i, a] of placed.entries())
          for (const b of placed.slice(i + 1)) {
            const apart =
              a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
            expect(apart, `${a.name} and ${b.name}`).toBe(true);
          }
      }),
      { numRuns: 300 },
    );
  });

  it("reads where a port points from its last word", () => {
    expect(["Poisk zenith", "Zvezda aft", "Harmony forward", "Node 3 port"].map(directionOf)).toEqual([
      "zenith",
      "aft",
      "forward",
      "side",
    ]);
  });
});
