import { lazy, Suspense } from "react";
import { Asking } from "../parts/Asking.tsx";
import { ReportLink } from "../parts/ReportLink.tsx";
import {
  knowable,
  knowableBoard,
  type StationPanel,
  stationKey,
  stationPanels,
} from "../state/console-state.ts";
import { useConsole, useConsoleState } from "../state/use-console.ts";
import { OrbitPanel } from "./OrbitPanel.tsx";
import { SeatsPanel } from "./SeatsPanel.tsx";
import { ShipsPanel } from "./ShipsPanel.tsx";
import { StationPlan } from "./StationPlan.tsx";
import "./station.css";

const SpacePanel = lazy(async () => ({ default: (await import("./SpacePanel.tsx")).SpacePanel }));

const panelNames: Readonly<Record<StationPanel, string>> = { plan: "Plan", space: "3D" };

/** Whether the station is drawn flat or with depth; the latter is fetched when first asked for. */
function PanelChooser() {
  const console = useConsole();
  const shown = useConsoleState((state) => state.stationPanel);
  return (
    <fieldset className="segments">
      <legend className="visually-hidden">Drawing</legend>
      {stationPanels.map((panel) => (
        <button
          key={panel}
          type="button"
          aria-pressed={panel === shown}
          onClick={() => console.showStationPanel(panel)}
        >
          {panelNames[panel]}
        </button>
      ))}
    </fieldset>
  );
}

/** The station at the instant: what is docked where, what leaks, who could leave, and how the Sun stands. */
export function StationView() {
  const asked = useConsoleState((state) => knowable(state.station, stationKey(state), state.instantS));
  const board = useConsoleState(knowableBoard);
  const panel = useConsoleState((state) => state.stationPanel);
  const instantS = useConsoleState((state) => Math.floor(state.instantS ?? 0));
  const answer = asked?.value ?? null;
  if (answer === null) return <Asking what="the station" problem={asked?.problem ?? null} />;
  const docked = answer.ships.filter(({ port }) => port !== null).length;
  const { hatches } = answer;
  const closed = hatches.filter(({ open }) => open === false).length;
  const unknown = hatches.filter(({ open }) => open === null).length;
  const hatchWords = [
    closed === 0 ? "no hatch on record as closed" : `${closed} ${closed === 1 ? "hatch" : "hatches"} closed`,
    ...(unknown > 0 ? [`${unknown} not on record`] : []),
  ].join(", ");
  return (
    <div className="view view-station">
      <svg className="patterns" width="0" height="0" aria-hidden="true">
        <defs>
          <pattern
            id="station-leak"
            width="5"
            height="5"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <path d="M0 0V5" className="station-leak-line" />
          </pattern>
        </defs>
      </svg>
      <section className="panel station-plan" aria-labelledby="station-title">
        <div className="panel-head">
          <h1 id="station-title">Station</h1>
          <span className="caption">
            {docked} {docked === 1 ? "ship" : "ships"} docked, {hatchWords}; seen from starboard
          </span>
          <span className="spacer" />
          <PanelChooser />
          <ReportLink />
        </div>
        {panel === "plan" ? (
          <StationPlan answer={answer} board={board} instantS={instantS} />
        ) : (
          <Suspense fallback={<p className="record-none">Fetching the drawing in three dimensions.</p>}>
            <SpacePanel answer={answer} board={board} />
          </Suspense>
        )}
      </section>
      <SeatsPanel answer={answer} />
      <aside className="view-side station-aside">
        <ShipsPanel answer={answer} board={board} />
        <OrbitPanel answer={answer} instantS={instantS} />
      </aside>
    </div>
  );
}
