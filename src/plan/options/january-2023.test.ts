import { afterAll, describe, expect, it } from "vitest";
import { seatCoverage } from "../seats/seat-coverage.ts";
import { checkTraffic, loadStation } from "../station/index.ts";
import {
  greedyPlan,
  highsSolver,
  loadRules,
  planCase,
  rankOptions,
  readWhatIf,
  renderAnswer,
  type Solver,
  shippedWhatIfs,
} from "./index.ts";

// Limits on the time of a test below only stop a test that hangs; how long planning takes is in docs/plan.md.
const PATIENCE_MS = 300_000;

// Oracle: what was flown from January to September 2023. Every plan is judged again by the traffic check and the seats,
// which know nothing of the model that made it.

const solver = highsSolver();
afterAll(() => solver.close());
const station = loadStation();
const rules = loadRules();
const month = (timeS: number) => new Date(timeS * 1000).toISOString().slice(0, 7);

describe("the plan from what was known on 11 January 2023", { timeout: PATIENCE_MS }, () => {
  it("puts first what was flown: a liner to Endurance in January, MS-23 up empty in February, MS-22 down empty in March, home in September", async () => {
    const answer = await rankOptions(planCase(station, rules), solver, { count: 3, proposals: false });
    expect(answer.infeasible).toBeNull();
    const [best] = answer.options;
    expect(best!.provenOptimal).toBe(true);
    const step = (kind: string, ship: string) => best!.steps.find((s) => s.kind === kind && s.ship === ship);
    const liner = step("move-liner", "crew-5")!;
    expect([month(liner.timeS), liner.people]).toEqual(["2023-01", ["rubio"]]);
    expect(liner.text).toMatch(/cargo deck of Crew-5 Endurance/);
    const up = step("arrive", "ms-23")!;
    expect([month(up.timeS), up.people]).toEqual(["2023-02", []]);
    const down = step("leave", "ms-22")!;
    expect([month(down.timeS), down.people]).toEqual(["2023-03", []]);
    const home = step("leave", "ms-23")!;
    expect(month(home.timeS)).toBe("2023-09");
    expect([...home.people].sort()).toEqual(["petelin", "prokopyev", "rubio"]);
    for (const option of answer.options) {
      expect(checkTraffic(option.station)).toEqual([]);
      // A plan that leaves somebody without a seat says that it breaks that rule, and no other does.
      const alarms = seatCoverage(option.station).gaps.filter(({ severity }) => severity === "alarm");
      expect(alarms.length > 0).toBe(option.breaks.some(({ rule }) => rule === "place-for-everyone"));
    }
    const order = answer.options.map(({ breaks, points }) => [breaks.length, points!] as const);
    expect(order).toEqual(order.toSorted(([a, x], [b, y]) => a - b || x - y));
    expect(new Set(answer.options.map(({ strategy }) => strategy.join())).size).toBe(answer.options.length);
    // Options are decisions about the people without a ship, not the same one with another detail of traffic.
    const decisions = answer.options.map(({ strategy }) => strategy.toSorted().join());
    expect(decisions).toContain("deck,empty ms-23,home ms-23,returns ms-22");
    expect(decisions).toContain("empty ms-23,home ms-23,returns ms-22");
    expect(answer.options.filter(({ breaks }) => breaks.length > 0)).toHaveLength(1);
    const [, second, third] = answer.options;
    expect(second!.toll.deckPersonDays).toBe(0);
    expect(second!.toll.emergencySeatPersonDays).toBeGreaterThan(best!.toll.emergencySeatPersonDays);
    expect(third!.strategy).toContain("crewed ms-23");
    const done = answer.options.map(({ steps }) => steps.map(({ timeS, text }) => `${timeS} ${text}`).join());
    expect(new Set(done).size).toBe(answer.options.length);
    expect(answer.options).toHaveLength(3);
  });

  it("refuses to bring three home in MS-22, or to put three liners into Endurance, by the one rule against each", async () => {
    const two = { ...rules, proposals: rules.proposals!.slice(0, 2) };
    const { refused } = await rankOptions(planCase(station, two), solver, { count: 1, proposals: true });
    const against = Object.fromEntries(
      refused.map(({ title, conflict }) => [title, conflict.map(({ rule }) => rule)]),
    );
    expect(against["Bring the three home in Soyuz MS-22 as planned"]).toEqual([
      "impaired-carries-nobody-home",
    ]);
    expect(against["All three liners into Endurance"]).toEqual(["deck-places"]);
  });

  it("names a conflict in which every rule is needed: waive any one and a plan exists", async () => {
    const whatIf = readWhatIf("fail crew-5 2023-02-01");
    const made = planCase(station, rules, whatIf.ok ? [whatIf.whatIf] : []);
    const { infeasible } = await rankOptions(made, solver, { count: 1, proposals: false });
    const conflict = infeasible!.conflict.map(({ rule }) => rule);
    expect(conflict).toContain("place-for-everyone");
    expect(conflict).toContain("unfit crew-5");
    const { buildModel } = await import("./build-model.ts");
    const { model } = buildModel(made);
    const others = model.rules().filter((rule) => !conflict.includes(rule));
    expect((await solver.solve(model.toLp(new Set(others), "no costs"), 20)).status).toBe("infeasible");
    for (const rule of conflict) {
      const status = (await solver.solve(model.toLp(new Set([...others, rule]), "no costs"), 20)).status;
      expect(`${rule} ${status}`).toBe(`${rule} optimal`);
    }
  });

  it("answers with a plan that is marked not proven where the solver gives up", async () => {
    const lame: Solver = { solve: async () => ({ status: "gave-up", why: "a test" }), close: async () => {} };
    const made = planCase(station, rules);
    const answer = await rankOptions(made, lame);
    const { options } = answer;
    expect(renderAnswer(made, answer).split("\n")[2]).toMatch(
      /^NOT A RANKED PLAN: no plan was found in 10 s/,
    );
    expect(options).toHaveLength(1);
    expect(options[0]!.provenOptimal).toBe(false);
    const plan = greedyPlan(planCase(station, rules));
    expect(checkTraffic(plan.station)).toEqual([]);
    expect(plan.steps.some(({ kind, ship }) => kind === "arrive" && ship === "ms-23")).toBe(true);
  });
});

describe("what-ifs", { timeout: PATIENCE_MS }, () => {
  it.each(shippedWhatIfs)("%s gives a plan that holds, or the rules that forbid one", async (text) => {
    const read = text.split(" and ").map(readWhatIf);
    const made = planCase(
      station,
      rules,
      read.flatMap((outcome) => (outcome.ok ? [outcome.whatIf] : [])),
    );
    expect(made.whatIfs).toHaveLength(read.length);
    const answer = await rankOptions(made, solver, { count: 1, proposals: false });
    if (answer.infeasible === null) {
      expect(answer.options).toHaveLength(1);
      const [option] = answer.options;
      expect(checkTraffic(option!.station)).toEqual([]);
      expect(option!.coverage.gaps.filter(({ severity }) => severity === "alarm")).toEqual([]);
    } else {
      expect(answer.infeasible.conflict.length).toBeGreaterThan(0);
      for (const { says } of answer.infeasible.conflict) expect(says.length).toBeGreaterThan(10);
      // The least bad plan, where one is given, is still possible traffic.
      for (const option of answer.options) expect(checkTraffic(option.station)).toEqual([]);
    }
  });
});
