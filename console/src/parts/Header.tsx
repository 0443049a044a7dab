import { useEffect, useState } from "react";
import { knowableBoard, runOf, shelvedAlarms, type View } from "../state/console-state.ts";
import { useConsole, useConsoleState } from "../state/use-console.ts";
import { decimalsOf } from "../words/format.ts";
import { RunChooser } from "./choosers.tsx";
import { SoundSwitch } from "./SoundSwitch.tsx";
import { SyntheticTag } from "./StateChip.tsx";
import { StatusShape } from "./StatusShape.tsx";
import { ViewNav } from "./ViewNav.tsx";

export const viewNames: Readonly<Record<View, string>> = {
  station: "Station",
  loops: "Loops",
  loop: "Loop",
  cause: "Cause",
  claims: "Claims",
  forecast: "Forecast",
  plan: "Plan",
  ledger: "Ledger",
  camera: "Camera",
  library: "Library",
};

function Brand() {
  return (
    <span className="brand">
      <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
        <g stroke="currentColor" strokeWidth="1.3" fill="none" strokeLinecap="round">
          <path d="M9 1v16M2.1 5l13.8 8M15.9 5 2.1 13" />
          <path d="M6.8 2.6 9 4.6l2.2-2M6.8 15.4 9 13.4l2.2 2" />
          <path d="M2 8l2.9-.9-.7-3M16 10l-2.9.9.7 3M13.8 4.1l-.7 3L16 8M4.2 13.9l.7-3L2 10" />
        </g>
      </svg>
      Hoarfrost
    </span>
  );
}

/** Says whether the watch itself lives, and how old its last sign of life is. */
function Alive() {
  const alive = useConsoleState((state) => state.alive);
  const lastAliveMs = useConsoleState((state) => state.lastAliveMs);
  const loops = useConsoleState((state) => state.watchedLoops);
  const [nowMs, setNowMs] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(performance.now()), 500);
    return () => clearInterval(timer);
  }, []);
  if (alive === false)
    return (
      <span className="alive tone-alarm">
        <StatusShape shape="octagon" tone="alarm" />
        <b>Watch not alive</b>
      </span>
    );
  const ageS = lastAliveMs === null ? null : Math.max(0, nowMs - lastAliveMs) / 1000;
  return (
    <span className="alive">
      <StatusShape shape={alive ? "circle" : "dashed"} tone={alive ? "ok" : "quiet"} />
      {alive ? "Watch alive" : "Listening for the watch"}
      {ageS !== null && (
        <span className="dim alive-age">
          {loops} {loops === 1 ? "loop" : "loops"}, {decimalsOf(ageS, 0)} s ago
        </span>
      )}
    </span>
  );
}

/** The way to standing and shelved alarms and to who did what; says how many are off the board. */
function AlarmsButton() {
  const console = useConsole();
  const shelved = useConsoleState((state) => shelvedAlarms(knowableBoard(state)).length);
  return (
    <button
      type="button"
      className="button"
      aria-keyshortcuts="l"
      onClick={() => console.openDialog("alarms")}
    >
      Alarms{shelved > 0 && <span className="wide-only-inline">, {shelved} shelved</span>}
    </button>
  );
}

export function Header() {
  const console = useConsole();
  const run = useConsoleState(runOf);
  return (
    <header className="top">
      <Brand />
      <ViewNav names={viewNames} />
      <div className="wide-only top-run">
        <RunChooser />
        {run?.synthetic && <SyntheticTag note={run.syntheticNote} />}
      </div>
      <Alive />
      <SoundSwitch />
      <AlarmsButton />
      <button type="button" className="button" onClick={() => console.openDialog("settings")}>
        Settings
      </button>
      <button
        type="button"
        className="button"
        aria-keyshortcuts="?"
        onClick={() => console.openDialog("help")}
      >
        Help
      </button>
    </header>
  );
}
