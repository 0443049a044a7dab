// Oracle: the same fault written as plain data, with units worked out by hand. Exact, but for unit factors to 1e-12.
import { describe, expect, it } from "vitest";
import type { SensorDescription } from "../vehicle/index.ts";
import { readFault, readOutage } from "./read-fault.ts";

const START_S = 1_000_000;
const sensor = (id: string, measures: SensorDescription["measures"]) =>
  ({ id, measures, unit: "kPa", hub: "mux-1" }) as unknown as SensorDescription;
const sensors = [sensor("P-1", "pressure"), sensor("T-1", "temperature"), sensor("Q-1", "quantity")];
const read = (text: string) => readFault(text, sensors, START_S);

describe("a fault on the command line", () => {
  it("is read with its window from the start of the run, and its size in SI", () => {
    expect(read("stuck=P-1,at=5h,for=2h")).toEqual({
      kind: "stuck",
      sensor: "P-1",
      fromS: START_S + 18_000,
      untilS: START_S + 25_200,
    });
    expect(read("dead=T-1,at=0s,name=broken wire")).toEqual({
      kind: "dead",
      sensor: "T-1",
      fromS: START_S,
      name: "broken wire",
    });
    const at = { fromS: START_S + 60 };
    expect(read("bias=P-1,by=-3kPa,at=1min")).toEqual({ kind: "bias", sensor: "P-1", by: -3000, ...at });
    // A difference of temperatures: 5 degC is 5 K.
    expect(read("spike=T-1,by=5 degC,at=1min")).toEqual({ kind: "spike", sensor: "T-1", by: 5, ...at });
    expect(read("drift=Q-1,per-day=2%,at=1min")).toEqual({
      kind: "drift",
      sensor: "Q-1",
      perDay: 0.02,
      ...at,
    });
    expect(read("hub-drop=mux-1,at=1min")).toEqual({ kind: "hub-drop", hub: "mux-1", ...at });
    expect(read("hub-freeze=mux-1,at=1min")).toEqual({ kind: "hub-freeze", hub: "mux-1", ...at });
    expect(read("clock-jump=mux-1,by=-5s,at=1min")).toEqual({
      kind: "clock-jump",
      hub: "mux-1",
      byS: -5,
      ...at,
    });
    expect(read("clock-offset=mux-1,by=2min,at=1min")).toEqual({
      kind: "clock-offset",
      hub: "mux-1",
      byS: 120,
      ...at,
    });
    expect(read("clock-rate=mux-1,gain=0.0001,at=1min")).toEqual({
      kind: "clock-rate",
      hub: "mux-1",
      gain: 1e-4,
      ...at,
    });
  });

  it("is refused with what is wrong and what would do", () => {
    const refused: [string, RegExp][] = [
      ["broken=P-1,at=1h", /names no fault; it begins with one of stuck=, dead=, bias=/],
      ["bias=P-9,by=1kPa,at=1h", /there is no sensor "P-9"; there are P-1, T-1, Q-1/],
      ["bias=P-1,by=1K,at=1h", /"K" measures temperature; a pressure is written in/],
      ["bias=P-1,at=1h", /needs by=/],
      ["stuck=P-1", /needs at=/],
      ["stuck=P-1,at=1h,by=3", /"by" is not a key; write stuck, at, for, name/],
      ["clock-rate=mux-1,gain=fast,at=1h", /gain=fast is not seconds a second/],
      ["stuck=P-1,at=soon", /--fault/],
      ["stuck", /"stuck" is not of the form key=value/],
    ];
    for (const [text, words] of refused) expect(() => read(text), text).toThrow(words);
  });
});

describe("a loss of signal on the command line", () => {
  it("is read with its window, and when what was recorded arrives", () => {
    expect(readOutage("at=6h,for=20min", START_S)).toEqual({
      kind: "outage",
      fromS: START_S + 21_600,
      untilS: START_S + 22_800,
    });
    expect(readOutage("at=0s,for=1min,dump=5min,name=los", START_S)).toEqual({
      kind: "outage",
      fromS: START_S,
      untilS: START_S + 60,
      dumpS: START_S + 360,
      name: "los",
    });
    expect(() => readOutage("at=1h", START_S)).toThrow(/--outage needs for=/);
    expect(() => readOutage("at=1h,for=1h,until=3h", START_S)).toThrow(/"until" is not a key/);
  });
});
