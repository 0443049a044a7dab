import {
  askCause,
  askClaims,
  askDebris,
  askJournal,
  askLedger,
  askPlan,
  askSchematic,
  askSensors,
  askStation,
  RequestProblem,
} from "../service/requests.ts";
import {
  type Asked,
  type ConsoleState,
  causeKey,
  claimsKey,
  ledgerKey,
  planKey,
  runOf,
  schematicKey,
  stationKey,
} from "./console-state.ts";
import { createFeed, type Feed } from "./feed.ts";
import type { Store } from "./store.ts";

interface Want {
  readonly of: string;
  readonly knownByS: number | null;
  /** What makes another answer of the same kind: the one before it may stand until it comes. */
  readonly also?: string;
}

/** Finer than any date on the list. */
const MINUTE_S = 60;

const messageOf = (error: unknown): string =>
  error instanceof RequestProblem ? error.message : `The answer cannot be read: ${String(error)}`;

/** A feed whose answer or problem stands in one place of the state, for one view alone. */
function viewFeed<K extends keyof ConsoleState, T>(
  store: Store<ConsoleState>,
  place: K,
  plan: {
    readonly wanted: (state: ConsoleState) => Want | null;
    readonly load: (want: Want, signal: AbortSignal) => Promise<T>;
    readonly playingMs: number;
  },
): Feed {
  const put = (want: Want, rest: Pick<Asked<T>, "value" | "problem">): void =>
    store.set({ [place]: { ...want, ...rest } } as unknown as Partial<ConsoleState>);
  return createFeed<Want, T>({
    wanted: () => plan.wanted(store.get()),
    subject: (want) => want.of,
    key: (want) => `${want.of} ${want.knownByS} ${want.also}`,
    load: plan.load,
    publish: (value, want) => put(want, { value, problem: null }),
    fail: (error, want) => put(want, { value: null, problem: messageOf(error) }),
    everyMs: () => (store.get().playing ? plan.playingMs : 150),
  });
}

/** What single views ask for; while a view is not open, its feed asks for nothing. */
export function createViewFeeds(store: Store<ConsoleState>): readonly Feed[] {
  return [
    viewFeed(store, "ledger", {
      wanted: (state) => {
        if (state.view !== "ledger") return null;
        const { instantS, hindsight } = state;
        // Before the runs are known there is no instant, and so nothing may be said of it.
        if (instantS === null && state.runs?.length !== 0 && !hindsight) return null;
        const whole = hindsight || instantS === null;
        return {
          of: ledgerKey(state),
          knownByS: whole ? null : Math.floor(instantS / MINUTE_S) * MINUTE_S,
        };
      },
      load: (want, signal) => askLedger(store.get().ledgerChoice.severityFrom, want.knownByS, signal),
      playingMs: 3000,
    }),
    viewFeed(store, "claims", {
      wanted: (state) =>
        state.view === "claims" && state.runId !== null && state.instantS !== null
          ? { of: claimsKey(state), knownByS: state.hindsight ? null : state.instantS }
          : null,
      load: (want, signal) => askClaims(store.get().runId!, want.knownByS, signal),
      playingMs: 2000,
    }),
    viewFeed(store, "cause", {
      wanted: (state) =>
        state.view === "cause" && state.runId !== null && state.instantS !== null
          ? {
              of: causeKey(state),
              knownByS: state.hindsight ? null : state.instantS,
              also: JSON.stringify(state.switches),
            }
          : null,
      load: (want, signal) => askCause(store.get().runId!, want.knownByS, store.get().switches, signal),
      playingMs: 2000,
    }),
    viewFeed(store, "station", {
      wanted: (state) =>
        state.view === "station" && state.runId !== null && state.instantS !== null
          ? { of: stationKey(state), knownByS: Math.floor(state.instantS) }
          : null,
      load: (want, signal) => askStation(store.get().runId!, want.knownByS!, signal),
      playingMs: 1000,
    }),
    viewFeed(store, "plan", {
      wanted: (state) =>
        state.view === "plan" && state.runId !== null && state.instantS !== null
          ? {
              of: planKey(state),
              knownByS: state.hindsight ? null : Math.floor(state.instantS / MINUTE_S) * MINUTE_S,
            }
          : null,
      load: (want, signal) => askPlan(store.get().runId!, want.knownByS, signal),
      playingMs: 3000,
    }),
    viewFeed(store, "schematic", {
      wanted: (state) => {
        const { view, loopPanel, loopId } = state;
        if (view !== "loop" || loopPanel !== "schematic") return null;
        return runOf(state)?.loops.some(({ id }) => id === loopId)
          ? { of: schematicKey(state), knownByS: null }
          : null;
      },
      load: (_want, signal) => askSchematic(store.get().runId!, store.get().loopId!, signal),
      playingMs: 1000,
    }),
    viewFeed(store, "sensors", {
      wanted: (state) => {
        const { view, loopPanel, loopId, instantS } = state;
        if (view !== "loop" || loopPanel !== "schematic" || instantS === null) return null;
        return runOf(state)?.loops.some(({ id }) => id === loopId)
          ? { of: schematicKey(state), knownByS: Math.floor(instantS) }
          : null;
      },
      load: (want, signal) => askSensors(store.get().runId!, store.get().loopId!, want.knownByS!, signal),
      playingMs: 500,
    }),
    viewFeed(store, "debris", {
      wanted: (state) => (state.view === "cause" ? { of: "shipped", knownByS: null } : null),
      load: (_want, signal) => askDebris(signal),
      playingMs: 3000,
    }),
    viewFeed(store, "journal", {
      wanted: (state) => {
        const run = runOf(state);
        if (state.dialog !== "alarms" || run === null || state.instantS === null) return null;
        return { of: `${run.id} ${state.boardEdition}`, knownByS: state.instantS };
      },
      load: (want, signal) => askJournal(store.get().runId!, want.knownByS!, signal),
      playingMs: 1000,
    }),
  ];
}
