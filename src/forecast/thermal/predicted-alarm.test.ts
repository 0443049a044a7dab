// Oracles: the instant and the share found by walking finely drawn synthetic courses second by second (exact to the step of the walk);
// the exponential course T = T0 + D (1 - exp(-t / tau)), whose passing is tau ln(D / (D - x)).
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomStream } from "../../stats/index.ts";
import { passingS, predictAlarm } from "./predicted-alarm.ts";

const HORIZON_S = 12 * 3600;
const EVERY_S = 300;
const instants = Array.from({ length: HORIZON_S / EVERY_S + 1 }, (_, i) => i * EVERY_S);

/** Warming towards a place of rest, differently fast and far in each member. */
function warmings(count: number) {
  const stream = randomStream(0).named("warmings");
  return Array.from({ length: count }, (_, i) => {
    const own = stream.named(i);
    const [riseK, tauS] = [8 + 20 * own.uniform(), 3600 * (1 + 6 * own.uniform())];
    return (timeS: number) => 295 + riseK * (1 - Math.exp(-timeS / tauS));
  });
}

/** Brute force: the first whole second at which the course is above the bound. */
function walked(course: (timeS: number) => number, bound: number): number {
  for (let timeS = 0; timeS <= HORIZON_S; timeS++) if (course(timeS) > bound) return timeS;
  return Number.NaN;
}

describe("a predicted alarm", () => {
  test("has the share and the times that walking every course second by second finds", () => {
    for (const bound of [298, 305, 312]) {
      const courses = warmings(101);
      const brute = courses.map((course) => walked(course, bound));
      const timesS = courses.map((course) =>
        passingS(instants, instants.map(course), { bound, side: "above" }),
      );
      timesS.forEach((timeS, i) => {
        // Straight lines over 5 min of a course with a time constant of an hour or more: within 12 s.
        if (Number.isNaN(brute[i]!)) expect(timeS).toBeNaN();
        else expect(Math.abs(timeS - brute[i]!)).toBeLessThan(12);
      });
      const alarm = predictAlarm({ timesS, endsS: timesS.map(() => HORIZON_S), horizonS: HORIZON_S });
      const passed = brute.filter((timeS) => !Number.isNaN(timeS)).sort((a, b) => a - b);
      expect(alarm.members).toBe(passed.length);
      expect(alarm.probability.estimate).toBeCloseTo(passed.length / 101, 12);
      expect(alarm.probability.p05).toBeLessThan(passed.length / 101);
      for (const [key, part] of [
        ["p05", 0.05],
        ["median", 0.5],
        ["p95", 0.95],
      ] as const) {
        const place = part * passed.length - 0.5;
        const [low, high] = [
          passed[Math.max(0, Math.floor(place))]!,
          passed[Math.min(passed.length - 1, Math.ceil(place))]!,
        ];
        expect(alarm.whenS![key]).toBeGreaterThan(low - 12);
        expect(alarm.whenS![key]).toBeLessThan(high + 12);
      }
    }
  });

  test("comes when an exponential course passes the bound by its formula", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        fc.integer({ min: 1, max: 6 }),
        (part, hours) => {
          const tauS = hours * 3600;
          const exactS = -tauS * Math.log(1 - part);
          const values = instants.map((timeS) => 10 * (1 - Math.exp(-timeS / tauS)));
          const found = passingS(instants, values, { bound: 10 * part, side: "above" });
          if (exactS > HORIZON_S) expect(found).toBeNaN();
          else expect(Math.abs(found - exactS)).toBeLessThan(EVERY_S ** 2 / (4 * tauS) + 1e-6);
          // A fall is a rise upside down.
          const fall = passingS(
            instants,
            values.map((value) => -value),
            { bound: -10 * part, side: "below" },
          );
          expect(fall).toEqual(found);
        },
      ),
    );
  });

  test("is at the first instant of what is so already, and not told of what stays at the bound", () => {
    expect(passingS([0, 10], [41, 42], { bound: 40, side: "above" })).toBe(0);
    expect(passingS([0, 10], [40, 40], { bound: 40, side: "above" })).toBeNaN();
    expect(passingS([0, 10, 20], [39, Number.NaN, 50], { bound: 40, side: "above" })).toBeNaN();
  });

  test("leaves open what a member that came to a halt would have done", () => {
    const timesS = [100, Number.NaN, Number.NaN, Number.NaN];
    const alarm = predictAlarm({ timesS, endsS: [1000, 1000, 1000, 400], horizonS: 1000 });
    expect(alarm).toMatchObject({ members: 1, unknown: 1, already: 0 });
    expect(alarm.probability.estimate).toBeCloseTo(1 / 3, 12);
    const closed = predictAlarm({ timesS, endsS: [1000, 1000, 1000, 1000], horizonS: 1000 });
    expect(alarm.probability.p05).toBe(closed.probability.p05);
    expect(alarm.probability.p95).toBeGreaterThan(closed.probability.p95);
    const all = predictAlarm({ timesS: [Number.NaN], endsS: [1], horizonS: 1000 });
    expect(all).toMatchObject({ whenS: null, probability: { estimate: null, p05: 0, p95: 1 } });
    expect(() => predictAlarm({ timesS: [], endsS: [], horizonS: 1 })).toThrow("no member");
  });

  test("cannot become less probable with a longer horizon", () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.integer({ min: 0, max: 99 }), { nil: Number.NaN }), {
          minLength: 1,
          maxLength: 40,
        }),
        (timesS) => {
          const endsS = timesS.map(() => 100);
          const chances = [20, 50, 80, 100].map(
            (horizonS) => predictAlarm({ timesS, endsS, horizonS }).probability.estimate!,
          );
          expect(chances).toEqual([...chances].sort((a, b) => a - b));
        },
      ),
    );
  });
});
