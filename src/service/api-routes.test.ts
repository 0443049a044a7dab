import { request } from "node:http";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { healthSchema } from "./answers.ts";
import {
  alarmSchema,
  boardSchema,
  findingListSchema,
  runListSchema,
  runSchema,
  seriesSchema,
} from "./contract.ts";
import { madeUpRun, madeUpScript, outputsOf } from "./made-up-run.case.ts";
import { problemSchema } from "./problem.ts";
import { freshFolder, serve } from "./service.case.ts";

const short = {
  ...madeUpScript,
  frames: 600,
  suspectedAt: 200,
  confirmedAt: 220,
  endedAt: 500,
  blind: [300, 330],
  sourceLost: [400, 430],
} as const;
const at = (frame: number) => short.startS + (frame + 1) * short.framePeriodS;
const run = "/api/v1/runs/made-up";
const leakAlarm = encodeURIComponent("ms21-external~leak");

describe("each route", () => {
  test("answers as the contract says", async () => {
    const { get } = await serve([madeUpRun(short)]);
    expect(healthSchema.parse((await get("/api/v1/health")).body)).toMatchObject({
      status: "ok",
      runs: 1,
      loops: 2,
    });
    const { runs } = runListSchema.parse((await get("/api/v1/runs")).body);
    expect(runs).toEqual([runSchema.parse((await get(run)).body)]);
    expect(runs[0]).toMatchObject({ progress: 1, endS: at(599), problem: null, synthetic: true });
    const series = seriesSchema.parse((await get(`${run}/loops/ms21-external/series`)).body);
    expect(series.columns.timeS).toHaveLength(600);
    expect(new Set(Object.values(series.columns).map((column) => column.length))).toEqual(new Set([600]));
    const board = boardSchema.parse((await get(`${run}/at?timeS=${at(250)}`)).body);
    expect(board.loops.map(({ state }) => state)).toEqual(["leaking", "normal"]);
    expect(board.alarms.map(({ priority, loop }) => `${loop} ${priority}`)).toEqual([
      "ms21-external warning",
    ]);
    const { findings } = findingListSchema.parse(
      (await get(`${run}/findings?fromS=${at(200)}&toS=${at(220)}`)).body,
    );
    expect(findings.map(({ timeS, type }) => [timeS, type])).toEqual([
      [at(200), "state"],
      [at(200), "leak"],
      [at(220), "state"],
      [at(220), "leak"],
    ]);
  });

  test("that the OpenAPI document names exists, with every schema it names", async () => {
    const { get, address } = await serve([madeUpRun(short)]);
    const { body } = await get("/api/v1/openapi.json");
    expect(body.openapi).toBe("3.1.0");
    for (const [path, methods] of Object.entries<Record<string, unknown>>(body.paths)) {
      if (path.endsWith("/stream")) continue;
      const filled = path
        .replace("{run}", "made-up")
        .replace("{loop}", "ms21-external")
        .replace("{alarm}", leakAlarm)
        .replace("{incident}", "2015-01-14-iss-false-alarm");
      for (const method of Object.keys(methods)) {
        const response = await fetch(`${address}${filled}?timeS=${at(1)}`, { method: method.toUpperCase() });
        // The made-up run is no case of the library, so nothing is on record of it, and its loops have no hardware.
        const fine = /\/runs\/.*\/(claims|cause|report|camera|model)(\/|$)/.test(path)
          ? [404]
          : [200, 400, 415];
        expect(fine).toContain(response.status);
      }
    }
    const names = [...JSON.stringify(body).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
      ([, name]) => name!,
    );
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) expect(body.components.schemas[name]).toBeTypeOf("object");
  });

  test("is decimated on request, with the extremes of all frames and every gap", async () => {
    const { get } = await serve([madeUpRun(short)]);
    const all = seriesSchema.parse((await get(`${run}/loops/ms21-external/series?points=20000`)).body);
    const few = seriesSchema.parse((await get(`${run}/loops/ms21-external/series?points=20`)).body);
    expect(all.decimation).toBe(1);
    expect(few.decimation).toBe(30);
    const values = all.columns.measured.filter((value) => value !== null);
    expect(Math.min(...few.columns.measuredMin.filter((value) => value !== null))).toBe(Math.min(...values));
    expect(Math.max(...few.columns.measuredMax.filter((value) => value !== null))).toBe(Math.max(...values));
    const gaps = few.columns.timeS.filter((_, index) => few.columns.coverage[index] === 0);
    for (const frame of [329, 429]) expect(gaps).toContain(at(frame));
  });
});

describe("input that is not as it should be", () => {
  const series = `${run}/loops/ms21-external/series`;
  const cases: [string, number, RegExp][] = [
    ["/api/v1/runs/nope", 404, /no run "nope".*\/api\/v1\/runs lists/],
    ["/api/v1/runs/__proto__", 404, /no run "__proto__"/],
    [`${run}/loops/__proto__/series`, 404, /no loop "__proto__"; it has "ms21-external", "ms22-external"/],
    [`${run}/loops/constructor/series`, 404, /no loop/],
    [`${series}?points=1e9`, 400, /points: is not a whole number/],
    [`${series}?points=1000000000`, 400, /points: is outside 2 to 20000: ask for fewer/],
    [`${series}?points=1`, 400, /points: is outside/],
    [`${series}?points=-5`, 400, /points/],
    [`${series}?fromS=NaN`, 400, /fromS: is not a time/],
    [`${series}?fromS=&toS=5`, 400, /fromS/],
    [`${series}?fromS=10&toS=5`, 400, /fromS: is later than toS: exchange them/],
    [`${series}?fromS=1&fromS=2`, 400, /fromS/],
    [`${series}?fromS=9999999999999`, 400, /outside/],
    [`${run}/at`, 400, /timeS: is missing: give Unix seconds/],
    [`${run}/at?timeS=Infinity`, 400, /timeS/],
    [`${run}/at?timeS=0x10`, 400, /timeS/],
    [`${run}/findings?fromS=%00`, 400, /fromS/],
    ["/api/v1/nothing", 404, /openapi\.json lists/],
    [`/api/v1/runs/${"x".repeat(900)}`, 404, /…/],
  ];

  test.each(cases)("%s gives %i and says what to do", async (path, status, detail) => {
    const { get } = await serve([madeUpRun({ ...short, frames: 50 })]);
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(answer.type).toBe("application/problem+json; charset=utf-8");
    const problem = problemSchema.parse(answer.body);
    expect(problem.status).toBe(status);
    expect(problem.detail).toMatch(detail);
  });

  test("a body that is no answer to an alarm is refused whole", async () => {
    const { post } = await serve([madeUpRun(short)]);
    const path = `${run}/alarms/${leakAlarm}/acknowledge`;
    const good = { by: "A", reason: "seen", atS: at(250) };
    const bodies: [unknown, number, RegExp][] = [
      [{ ...good, by: "  " }, 400, /by: /],
      [{ ...good, by: "x".repeat(81) }, 400, /by: /],
      [{ ...good, reason: "" }, 400, /reason: /],
      [{ ...good, atS: "now" }, 400, /atS: /],
      [[], 400, /body/],
      ["{", 400, /JSON/],
      ['{"by":"A","reason":"r","atS":1,"__proto__":{"x":1}}', 400, /JSON/],
      [{ ...good, reason: "x".repeat(20_000) }, 413, /16 kB/],
    ];
    for (const [body, status, detail] of bodies) {
      const answer = await post(path, body);
      expect([answer.status, answer.body.detail]).toEqual([status, expect.stringMatching(detail)]);
    }
    const text = await post(path, "by=A", { "content-type": "application/x-www-form-urlencoded" });
    expect(text.status).toBe(415);
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  test("markup in names stays text, in an answer that no browser takes for a page", async () => {
    const name = "<img src=x onerror=alert(1)>";
    const loops = [{ id: name, name, carrier: "</script><script>" }];
    const { get, address } = await serve([madeUpRun({ ...short, id: "x<y", loops })]);
    const path = `/api/v1/runs/${encodeURIComponent("x<y")}`;
    const { body, type } = await get(`${path}/loops/${encodeURIComponent(name)}/series`);
    expect(body.loop).toBe(name);
    expect(type).toMatch(/^application\/json/);
    const missing = await fetch(`${address}/api/v1/runs/${encodeURIComponent(name)}`);
    expect(missing.headers.get("content-type")).toMatch(/^application\/problem\+json/);
    expect(missing.headers.get("x-content-type-options")).toBe("nosniff");
    expect(missing.headers.get("content-security-policy")).toMatch(/script-src 'self';/);
    expect(missing.headers.get("content-security-policy")).not.toMatch(/unsafe-eval/);
  });
});

describe("what is shown for an instant", () => {
  test("was knowable then: nothing that comes later changes it", async () => {
    const whole = await serve([madeUpRun(short)]);
    const instants = fc.sample(fc.integer({ min: -5, max: 599 }), { numRuns: 25, seed: 3 });
    for (const frame of [...instants, 199, 200, 299, 300, 399, 400]) {
      const timeS = at(frame) + 4;
      const until = frame + 1;
      const cut = madeUpRun(short);
      async function* past() {
        for await (const output of outputsOf({ ...madeUpScript, ...short })) {
          if (output.point.endS > at(until - 1)) return;
          yield output;
        }
      }
      const { get, close } = await serve([{ ...cut, outputs: past() }]);
      const paths = [
        `${run}/at?timeS=${timeS}`,
        `${run}/findings?toS=${timeS}&fromS=0`,
        `${run}/loops/ms21-external/series?fromS=0&toS=${timeS}&points=40`,
      ];
      for (const path of paths) expect((await get(path)).body).toEqual((await whole.get(path)).body);
      await close();
    }
  });

  test("is never older than it says: a loop without a frame is blind, without values, its leak kept", async () => {
    const { get } = await serve([madeUpRun({ ...short, frames: 250 })]);
    const soon = boardSchema.parse((await get(`${run}/at?timeS=${at(249) + 30}`)).body);
    const later = boardSchema.parse((await get(`${run}/at?timeS=${at(249) + 31}`)).body);
    expect(soon.loops[0]!.state).toBe("leaking");
    expect(later.loops[0]).toMatchObject({ state: "blind", measured: null, lastDataS: at(249) });
    expect(later.loops[0]!.leak).not.toBeNull();
    expect(later.alarms).toHaveLength(1);
  });

  test("in a gap has no value, and tells the age of the last one", async () => {
    const { get } = await serve([madeUpRun(short)]);
    const { loops, alarms } = boardSchema.parse((await get(`${run}/at?timeS=${at(320)}`)).body);
    expect(loops[0]).toMatchObject({ state: "blind", measured: null, lastDataS: at(299) });
    expect(alarms.map(({ priority }) => priority).sort()).toEqual(["advisory", "warning"]);
  });

  test("with all loops silent at once is one lost source, beside the leak", async () => {
    const { get } = await serve([madeUpRun(short)]);
    const { alarms } = boardSchema.parse((await get(`${run}/at?timeS=${at(410)}`)).body);
    const live = alarms.filter(({ clearedS }) => clearedS === null).map(({ id }) => id);
    expect(live.sort()).toEqual(["*~source", "ms21-external~leak"]);
  });
});

describe("an answer to an alarm", () => {
  const path = `${run}/alarms/${leakAlarm}/acknowledge`;
  const answer = { by: "A. Controller", reason: "Isolating the segment", atS: at(250) };

  test("stands from its instant on, not before", async () => {
    const { get, post } = await serve([madeUpRun(short)]);
    const { status, body } = await post(path, answer);
    expect(status).toBe(200);
    expect(alarmSchema.parse(body).acknowledged).toEqual(answer);
    const leakAt = async (frame: number) =>
      boardSchema
        .parse((await get(`${run}/at?timeS=${at(frame)}`)).body)
        .alarms.find(({ id }) => id.endsWith("~leak"));
    expect((await leakAt(249))!.acknowledged).toBeNull();
    expect((await leakAt(251))!.acknowledged).toEqual(answer);
    expect(await leakAt(510)).toBeUndefined();
  });

  test("is asked for until it is given, even if the leak has ended", async () => {
    const { get } = await serve([madeUpRun(short)]);
    const { alarms } = boardSchema.parse((await get(`${run}/at?timeS=${at(590)}`)).body);
    const leak = alarms.find(({ id }) => id === "ms21-external~leak");
    expect(leak).toMatchObject({ clearedS: at(500), acknowledged: null });
  });

  test("does not cover what comes after it: a confirmed leak asks again", async () => {
    const { get, post } = await serve([madeUpRun(short)]);
    expect((await post(path, { ...answer, atS: at(210) })).status).toBe(200);
    const { alarms } = boardSchema.parse((await get(`${run}/at?timeS=${at(220)}`)).body);
    expect(alarms[0]).toMatchObject({ priority: "warning", acknowledged: null });
  });

  test("given twice is one; given to an answered or an unknown alarm it is refused", async () => {
    const { post } = await serve([madeUpRun(short)]);
    expect((await post(path, answer)).status).toBe(200);
    expect((await post(path, answer)).status).toBe(200);
    const second = await post(path, { ...answer, by: "B" });
    expect([second.status, second.body.detail]).toEqual([
      409,
      expect.stringMatching(/A\. Controller has already/),
    ]);
    const early = await post(path, { ...answer, atS: at(100) });
    expect([early.status, early.body.detail]).toEqual([404, expect.stringMatching(/had not been raised at/)]);
    expect((await post(`${run}/alarms/__proto__/acknowledge`, answer)).status).toBe(404);
  });

  test("survives restarts of the service, once", async () => {
    const dataFolder = await freshFolder();
    for (let round = 0; round < 3; round += 1) {
      const { get, post, close } = await serve([madeUpRun(short), madeUpRun({ ...short, id: "other" })], {
        dataFolder,
      });
      if (round === 0) expect((await post(path, answer)).status).toBe(200);
      const board = async (id: string) => (await get(`/api/v1/runs/${id}/at?timeS=${at(260)}`)).body;
      expect((await board("made-up")).alarms[0].acknowledged).toEqual(answer);
      expect((await board("other")).alarms[0].acknowledged).toBeNull();
      await close();
    }
  });
});

describe("a request from elsewhere", () => {
  test("under another name for this machine is not answered", async () => {
    const { address } = await serve([]);
    const status = await new Promise((resolve) => {
      request(`${address}/api/v1/runs`, { headers: { host: "evil.example" } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).end();
    });
    expect(status).toBe(421);
  });

  test("by a page of another site changes nothing", async () => {
    const { post, get } = await serve([madeUpRun(short)]);
    const path = `${run}/alarms/${leakAlarm}/acknowledge`;
    const answer = { by: "A", reason: "seen", atS: at(250) };
    expect((await post(path, answer, { origin: "http://evil.example" })).status).toBe(403);
    expect((await get(`${run}/at?timeS=${at(260)}`)).body.alarms[0].acknowledged).toBeNull();
  });
});

test("a run whose source fails keeps what was watched and says what went wrong", async () => {
  async function* failing() {
    for await (const output of outputsOf({ ...madeUpScript, ...short })) {
      if (output.point.endS > at(99)) throw new Error('row 101 of a.csv: value "abc" is not a number');
      yield output;
    }
  }
  const { get } = await serve([{ ...madeUpRun(short), outputs: failing() }]);
  const answer = runSchema.parse((await get(run)).body);
  expect(answer.problem).toMatch(/row 101 of a\.csv/);
  expect(answer.endS).toBe(at(99));
  expect(answer.progress).toBeLessThan(1);
  const health = healthSchema.parse((await get("/api/v1/health")).body);
  expect(health).toMatchObject({ status: "degraded", loops: 0 });
});
