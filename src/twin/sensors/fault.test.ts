// Oracle: the same run without the fault. Within the fault's window each reading is compared with what the fault's definition
// makes of the healthy one; outside it, both runs are equal to the last bit.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TelemetryFault } from "./fault.ts";
import { everywhere, samplesOf, sensor, type Told, tell } from "./sensors.case.ts";

const UNTIL_S = 1200;
const noisy = { white: 0.4, driftPerRootDay: 2, lagS: 5 };
const sensors = [
  sensor("P-1", { ...noisy, hub: "mux-1" }),
  sensor("P-2", { ...noisy, hub: "mux-1", everyS: 2.5 }),
  sensor("T-1", { ...noisy, hub: "mux-2" }),
  sensor("Q", noisy),
];
const wave = (timeS: number) => 100 + 5 * Math.sin(timeS / 90);
const run = (faults: TelemetryFault[], seed = 4) =>
  tell(sensors, everywhere(sensors.length, UNTIL_S, wave), { faults, seed });
const healthy = run([]).told;
const others = (told: readonly Told[], touched: readonly string[]) =>
  told.filter(({ channel }) => channel !== undefined && !touched.includes(channel));

const window = fc
  .tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 400 }))
  .map(([fromS, forS]) => ({ fromS, untilS: fromS + forS }));

describe("a fault of one sensor", () => {
  it("acts on its readings in its window, and on nothing else", () => {
    fc.assert(
      fc.property(
        window,
        fc.constantFrom("stuck", "dead", "bias", "drift", "spike"),
        ({ fromS, untilS }, kind) => {
          const fault = { kind, sensor: "P-2", fromS, untilS, by: 8, perDay: 4000 } as TelemetryFault;
          const { told, bank } = run([fault]);
          expect(bank.labels).toEqual([{ name: `${kind} P-2`, kind, channels: ["P-2"], fromS, untilS }]);
          expect(others(told, ["P-2"])).toEqual(others(healthy, ["P-2"]));
          const before = samplesOf(healthy, "P-2");
          const held = before.findLast(({ timeS }) => timeS < fromS) ?? before[0]!;
          const expected = before.flatMap(({ timeS, value }) => {
            if (timeS < fromS || timeS >= untilS) return [{ timeS, value }];
            if (kind === "dead") return [];
            const error = kind === "drift" ? (4000 * (timeS - fromS)) / 86_400 : 8;
            return [{ timeS, value: kind === "stuck" ? held.value : value + error }];
          });
          const after = samplesOf(told, "P-2");
          expect(after.map(({ timeS }) => timeS)).toEqual(expected.map(({ timeS }) => timeS));
          after.forEach(({ value }, i) => {
            expect(value).toBeCloseTo(expected[i]!.value, 9);
          });
        },
      ),
    );
  });

  it("is a spike of exactly one reading where no end is given", () => {
    for (const everyS of [0.3, 1, 2.5, 1 / 3]) {
      const one = [sensor("P", { everyS })];
      const faults: TelemetryFault[] = [{ kind: "spike", sensor: "P", fromS: 100.001, by: 50 }];
      const samples = samplesOf(
        tell(
          one,
          everywhere(1, 300, () => 1),
          { faults },
        ).told,
        "P",
      );
      const high = samples.filter(({ value }) => value > 40);
      expect(high).toHaveLength(1);
      expect(high[0]!.timeS).toBeGreaterThanOrEqual(100.001);
      expect(high[0]!.timeS).toBeLessThan(100.001 + everyS + 0.001);
    }
  });

  it("shows a stuck code of a channel that reports by exception at its heartbeat only", () => {
    const one = [sensor("P", { white: 1, step: 0.1, reportsChangesOnly: { heartbeatS: 30 } })];
    const faults: TelemetryFault[] = [{ kind: "stuck", sensor: "P", fromS: 200, untilS: 500 }];
    const samples = samplesOf(
      tell(
        one,
        everywhere(1, 800, () => 9),
        { faults },
      ).told,
      "P",
    );
    const inside = samples.filter(({ timeS }) => timeS >= 200 && timeS < 500);
    expect(new Set(inside.map(({ value }) => value)).size).toBe(1);
    expect(inside.length).toBeGreaterThanOrEqual(9);
    expect(inside.length).toBeLessThanOrEqual(11);
  });
});

describe("a fault of a hub", () => {
  it("drops or freezes all of its sensors at once, and no other", () => {
    fc.assert(
      fc.property(window, fc.constantFrom("hub-drop", "hub-freeze"), ({ fromS, untilS }, kind) => {
        const { told, bank } = run([
          { kind, hub: "mux-1", fromS, untilS, name: "the fault" },
        ] as TelemetryFault[]);
        expect(bank.labels[0]).toEqual({ name: "the fault", kind, channels: ["P-1", "P-2"], fromS, untilS });
        expect(others(told, ["P-1", "P-2"])).toEqual(others(healthy, ["P-1", "P-2"]));
        for (const id of ["P-1", "P-2"]) {
          const before = samplesOf(healthy, id);
          const held = before.findLast(({ timeS }) => timeS < fromS) ?? before[0]!;
          const expected = before.flatMap(({ timeS, value }) => {
            if (timeS < fromS || timeS >= untilS) return [{ timeS, value }];
            return kind === "hub-drop" ? [] : [{ timeS, value: held.value }];
          });
          expect(samplesOf(told, id)).toEqual(expected);
        }
      }),
    );
  });

  it("shifts the stamps of its sensors by what its clock is off, and leaves values and order of arrival", () => {
    fc.assert(
      fc.property(
        window,
        fc.constantFrom("clock-offset", "clock-jump", "clock-rate"),
        ({ fromS, untilS }, kind) => {
          const { told } = run([
            { kind, hub: "mux-1", fromS, untilS, byS: -37.5, gain: 0.01 } as TelemetryFault,
          ]);
          expect(told.map(({ channel, value }) => [channel, value])).toEqual(
            healthy.map(({ channel, value }) => [channel, value]),
          );
          told.forEach(({ timeS, channel }, i) => {
            const trueS = healthy[i]!.timeS;
            const isOn = channel === "P-1" || channel === "P-2";
            const inWindow = trueS >= fromS && trueS < untilS;
            const gained = 0.01 * Math.max(0, Math.min(trueS, untilS) - fromS);
            const off = kind === "clock-rate" ? gained : inWindow ? -37.5 : 0;
            expect(Math.abs(timeS - trueS - (isOn ? off : 0))).toBeLessThan(0.00051);
          });
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("a loss of signal", () => {
  it("loses all readings in its window and says so, or sends them late and in order where they were recorded", () => {
    fc.assert(
      fc.property(
        window,
        fc.option(fc.integer({ min: 0, max: 300 }), { nil: undefined }),
        ({ fromS, untilS }, laterS) => {
          const outage: TelemetryFault = {
            kind: "outage",
            fromS,
            untilS,
            ...(laterS !== undefined && { dumpS: untilS + laterS }),
          };
          const { told, bank } = run([outage]);
          const all = healthy.filter(({ kind }) => kind === "sample");
          const isLost = ({ timeS }: Told) => timeS >= fromS && timeS < untilS;
          const dumpS = untilS + (laterS ?? Number.POSITIVE_INFINITY);
          const live = all.filter((sample) => !isLost(sample));
          const late = dumpS <= UNTIL_S ? all.filter(isLost) : [];
          const expected = [
            ...live.filter(({ timeS }) => timeS < dumpS),
            ...late,
            ...live.filter(({ timeS }) => timeS >= dumpS),
          ];
          expect(told.filter(({ kind }) => kind === "sample")).toEqual(expected);
          const signals = told
            .filter(({ kind }) => kind !== "sample")
            .map(({ kind, timeS }) => `${kind} ${timeS}`);
          expect(signals).toEqual(
            ["acquired 0", `lost ${fromS}`, `acquired ${untilS}`].slice(0, untilS <= UNTIL_S ? 3 : 2),
          );
          if (laterS === undefined) expect(bank.dropped).toBe(all.filter(isLost).length);
        },
      ),
    );
  });

  it("overwrites the oldest of a recorder that is full, and counts them", () => {
    const one = [sensor("P")];
    const faults: TelemetryFault[] = [{ kind: "outage", fromS: 100, untilS: 400, dumpS: 450 }];
    const { told, bank } = tell(one, everywhere(1, 600, wave), { faults, recorderSamples: 50 });
    const late = told.filter(({ kind, timeS }) => kind === "sample" && timeS >= 100 && timeS < 400);
    expect(late).toHaveLength(50);
    for (const { timeS } of late) expect(timeS).toBeGreaterThanOrEqual(350);
    expect(bank.dropped).toBe(250);
  });
});

describe("a scenario that cannot be", () => {
  it("is refused with its name, what is wrong and what there is", () => {
    const refused: [TelemetryFault[], RegExp][] = [
      [
        [{ kind: "stuck", sensor: "P-9", fromS: 0 }],
        /"stuck P-9": there is no sensor "P-9"; there are P-1, P-2/,
      ],
      [[{ kind: "hub-drop", hub: "mux-7", fromS: 0 }], /no hub "mux-7"; there are mux-1, mux-2/],
      [[{ kind: "dead", sensor: "Q", fromS: 5, untilS: 5 }], /ends at 5 s, not after its start at 5 s/],
      [[{ kind: "bias", sensor: "Q", fromS: 5, by: Number.NaN }], /size NaN/],
      [[{ kind: "clock-rate", hub: "mux-1", fromS: 0, gain: 2 }], /gains 2 s\/s/],
      [
        [{ kind: "outage", fromS: 0, untilS: 9, dumpS: 3 }],
        /record arrives at 3 s, before the link is back at 9 s/,
      ],
      [
        [
          { kind: "outage", fromS: 5, untilS: 20 },
          { kind: "outage", fromS: 0, untilS: 9 },
        ],
        /lost at 5 s while it is lost already until 9 s/,
      ],
    ];
    for (const [faults, message] of refused) expect(() => run(faults)).toThrow(message);
    const bad = (changes: object) => () => tell([sensor("P", changes)], everywhere(1, 10, wave));
    expect(bad({ unit: "furlong" })).toThrow(/"furlong" is not in the unit table/);
    expect(bad({ everyS: 0 })).toThrow(/1 ms is the least/);
    expect(bad({ white: -1 })).toThrow(/white -1 is not 0 or above/);
    expect(bad({ step: 10, range: { low: 1, high: 5 } })).toThrow(/holds no code/);
    expect(() => tell([sensor("P"), sensor("P")], [])).toThrow(/two sensors are called "P"/);
    const back = [2, 1].map((timeS) => ({ timeS, values: [0] }));
    expect(() => tell([sensor("P")], back)).toThrow(/truth at 1 s comes after truth at 2 s/);
    expect(() => tell([sensor("P")], [{ timeS: 0, values: [Number.NaN] }])).toThrow(
      /sensor "P" at 0 s is NaN/,
    );
  });
});
