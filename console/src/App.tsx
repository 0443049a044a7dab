import { lazy, Suspense, useEffect } from "react";
import { LoopsView } from "./loops/LoopsView.tsx";
import { AcknowledgeDialog } from "./parts/AcknowledgeDialog.tsx";
import { AlarmBanner } from "./parts/AlarmBanner.tsx";
import { AlarmListDialog } from "./parts/AlarmListDialog.tsx";
import { AlarmSound } from "./parts/AlarmSound.tsx";
import { Announcer } from "./parts/Announcer.tsx";
import { Failure } from "./parts/Failure.tsx";
import { Header, viewNames } from "./parts/Header.tsx";
import { HelpDialog } from "./parts/HelpDialog.tsx";
import { Notice } from "./parts/Notice.tsx";
import { PrintHead } from "./parts/PrintHead.tsx";
import { SettingsDialog } from "./parts/SettingsDialog.tsx";
import { ShelveDialog, UnshelveDialog } from "./parts/ShelfDialogs.tsx";
import { Shortfall } from "./parts/Shortfall.tsx";
import { Patterns } from "./parts/Sparkline.tsx";
import { TimeBar } from "./parts/TimeBar.tsx";
import { useKeys } from "./parts/use-keys.ts";
import { knowableBoard, runOf } from "./state/console-state.ts";
import { useConsole, useConsoleState } from "./state/use-console.ts";
import { duration } from "./words/format.ts";

// The first view comes with the page; each other one when it is first opened.
const LoopView = lazy(async () => ({ default: (await import("./loop/LoopView.tsx")).LoopView }));
const CameraView = lazy(async () => ({ default: (await import("./camera/CameraView.tsx")).CameraView }));
const CauseView = lazy(async () => ({ default: (await import("./cause/CauseView.tsx")).CauseView }));
const ClaimsView = lazy(async () => ({ default: (await import("./claims/ClaimsView.tsx")).ClaimsView }));
const StationView = lazy(async () => ({
  default: (await import("./station/StationView.tsx")).StationView,
}));
const ForecastView = lazy(async () => ({
  default: (await import("./forecast/ForecastView.tsx")).ForecastView,
}));
const LibraryView = lazy(async () => ({
  default: (await import("./library/LibraryView.tsx")).LibraryView,
}));
const PlanView = lazy(async () => ({ default: (await import("./plan/PlanView.tsx")).PlanView }));
const LedgerView = lazy(async () => ({ default: (await import("./ledger/LedgerView.tsx")).LedgerView }));

const Tour = lazy(async () => ({ default: (await import("./parts/Tour.tsx")).Tour }));

/** The tour, fetched only for whom it is shown, and after what they came for. */
function Newcomer() {
  const shown = useConsoleState((state) => state.tour !== "off" && state.runs !== null);
  if (!shown) return null;
  return (
    <Suspense fallback={null}>
      <Tour />
    </Suspense>
  );
}

/** What stands in a view's place while there is nothing to show, or null when there is. */
function Instead() {
  const runs = useConsoleState((state) => state.runs);
  const problem = useConsoleState((state) => state.problem);
  const run = useConsoleState(runOf);
  const instantS = useConsoleState((state) => state.instantS);
  const hasBoard = useConsoleState((state) => knowableBoard(state) !== null);

  if (runs === null && problem !== null)
    return (
      <Notice title="The console cannot read the runs" tone="problem">
        {problem} It asks again every two seconds; nothing shown here would be true without an answer.
      </Notice>
    );
  if (runs === null) return <Notice title="Asking the service for its runs">One moment.</Notice>;
  if (runs.length === 0)
    return (
      <Notice title="Nothing to watch yet">
        The service has no case, no recording and no live feed. Start it with a source:{" "}
        <code>hoarfrost serve</code> shows how.
      </Notice>
    );
  if (run === null) return <Notice title="Opening the run">One moment.</Notice>;
  if (run.problem !== null && run.endS <= run.startS)
    return (
      <Notice title={`${run.title} cannot be watched`} tone="problem">
        {run.problem}
      </Notice>
    );
  if (instantS !== null && instantS > run.endS + 1e-6)
    return (
      <Notice title={`Watching ${run.title}`} progress={run.progress ?? undefined}>
        The watch works through the telemetry in order, as it would have come in. It opens{" "}
        {duration(instantS - run.startS)} after the beginning, once it has got there.
      </Notice>
    );
  if (!hasBoard)
    return problem === null ? (
      <Notice title="Asking what was known at this instant">One moment.</Notice>
    ) : (
      <Notice title="The board cannot be read" tone="problem">
        {problem}
      </Notice>
    );
  return null;
}

function View() {
  const view = useConsoleState((state) => state.view);
  const ready = useConsoleState((state) => knowableBoard(state) !== null);
  // The ledger is about the whole fleet: it needs no run.
  if (view === "ledger") return <LedgerView />;
  if (view === "library") return <LibraryView />;
  if (!ready) return <Instead />;
  switch (view) {
    case "loop":
      return <LoopView />;
    case "camera":
      return <CameraView />;
    case "cause":
      return <CauseView />;
    case "claims":
      return <ClaimsView />;
    case "station":
      return <StationView />;
    case "forecast":
      return <ForecastView />;
    case "plan":
      return <PlanView />;
    default:
      return <LoopsView />;
  }
}

function Content() {
  const view = useConsoleState((state) => state.view);
  return (
    <Failure key={view} part={viewNames[view]}>
      <Suspense fallback={<Notice title={`Opening ${viewNames[view]}`}>One moment.</Notice>}>
        <View />
      </Suspense>
    </Failure>
  );
}

export function App() {
  const console = useConsole();
  useEffect(() => console.start(), [console]);
  useKeys(console);
  const silent = useConsoleState((state) => state.alive === false);
  const view = useConsoleState((state) => state.view);
  return (
    <div className="shell" data-watch={silent ? "silent" : "alive"}>
      <a className="skip" href="#content">
        Skip to the view
      </a>
      <Patterns />
      <Header />
      <PrintHead view={viewNames[view]} />
      <AlarmBanner />
      <Shortfall />
      <main id="content" className="content" tabIndex={-1}>
        <Content />
      </main>
      <TimeBar />
      <Announcer />
      <AlarmSound />
      <AcknowledgeDialog />
      <ShelveDialog />
      <UnshelveDialog />
      <AlarmListDialog />
      <HelpDialog names={viewNames} />
      <SettingsDialog />
      <Newcomer />
    </div>
  );
}
