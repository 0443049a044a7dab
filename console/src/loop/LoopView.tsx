import { lazy, Suspense } from "react";
import type { LeakFinding } from "../../../src/watch/finding.ts";
import { EventsPanel } from "../parts/EventsPanel.tsx";
import { Notice } from "../parts/Notice.tsx";
import { Verdict } from "../parts/Verdict.tsx";
import { knowableBoard, loopOf, runOf, statusOf } from "../state/console-state.ts";
import { useConsole, useConsoleState } from "../state/use-console.ts";
import { fullName } from "../words/loop-words.ts";
import { leakOf } from "../words/verdict-cells.ts";
import { DetectabilityPanel } from "./DetectabilityPanel.tsx";
import { EvidencePanel } from "./EvidencePanel.tsx";
import { OddsBars } from "./OddsBars.tsx";
import { PanelChooser } from "./PanelChooser.tsx";
import { PlacePanel } from "./PlacePanel.tsx";
import { SignalsPanel } from "./SignalsPanel.tsx";

const SchematicPanel = lazy(async () => ({
  default: (await import("./SchematicPanel.tsx")).SchematicPanel,
}));

function LoopTabs() {
  const console = useConsole();
  const run = useConsoleState(runOf);
  const loopId = useConsoleState((state) => state.loopId);
  if (run === null || run.loops.length < 2) return null;
  return (
    <label className="choice loop-choice">
      <span className="choice-name">Loop</span>
      <select value={loopId ?? ""} onChange={(event) => console.goTo("loop", event.target.value)}>
        {run.loops.map((loop) => (
          <option key={loop.id} value={loop.id}>
            {fullName(loop)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A panel that is not there yet. */
function Waiting({ title, caption }: { title: string; caption: string }) {
  return (
    <section className="panel signals" aria-busy="true">
      <div className="panel-head">
        <h2>{title}</h2>
        <PanelChooser />
        <span className="caption">{caption}</span>
      </div>
    </section>
  );
}

function LeakPanels({ leak }: { leak: LeakFinding | null }) {
  if (leak === null) return null;
  return (
    <>
      <OddsBars leak={leak} />
      <PlacePanel leak={leak} />
    </>
  );
}

/** One loop: its verdict, the signals behind it, and what cannot be known. */
export function LoopView() {
  const run = useConsoleState(runOf);
  const board = useConsoleState(knowableBoard);
  const loopId = useConsoleState((state) => state.loopId);
  const series = useConsoleState((state) => state.series);
  const panel = useConsoleState((state) => state.loopPanel);
  const loop = loopOf(run, loopId);
  const status = statusOf(board, loopId);
  if (run === null || board === null) return null;
  if (loop === null || status === null)
    return (
      <Notice title={`This run has no loop "${loopId}"`} tone="problem">
        It has {run.loops.map((one) => one.id).join(", ") || "none"}. Press 1 for the list.
      </Notice>
    );
  const drawn = series !== null && series.run === run.id && series.loop === loop.id ? series : null;
  return (
    <div className="view view-loop">
      <Verdict
        loop={loop}
        status={status}
        synthetic={run.synthetic}
        syntheticNote={run.syntheticNote}
        level={1}
      />
      {panel === "schematic" ? (
        <Suspense fallback={<Waiting title="Schematic" caption="opening" />}>
          <SchematicPanel key={loop.id} loop={loop} status={status} />
        </Suspense>
      ) : drawn === null ? (
        <Waiting title="Signals" caption="asking for this window" />
      ) : (
        <SignalsPanel key={loop.id} loop={loop} status={status} series={drawn} />
      )}
      <aside className="view-side">
        <LoopTabs />
        <LeakPanels leak={leakOf(status)} />
        <EvidencePanel loop={loop} status={status} framePeriodS={drawn?.framePeriodS ?? null} />
        <DetectabilityPanel key={loop.id} run={run.id} loop={loop} />
        <EventsPanel />
      </aside>
    </div>
  );
}
