import type { StateFinding } from "../../../src/watch/finding.ts";
import { askBoard, askFindings, askRuns, askSeries, RequestProblem } from "../service/requests.ts";
import { type ConsoleState, chartWindow, runOf } from "./console-state.ts";
import { createFeed, type Feed } from "./feed.ts";
import type { Store } from "./store.ts";
import { createViewFeeds } from "./view-feeds.ts";

/** Rows that a chart of this width can show: more would only be drawn over one another. */
const CHART_ROWS = 900;
const SPARK_ROWS = 90;
/** Few loops have strips as wide as the table. */
const STRIP_ROWS = 360;
/** So few loops leave room for a strip each, in which their residuals can be read. */
export const FEW_LOOPS = 4;
export const SPARK_SPAN_S = 3 * 3600;

/** Everything the console asks of the service, each at its own modest rate. On pause none of them asks. */
export function createFeeds(store: Store<ConsoleState>): Feed {
  const fail = (error: unknown): void => {
    const message = error instanceof RequestProblem ? error.message : String(error);
    store.set({ problem: message });
  };

  const runs = createFeed({
    // Asked for until answered once; the event stream brings every change after that.
    wanted: () => (store.get().runs === null ? `runs ${store.get().boardEdition}` : null),
    subject: () => "runs",
    key: (want: string) => want,
    load: (_want: string, signal) => askRuns(signal),
    publish: (answer) => store.set({ runs: answer, problem: null }),
    fail,
    everyMs: () => 1000,
  });

  const board = createFeed({
    wanted: () => {
      const state = store.get();
      const run = runOf(state);
      if (run === null || state.instantS === null || state.instantS > run.endS + 1e-6) return null;
      return { run: run.id, timeS: state.instantS, edition: state.boardEdition };
    },
    subject: (want) => want.run,
    key: (want) => `${want.timeS} ${want.edition}`,
    load: (want, signal) => askBoard(want.run, want.timeS, signal),
    publish: (answer) => store.set({ board: answer, problem: null }),
    fail,
    everyMs: () => (store.get().playing ? 500 : 50),
  });

  const series = createFeed({
    wanted: () => {
      const state = store.get();
      const run = runOf(state);
      const window = chartWindow(state);
      if (
        state.view !== "loop" ||
        state.loopPanel !== "signals" ||
        run === null ||
        state.loopId === null ||
        window === null
      )
        return null;
      const fromS = Math.max(run.startS, window.fromS);
      const toS = Math.min(run.endS, window.toS, state.instantS ?? run.startS);
      if (toS <= fromS) return null;
      return { run: run.id, loop: state.loopId, fromS, toS, points: CHART_ROWS };
    },
    subject: (want) => `${want.run} ${want.loop}`,
    key: (want) => `${want.fromS} ${want.toS}`,
    load: (want, signal) => askSeries(want, signal),
    publish: (answer) => store.set({ series: answer, problem: null }),
    fail,
    // A hand that moves the window asks for new rows a few times a second; until they come the old ones move with it.
    everyMs: () => (store.get().playing ? 1000 : 180),
  });

  const sparks = createFeed({
    wanted: () => {
      const { view, instantS, ...state } = store.get();
      const run = state.runs?.find((candidate) => candidate.id === state.runId);
      if (view !== "loops" || run === undefined || instantS === null) return null;
      const toS = Math.min(instantS, run.endS);
      const fromS = Math.max(run.startS, toS - SPARK_SPAN_S);
      if (toS <= fromS) return null;
      return { run: run.id, loops: run.loops.map((loop) => loop.id), fromS, toS };
    },
    subject: (want) => want.run,
    key: (want) => `${want.toS}`,
    load: async (want, signal) => {
      const points = want.loops.length <= FEW_LOOPS ? STRIP_ROWS : SPARK_ROWS;
      const rows = want.loops.map((loop) => askSeries({ ...want, loop, points }, signal));
      return Object.fromEntries((await Promise.all(rows)).map((row) => [row.loop, row]));
    },
    publish: (answer) => store.set({ sparks: answer }),
    fail,
    everyMs: () => (store.get().playing ? 2500 : 150),
  });

  const changes = createFeed({
    wanted: () => {
      const { runs, runId, instantS, changes: known } = store.get();
      const run = runs?.find((candidate) => candidate.id === runId);
      if (run === undefined || instantS === null) return null;
      const held = known?.run === run.id ? known : { run: run.id, toS: run.startS, list: [] };
      const toS = Math.min(instantS, run.endS);
      // What was said once stays said, so only the news is asked for.
      return toS > held.toS ? { held, toS } : null;
    },
    subject: ({ held }) => held.run,
    key: ({ toS }) => `${toS}`,
    load: ({ held, toS }, signal) => askFindings(held.run, held.toS, toS, signal),
    publish: (answer, { held, toS }) => {
      const news = answer.filter((finding) => finding.type === "state" && finding.timeS > held.toS);
      const list = [...held.list, ...(news as StateFinding[])];
      store.set({ changes: { run: held.run, toS, list } });
    },
    fail,
    everyMs: () => (store.get().playing ? 1500 : 150),
  });

  const all = [runs, board, series, sparks, changes, ...createViewFeeds(store)];
  return {
    tick: (nowMs) => {
      for (const feed of all) feed.tick(nowMs);
    },
    stop: () => {
      for (const feed of all) feed.stop();
    },
  };
}
