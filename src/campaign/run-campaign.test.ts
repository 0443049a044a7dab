// Oracle: the member function's closed form, and the same campaign run in one go in one thread. Exact.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { freshFolder, plan, sourceThreads } from "./campaign.case.ts";
import type { CampaignPlan } from "./campaign-plan.ts";
import type { Executor } from "./execute/executor.ts";
import { inline } from "./execute/inline.ts";
import { CampaignFolder } from "./keep/campaign-folder.ts";
import { concludeCampaign } from "./result/conclude.ts";
import { type CampaignProgress, runCampaign } from "./run-campaign.ts";

interface Circumstances {
  readonly executor?: Executor;
  /** Stops after so many members. */
  readonly stopAfter?: number;
}

async function run(path: string, of: CampaignPlan, { executor = inline(), stopAfter }: Circumstances = {}) {
  const folder = CampaignFolder.open(path, of);
  const stop = new AbortController();
  const seen: CampaignProgress[] = [];
  try {
    const progress = await runCampaign(of, folder, {
      executor,
      signal: stop.signal,
      onProgress: (now) => {
        seen.push(now);
        if (stopAfter !== undefined && now.done - now.before >= stopAfter) stop.abort();
      },
    });
    if (progress.done === progress.total) concludeCampaign(of, folder, [0]);
    return { progress, seen };
  } finally {
    folder.close();
  }
}

const TABLES = ["members.parquet", "curves.parquet", "bands.parquet", "summary.json"];
const tablesOf = (path: string) =>
  TABLES.map((name) =>
    createHash("sha256")
      .update(readFileSync(join(path, name)))
      .digest("hex"),
  );

describe("a campaign", () => {
  it("gives the same files whatever the number of threads, and wherever it was interrupted", async () => {
    const once = freshFolder();
    await run(once, plan());
    expect(readdirSync(once).sort()).toEqual([...TABLES, "campaign.json", "members.journal"].sort());
    for (const executor of [sourceThreads(1), sourceThreads(3)]) {
      const path = freshFolder();
      await run(path, plan(), { executor });
      expect(tablesOf(path)).toEqual(tablesOf(once));
    }
    const path = freshFolder();
    let interruptions = 0;
    for (let done = 0; done < 12; interruptions++) {
      const { progress } = await run(path, plan(), {
        stopAfter: 1,
        executor: sourceThreads(1 + (interruptions % 2)),
      });
      expect(progress.before).toBe(done);
      expect(progress.done).toBeGreaterThan(done);
      done = progress.done;
      if (done < 12) expect(readdirSync(path).sort()).toEqual(["campaign.json", "members.journal"]);
    }
    expect(interruptions).toBeGreaterThan(3);
    expect(tablesOf(path)).toEqual(tablesOf(once));
  });

  it("tells its progress, one member at a time, and finds all of them done when called again", async () => {
    const path = freshFolder();
    const { seen } = await run(path, plan({}, { failEvery: 5 }));
    expect(seen.map(({ done }) => done)).toEqual(Array.from({ length: 13 }, (_, i) => i));
    expect(seen.at(-1)).toEqual({ done: 12, failed: 3, total: 12, before: 0 });
    const again = await run(path, plan({}, { failEvery: 5 }));
    expect(again.seen).toEqual([{ done: 12, failed: 3, total: 12, before: 12 }]);
  });

  it("made longer keeps the members that it has; made shorter shows only the first", async () => {
    const path = freshFolder();
    await run(path, plan({ members: 5 }));
    const { progress } = await run(path, plan({ members: 12 }));
    expect(progress.before).toBe(5);
    const once = freshFolder();
    await run(once, plan({ members: 12 }));
    expect(tablesOf(path)).toEqual(tablesOf(once));
    const short = freshFolder();
    await run(short, plan({ members: 5 }));
    await run(path, plan({ members: 5 }));
    expect(tablesOf(path)).toEqual(tablesOf(short));
  });

  it("refuses a folder of other inputs, and says what differs", async () => {
    const path = freshFolder();
    await run(path, plan());
    const refused: [Partial<CampaignPlan>, RegExp][] = [
      [{ seed: 4 }, /another campaign \(seed 3 there and 4 here\); choose another folder, or delete/],
      [{ sampling: "random" }, /sampling sobol there and random here/],
      [{ program: "0.0.1" }, /program 0.0.0 there and 0.0.1 here/],
      [{ inputs: { scenario: { failEvery: 2 } } }, /\(another scenario\)/],
      [{ variables: [] }, /\(another variables\)/],
    ];
    for (const [changes, sentence] of refused)
      await expect(run(path, plan(changes))).rejects.toThrow(sentence);
    expect((await run(path, plan())).progress.before).toBe(12);
  });

  it("refuses a file, a folder that is not a campaign's, and one in use", async () => {
    const path = freshFolder();
    writeFileSync(path, "");
    await expect(run(path, plan())).rejects.toThrow(/this is a file; name a folder/);
    const foreign = freshFolder();
    mkdirSync(foreign);
    writeFileSync(join(foreign, "campaign.json"), "{}");
    await expect(run(foreign, plan())).rejects.toThrow(/campaign.json: is not a campaign's manifest/);
    const torn = freshFolder();
    mkdirSync(torn);
    writeFileSync(join(torn, "members.journal"), "abc");
    await expect(run(torn, plan())).rejects.toThrow(/has members but no campaign.json/);
    const used = freshFolder();
    const holder = CampaignFolder.open(used, plan());
    await expect(run(used, plan())).rejects.toThrow(
      new RegExp(`process ${process.pid} is running a campaign in it`),
    );
    holder.close();
    for (const gone of ["", "nobody", "999999999"]) {
      writeFileSync(join(used, "campaign.lock"), gone);
      CampaignFolder.open(used, plan()).close();
    }
  });

  it("goes on after a thread was lost, with nothing lost of what came home", async () => {
    const job = { exitsAt: 6, mark: freshFolder() };
    const path = freshFolder();
    await expect(run(path, plan({}, job), { executor: sourceThreads(2) })).rejects.toThrow(/exit/);
    const { progress } = await run(path, plan({}, job), { executor: sourceThreads(2) });
    expect(progress).toMatchObject({ done: 12, failed: 0 });
    expect(progress.before).toBeGreaterThan(0);
    const once = freshFolder();
    await run(once, plan());
    // The titles are equal and so are the members; only the scenario differs.
    expect(tablesOf(path)).toEqual(tablesOf(once));
  });

  it("is refused where it cannot be", async () => {
    for (const members of [0, -3, 2.5, 1e7])
      await expect(run(freshFolder(), plan({ members }))).rejects.toThrow(/1 to 1000000 members/);
    const { layout } = plan();
    const twice = { ...layout, numbers: [{ name: "level", unit: "kg" }] };
    await expect(run(freshFolder(), plan({ layout: twice }))).rejects.toThrow(
      /two results of a campaign are called "level"/,
    );
    const back = { ...layout, timesS: [0, 2, 1, 3, 4] };
    await expect(run(freshFolder(), plan({ layout: back }))).rejects.toThrow(/not in order of time/);
  });
});
