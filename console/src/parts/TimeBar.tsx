import { useRef } from "react";
import type { Run } from "../../../src/service/contract.ts";
import { BranchButton } from "../forecast/BranchButton.tsx";
import { firstLeakS, knowableBoard, runOf, speeds } from "../state/console-state.ts";
import { useConsole, useConsoleState } from "../state/use-console.ts";
import { clock, dayAndYear, missionClock } from "../words/format.ts";
import { TimeTrack } from "./TimeTrack.tsx";
import { useSize } from "./use-size.ts";

function PlayButton() {
  const console = useConsole();
  const playing = useConsoleState((state) => state.playing);
  return (
    <button
      type="button"
      className="play"
      aria-label={playing ? "Pause" : "Play"}
      aria-keyshortcuts="Space"
      onClick={() => console.play(!playing)}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        {playing ? (
          <path d="M4 2v12M12 2v12" stroke="currentColor" strokeWidth="3.2" />
        ) : (
          <path d="M3 1.5 14 8 3 14.5Z" fill="currentColor" />
        )}
      </svg>
    </button>
  );
}

function Mode({ run }: { run: Run }) {
  const console = useConsole();
  const live = useConsoleState((state) => state.playing && state.speed === 1);
  if (run.kind !== "live") return <span className="mode">Replay</span>;
  return (
    <fieldset className="segments">
      <legend className="visually-hidden">Live or replay</legend>
      <button type="button" aria-pressed={live} onClick={() => console.goLive()}>
        Live
      </button>
      <button type="button" aria-pressed={!live} onClick={() => console.play(false)}>
        Replay
      </button>
    </fieldset>
  );
}

function Speeds() {
  const console = useConsole();
  const speed = useConsoleState((state) => state.speed);
  return (
    <fieldset className="segments speeds">
      <legend className="visually-hidden">Replay speed</legend>
      {speeds.map((choice) => (
        <button
          key={choice}
          type="button"
          aria-pressed={choice === speed}
          aria-label={`${choice} times`}
          onClick={() => console.setSpeed(choice)}
        >
          {choice}×
        </button>
      ))}
    </fieldset>
  );
}

function Track({ run, second }: { run: Run; second: number }) {
  const place = useRef<HTMLDivElement>(null);
  const { width } = useSize(place);
  return (
    <div className="track-place" ref={place}>
      {width > 0 && <TimeTrack run={run} instantS={second} widthPx={width} />}
    </div>
  );
}

/** Mission time, or time since the first leak that was known by then: whatever was asked to stand beside UTC. */
function Beside({ run, second }: { run: Run; second: number }) {
  const beside = useConsoleState((state) => state.beside);
  const zeroS = useConsoleState((state) => state.missionZeroS) ?? run.startS;
  const leakS = useConsoleState((state) => firstLeakS(knowableBoard(state)));
  if (beside === "nothing") return null;
  if (beside === "mission")
    return (
      <span className="time-beside" title={`Mission time from ${clock(zeroS)} UTC, ${dayAndYear(zeroS)}`}>
        mission <b>{missionClock(second - Math.floor(zeroS))}</b>
      </span>
    );
  return (
    <span className="time-beside" title="Time since the median onset of the first leak">
      {leakS === null ? "no leak known" : "since leak"}{" "}
      {leakS !== null && <b>{missionClock(second - Math.floor(leakS))}</b>}
    </span>
  );
}

/** One time bar for all views: whatever they show was knowable at its instant. */
export function TimeBar() {
  const run = useConsoleState(runOf);
  const second = useConsoleState((state) => (state.instantS === null ? null : Math.floor(state.instantS)));
  return (
    <footer className="time-bar">
      {run !== null && second !== null && (
        <>
          <div className="time-left">
            <PlayButton />
            <Mode run={run} />
            <div className="time-now">
              <b>{clock(second)}</b>
              <span>{dayAndYear(second)} UTC</span>
              <Beside run={run} second={second} />
            </div>
          </div>
          <Track run={run} second={second} />
          <div className="time-right">
            <Speeds />
            <BranchButton />
          </div>
        </>
      )}
    </footer>
  );
}
