// Oracles: units worked out by hand; the shipped vehicle files; the plain leak that a range of leaks is made of.
import { describe, expect, it } from "vitest";
import { unitTable } from "../units/index.ts";
import { uncertainQuantities } from "../vehicle/index.ts";
import { numberWords, siUnitOf } from "../vehicle/unit-of-number.ts";
import { readLeak } from "./read-action.ts";
import { readUncertainLeaks } from "./read-uncertain-leak.ts";
import { shownQuantity } from "./shown-quantity.ts";
import { textTable } from "./text-table.ts";
import { loadVehicle, shippedVehicles } from "./vehicles.ts";

describe("a leak with ranges", () => {
  it("is the plain leak, and draws what is a range in SI", () => {
    const found = readUncertainLeaks(["element=panel-1,diameter=0.6mm..1.2 mm,at=0h..2h,cd=0.6..0.8"]);
    expect(found.actions).toEqual(readLeak("element=panel-1,diameter=0.6mm,at=0h,cd=0.6"));
    expect(found.variables.map(({ name, unit, range }) => [name, unit, range.low, range.high])).toEqual([
      ["leak diameter", "m", expect.closeTo(6e-4, 12), expect.closeTo(1.2e-3, 12)],
      ["leak at", "s", 0, 7200],
      ["leak cd", "1", 0.6, 0.8],
    ]);
    expect(found.drawn).toEqual([
      { action: 0, key: "diameterM" },
      { action: 0, key: "atS" },
      { action: 0, key: "dischargeCoefficient" },
    ]);
  });

  it("counts its actions among those of other leaks", () => {
    const found = readUncertainLeaks([
      "element=a,diameter=1mm,at=1h,until=2h",
      "element=b,diameter=1mm..2mm,at=3h",
    ]);
    expect(found.actions).toHaveLength(3);
    expect(found.drawn).toEqual([{ action: 2, key: "diameterM" }]);
  });

  it("is refused where a range is none", () => {
    expect(() => readUncertainLeaks(["element=a..b,diameter=1mm,at=1h"])).toThrow(
      /element cannot be a range; diameter, at, cd can/,
    );
    expect(() => readUncertainLeaks(["element=a,diameter=2mm..1mm,at=1h"])).toThrow(
      /diameter=2mm..1mm does not go from low to high/,
    );
    expect(() => readUncertainLeaks(["element=a,diameter=1mm..2kg,at=1h"])).toThrow(/"kg" measures mass/);
  });
});

describe("numbers of a vehicle file", () => {
  it("have a unit in every shipped file, but for what a control valve holds", () => {
    let seen = 0;
    for (const name of shippedVehicles()) {
      const { twin } = loadVehicle(name);
      if (twin === undefined) continue;
      for (const quantity of uncertainQuantities(twin)) {
        seen++;
        if (/\.(to|band)$/.test(quantity.path)) continue;
        const unit = siUnitOf(quantity);
        expect(unit, quantity.path).not.toBe("SI");
        if (unit !== "W/m2" && unit !== "1") expect(unitTable[unit]?.factor, unit).toBe(1);
      }
    }
    expect(seen).toBeGreaterThan(50);
  });

  it("are shown as people read them", () => {
    const words = (path: string, value: number) => {
      const { figure, unit } = numberWords({ path }, value);
      return `${figure} ${unit}`;
    };
    expect(words("loops.a.elements.p.tubes.bore", 0.012)).toBe("12 mm");
    expect(words("loops.a.start", 268.15)).toBe("−5 °C");
    expect(words("loops.a.elements.c.gas-volume", 0.004)).toBe("4 L");
    expect(words("loops.a.elements.r.emissivity", 0.9)).toBe("90 %");
    expect(words("loops.a.elements.v.band", 5)).toBe("5 SI");
  });
});

describe("figures and tables", () => {
  it("show a quantity in its usual unit, nothing as nothing, and a head count as a number", () => {
    expect(shownQuantity("Pa").show(98_100)).toBe("98.1");
    expect(shownQuantity("K").show(263.15)).toBe("−10.0");
    expect(shownQuantity("kg/s").show(-1e-9)).toBe("0.000");
    expect(shownQuantity("1", "cabin/humidity")).toMatchObject({ word: "%" });
    expect(shownQuantity("1", "cabin/humidity").show(0.456)).toBe("45.6");
    expect(shownQuantity("1", "descent/crew").show(3)).toBe("3");
  });

  it("stand in columns as wide as their widest cell", () => {
    const rows = [
      ["a", "1", "x"],
      ["bbb", "22", "y"],
    ];
    expect(textTable(rows)).toEqual(["a     1  x", "bbb  22  y"]);
    expect(textTable(rows, () => "left")).toEqual(["a    1   x", "bbb  22  y"]);
  });
});
