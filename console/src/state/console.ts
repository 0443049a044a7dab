import type { Alarm, Run, StreamMessage } from "../../../src/service/contract.ts";
import { acknowledgeAlarm, shelveAlarm, unshelveAlarm } from "../service/requests.ts";
import { openStream } from "../service/stream.ts";
import { readAddress, writeAddress } from "./address.ts";
import {
  type ConsoleState,
  chartWindow,
  type Density,
  type Dialog,
  type ForecastChoice,
  initialState,
  knowableBoard,
  type LedgerChoice,
  type LoopPanel,
  runOf,
  type Speed,
  type StationPanel,
  type Theme,
  type TimeWindow,
  type View,
} from "./console-state.ts";
import { createFeeds } from "./feeds.ts";
import { keepBeside, keepTourTaken, readBeside, tourIsTaken } from "./kept.ts";
import { pastOf } from "./past.ts";
import { preparePrinting } from "./printing.ts";
import { keepSound, readSound } from "./sound.ts";
import { createStore, type Store } from "./store.ts";
import { readDensity, readTheme, showDensity, showTheme } from "./theme.ts";
import { worstLoop } from "./worst-loop.ts";

const TICK_MS = 100;
/** While time runs the address follows now and then; browsers refuse more than about six changes a second. */
const ADDRESS_MS = { playing: 1500, paused: 300 };
/** A watch that has not said for this long that it lives counts as dead; below the 5 s that are promised. */
const SILENCE_MS = 4200;
const SHORTEST_WINDOW_S = 60;

export type Console = ReturnType<typeof createConsole>;

/** The console's one state and everything that changes it. `start` begins to hear, ask and tick, and answers with what ends all three. */
export function createConsole() {
  const store: Store<ConsoleState> = createStore<ConsoleState>({
    ...initialState,
    ...readAddress(location.search),
    theme: readTheme(),
    density: readDensity(),
    tour: tourIsTaken() ? "off" : "offered",
    ...readBeside(location.search),
    sound: readSound(),
  });
  const { get, set } = store;
  const feeds = createFeeds(store);
  const openedMs = performance.now();
  let lastTickMs = openedMs;
  let lastAddressMs = 0;
  /** Whether the run that the address names, or the first, has been opened. */
  let opened = false;

  function clampInstant(run: Run, timeS: number): number {
    return Math.min(Math.max(timeS, run.startS), run.endS);
  }

  /** Opens a run where its author wants it to begin: cases replay by themselves, a live run follows its end. */
  function openRun(id: string, keep: Partial<ConsoleState> = {}, anew = true): void {
    const run = get().runs?.find((candidate) => candidate.id === id);
    if (run === undefined) return;
    set({
      runId: id,
      instantS: run.kind === "live" ? run.endS : run.openAtS,
      playing: run.kind !== "recording",
      speed: run.kind === "live" ? 1 : 60,
      window: null,
      board: null,
      series: null,
      sparks: {},
      changes: null,
      switches: { off: [], on: [] },
      claimId: null,
      planOption: 1,
      forecastChoice: initialState.forecastChoice,
      loopId: run.loops[0]?.id ?? null,
      ...keep,
    });
    if (get().view === "loop" && !run.loops.some((loop) => loop.id === get().loopId))
      set({ loopId: run.loops[0]?.id ?? null });
    rememberPlace(anew);
  }

  function openFirstRun(): void {
    const { runs, runId, instantS, loopId, switches, claimId, planOption, forecastChoice } = get();
    if (runs === null || runs.length === 0) return;
    opened = true;
    const named = runs.find((run) => run.id === runId);
    const first = runs.find((run) => run.kind === "case") ?? runs[0]!;
    const run = named ?? first;
    const keep: Partial<ConsoleState> = {
      ...(named !== undefined && loopId !== null ? { loopId } : {}),
      ...(named !== undefined ? { switches, claimId, planOption, forecastChoice } : {}),
      ...(named !== undefined && instantS !== null
        ? // A run that is still being watched may get there yet; one that has ended will not.
          {
            instantS: run.progress === 1 ? clampInstant(run, instantS) : Math.max(run.startS, instantS),
            playing: false,
          }
        : {}),
    };
    openRun(run.id, keep, false);
  }

  function seek(timeS: number): void {
    const run = runOf(get());
    if (run !== null) set({ instantS: clampInstant(run, timeS) });
  }

  function step(rows: number): void {
    const { instantS, series } = get();
    if (instantS === null) return;
    const periodS = series?.framePeriodS ?? 20;
    set({ playing: false });
    seek((Math.round(instantS / periodS) + rows) * periodS);
  }

  /** Goes to the event before or after; going there makes it the instant, so nothing is shown ahead of its time. */
  function stepToEvent(direction: 1 | -1): void {
    const run = runOf(get());
    const { instantS } = get();
    if (run === null || instantS === null) return;
    // Behind lies what is known; ahead only what is on record, for the watch has not said anything of it yet.
    const events = direction < 0 ? pastOf(get()).events : run.events;
    const ahead = events
      .map((event) => event.timeS)
      .filter((timeS) => (timeS - instantS) * direction > 0.5)
      .sort((a, b) => (a - b) * direction);
    const target = ahead[0];
    set({ playing: false });
    if (target !== undefined) seek(target);
  }

  function play(playing: boolean): void {
    const { instantS } = get();
    const run = runOf(get());
    if (playing && run !== null && run.kind !== "live" && instantS !== null && instantS >= run.endS)
      set({ instantS: run.openAtS });
    set({ playing });
    if (!playing) rememberPlace(false);
  }

  function goLive(): void {
    const run = runOf(get());
    if (run?.kind === "live") set({ instantS: run.endS, playing: true, speed: 1, window: null });
  }

  function showWindow(window: TimeWindow | null): void {
    const run = runOf(get());
    if (window === null || run === null) {
      set({ window: null });
      return;
    }
    const longest = run.endS - run.startS + 2 * get().spanS;
    const span = Math.min(Math.max(window.toS - window.fromS, SHORTEST_WINDOW_S), longest);
    const middle = (window.fromS + window.toS) / 2;
    set({ window: { fromS: middle - span / 2, toS: middle + span / 2 } });
  }

  /** Narrows (below 1) or widens the charts' window about an instant that stays where it is on the screen. */
  function zoom(factor: number, aboutS?: number): void {
    const window = chartWindow(get());
    if (window === null) return;
    const about = aboutS ?? get().instantS ?? window.toS;
    showWindow({
      fromS: about - (about - window.fromS) * factor,
      toS: about + (window.toS - about) * factor,
    });
  }

  function pan(part: number): void {
    const window = chartWindow(get());
    if (window === null) return;
    const byS = (window.toS - window.fromS) * part;
    showWindow({ fromS: window.fromS + byS, toS: window.toS + byS });
  }

  /** A view is a place one can come back to: it goes into the browser's history. */
  function goTo(view: View, loopId?: string): void {
    const { runs, runId } = get();
    const run = runs?.find((candidate) => candidate.id === runId) ?? null;
    const loop = loopId ?? get().loopId ?? worstLoop(run, knowableBoard(get()));
    set({ view, loopId: loop, ...(loop !== get().loopId ? { series: null } : {}) });
    rememberPlace();
    document.querySelector<HTMLElement>("#content")?.scrollTo(0, 0);
  }

  function rememberPlace(anew = true): void {
    const address = writeAddress(get());
    if (address === location.search) return;
    if (anew) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    lastAddressMs = performance.now();
  }

  function comeBack(): void {
    const { runId, ...rest } = readAddress(location.search);
    if (runId != null && runId !== get().runId) openRun(runId, { ...rest, playing: false });
    else set({ ...rest, playing: false });
  }

  interface Answer {
    readonly by: string;
    readonly reason: string;
  }

  async function acknowledge(alarm: Alarm, { by, reason }: Answer): Promise<void> {
    await acknowledgeAlarm(alarm, { by, reason, atS: get().instantS ?? alarm.raisedS });
    answered();
  }

  async function shelve(alarm: Alarm, { by, reason }: Answer, forS: number): Promise<void> {
    await shelveAlarm(alarm, { by, reason, atS: get().instantS ?? alarm.raisedS, forS });
    answered();
  }

  async function unshelve(alarm: Alarm, { by, reason }: Answer): Promise<void> {
    await unshelveAlarm(alarm, { by, reason, atS: get().instantS ?? alarm.raisedS });
    answered();
  }

  function answered(): void {
    set({ boardEdition: get().boardEdition + 1, dialog: null });
  }

  function noteDropped(reason: string): void {
    set({ dropped: { reason, times: (get().dropped?.times ?? 0) + 1, atMs: Date.now() } });
  }

  function hear(message: StreamMessage): void {
    if (message.kind === "alive")
      set({ alive: true, lastAliveMs: performance.now(), watchedLoops: message.loops });
    else if (message.kind === "run") {
      const { runs } = get();
      if (runs === null) return;
      const known = runs.some((run) => run.id === message.run.id);
      set({
        runs: known
          ? runs.map((run) => (run.id === message.run.id ? message.run : run))
          : [...runs, message.run],
      });
    } else if (message.kind === "alarm" && message.alarm.run === get().runId)
      set({ boardEdition: get().boardEdition + 1 });
  }

  function advance(nowMs: number): void {
    const elapsedS = Math.min(1, (nowMs - lastTickMs) / 1000);
    lastTickMs = nowMs;
    const { lastAliveMs, alive, playing, instantS, speed } = get();
    const silentMs = nowMs - (lastAliveMs ?? openedMs);
    if (silentMs > SILENCE_MS && alive !== false) set({ alive: false });

    if (!opened) openFirstRun();
    const run = runOf(get());
    if (run !== null && playing && instantS !== null && !document.hidden) {
      const aheadS = instantS + elapsedS * speed;
      if (run.kind === "live") set({ instantS: speed === 1 ? run.endS : clampInstant(run, aheadS) });
      else if (instantS <= run.endS) {
        set({ instantS: clampInstant(run, aheadS) });
        if (aheadS >= run.endS && (run.progress ?? 1) >= 1) set({ playing: false });
      }
    }
    feeds.tick(nowMs);
    if (nowMs - lastAddressMs > ADDRESS_MS[playing ? "playing" : "paused"] && get().instantS !== null) {
      lastAddressMs = nowMs;
      rememberPlace(false);
    }
  }

  function start(): () => void {
    showTheme(get().theme);
    showDensity(get().density);
    // Asking for the runs and the board anew replaces whatever the missed messages would have said.
    const close = openStream(hear, {
      lost: (reason) => {
        noteDropped(reason);
        set({ runs: null, changes: null, boardEdition: get().boardEdition + 1 });
      },
      broken: () => {
        noteDropped("A message of the event stream could not be read.");
        set({ boardEdition: get().boardEdition + 1 });
      },
    });
    lastTickMs = performance.now();
    const timer = setInterval(() => advance(performance.now()), TICK_MS);
    addEventListener("popstate", comeBack);
    const endPrinting = preparePrinting(() => get().theme);
    return () => {
      endPrinting();
      close();
      clearInterval(timer);
      removeEventListener("popstate", comeBack);
      feeds.stop();
    };
  }

  return {
    store,
    start,
    openRun,
    seek,
    step,
    stepToEvent,
    play,
    goLive,
    goTo,
    /** Opens the forecast from the instant of the time bar, which stops there. */
    branchWhatIf: () => {
      play(false);
      goTo("forecast");
    },
    zoom,
    pan,
    showWindow,
    acknowledge,
    shelve,
    unshelve,
    setLedger: (change: Partial<LedgerChoice>) => {
      set({ ledgerChoice: { ...get().ledgerChoice, ...change } });
      rememberPlace(false);
    },
    setHindsight: (hindsight: boolean) => {
      set({ hindsight });
      rememberPlace(false);
    },
    /** Switches an item of evidence; one that is back at its default leaves the address. */
    switchEvidence: (id: string, on: boolean) => {
      const { switches } = get();
      const without = (ids: readonly string[]): readonly string[] => ids.filter((other) => other !== id);
      const next = on
        ? switches.off.includes(id)
          ? { off: without(switches.off), on: switches.on }
          : { off: switches.off, on: [...without(switches.on), id] }
        : switches.on.includes(id)
          ? { off: switches.off, on: without(switches.on) }
          : { off: [...without(switches.off), id], on: switches.on };
      set({ switches: next });
      rememberPlace(false);
    },
    resetSwitches: () => {
      set({ switches: { off: [], on: [] } });
      rememberPlace(false);
    },
    showClaim: (claimId: string | null) => {
      set({ claimId });
      rememberPlace(false);
    },
    showLoopPanel: (loopPanel: LoopPanel) => {
      set({ loopPanel });
      rememberPlace(false);
    },
    showStationPanel: (stationPanel: StationPanel) => {
      set({ stationPanel });
      rememberPlace(false);
    },
    setForecast: (change: Partial<ForecastChoice>) => {
      set({ forecastChoice: { ...get().forecastChoice, ...change } });
      rememberPlace(false);
    },
    /** Puts an incident of the library on the left (0) or on the right (1). */
    compare: (side: 0 | 1, id: string) => {
      const [left, right] = get().compared;
      set({ compared: side === 0 ? [id, right] : [left, id] });
      rememberPlace(false);
    },
    showPlanOption: (planOption: number) => {
      set({ planOption });
      rememberPlace(false);
    },
    setSound: (sound: boolean) => {
      set({ sound });
      keepSound(sound);
    },
    setDensity: (density: Density) => {
      set({ density });
      showDensity(density);
    },
    setBeside: (change: Partial<Pick<ConsoleState, "beside" | "missionZeroS">>) => {
      set(change);
      keepBeside(get().beside);
      rememberPlace(false);
    },
    /** Shows a step of the tour, offers it, or ends it; whoever ended it once is not offered it again. */
    showTour: (tour: ConsoleState["tour"]) => {
      if (tour === "off") keepTourTaken();
      set({ tour, dialog: null });
    },
    /** Somebody has taken note of what was lost. */
    noteTaken: () => set({ dropped: null }),
    setSpeed: (speed: Speed) => set({ speed }),
    setSpan: (spanS: number) => set({ spanS, window: null }),
    setUnits: (units: Partial<Pick<ConsoleState, "pressureUnit" | "rateUnit">>) => {
      set(units);
      rememberPlace(false);
    },
    setTheme: (theme: Theme) => {
      set({ theme });
      showTheme(theme);
    },
    openDialog: (dialog: Dialog | null, alarmId: string | null = null) => set({ dialog, alarmId }),
  };
}
