import { useEffect, useState } from "react";
import type { ForecastChoices } from "../../../src/service/contract.ts";
import { Asking } from "../parts/Asking.tsx";
import { Notice } from "../parts/Notice.tsx";
import { SyntheticTag } from "../parts/StateChip.tsx";
import { StatusShape } from "../parts/StatusShape.tsx";
import { loopOf, runOf } from "../state/console-state.ts";
import { useConsole, useConsoleState, useUnits } from "../state/use-console.ts";
import { clockBeside, dayAndYear, duration } from "../words/format.ts";
import { AlarmsPanel } from "./AlarmsPanel.tsx";
import { FansPanel } from "./FansPanel.tsx";
import { alarmName, chanceWords, whenBand, worstAlarm } from "./forecast-words.ts";
import { ReturnPanel } from "./ReturnPanel.tsx";
import { questionOf, type RunningForecast, useChoices, useForecast } from "./use-forecast.ts";
import { WhatIfPanel } from "./WhatIfPanel.tsx";
import "./forecast.css";

/** How long the time bar must rest before another forecast is begun by itself. */
const REST_MS = 500;

/**
 * The instant that the forecast starts from: that of the time bar when the view was opened, and never a later one than the time bar's.
 * It follows a time bar that stands still, and stays while time runs.
 */
function useAsOf(): readonly [number | null, () => void] {
  const instantS = useConsoleState((state) => (state.instantS === null ? null : Math.floor(state.instantS)));
  const playing = useConsoleState((state) => state.playing);
  const [asOfS, setAsOfS] = useState(instantS);
  useEffect(() => {
    if (instantS === null || instantS === asOfS) return;
    if (playing && asOfS !== null && asOfS <= instantS) return;
    const timer = setTimeout(() => setAsOfS(instantS), asOfS === null ? 0 : REST_MS);
    return () => clearTimeout(timer);
  }, [instantS, playing, asOfS]);
  const known = asOfS !== null && instantS !== null && asOfS <= instantS ? asOfS : null;
  return [known, () => setAsOfS(instantS)];
}

/** What is to come of the leak, what would be otherwise if something were done, and whether people can come home. */
export function ForecastView() {
  const run = useConsoleState(runOf);
  const loop = useConsoleState((state) => loopOf(runOf(state), state.loopId));
  const [asOfS, follow] = useAsOf();
  const { value: choices, problem } = useChoices(run?.id ?? null, loop?.id ?? null, asOfS);
  const choice = useConsoleState((state) => state.forecastChoice);
  const question = choices === null || choices.reason !== null ? null : questionOf(choices, choice);
  const running = useForecast(run?.id ?? null, loop?.id ?? null, question);
  if (run === null || loop === null) return <Asking what="the forecast" problem={null} />;
  if (choices === null) return <Asking what="the forecast" problem={problem} />;
  return (
    <div className="view view-forecast">
      <Lead choices={choices} running={running} follow={follow} />
      {choices.reason !== null ? (
        <div className="forecast-none">
          <Notice title={`${loop.name} cannot be forecast`}>{choices.reason}</Notice>
          <ReturnPanel timeS={choices.timeS} />
        </div>
      ) : (
        <>
          <WhatIfPanel choices={choices} />
          <div className="forecast-main">
            {running?.forecast != null ? (
              <>
                <AlarmsPanel forecast={running.forecast} />
                <FansPanel forecast={running.forecast} />
              </>
            ) : (
              <Waiting running={running} />
            )}
            <ReturnPanel timeS={choices.timeS} />
          </div>
        </>
      )}
    </div>
  );
}

function Waiting({ running }: { running: RunningForecast | null }) {
  if (running?.state === "failed")
    return (
      <Notice title="The forecast has failed" tone="problem">
        {running.problem}
      </Notice>
    );
  if (running?.state === "cancelled")
    return <Notice title="Cancelled">No member had been run. Change the question, or run it again.</Notice>;
  return (
    <Notice title="Running the first members" progress={running === null ? 0 : running.done / running.asked}>
      The ship is simulated on from what the watch knew. First bands come after two members, and narrow from
      there.
    </Notice>
  );
}

function LoopChooser() {
  const console = useConsole();
  const run = useConsoleState(runOf);
  const loopId = useConsoleState((state) => state.loopId);
  if (run === null || run.loops.length < 2) return null;
  return (
    <label className="choice">
      Loop
      <select value={loopId ?? ""} onChange={(event) => console.goTo("forecast", event.target.value)}>
        {run.loops.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

interface LeadProps {
  readonly choices: ForecastChoices;
  readonly running: RunningForecast | null;
  readonly follow: () => void;
}

function Lead({ choices, running, follow }: LeadProps) {
  const instantS = useConsoleState((state) => Math.floor(state.instantS ?? 0));
  const forecast = running?.forecast ?? null;
  return (
    <section className="panel record-lead forecast-lead" aria-label="Verdict">
      <div>
        <Verdict running={running} vehicle={choices.vehicle} />
        <p>
          <SyntheticTag note="Every number of a forecast comes from a simulation." /> From{" "}
          <b>
            {clockBeside(choices.timeS, instantS)}, {dayAndYear(choices.timeS)}
          </b>
          . {forecast === null ? choices.leak : forecast.basis.join(" ")}
        </p>
        {forecast?.failure != null && (
          <p className="tone-caution">
            {forecast.members.failed} members failed and are in no figure: {forecast.failure}
          </p>
        )}
      </div>
      <div className="forecast-run">
        <LoopChooser />
        <Progress running={running} />
        {instantS - choices.timeS >= 1 && (
          <button type="button" className="button" onClick={follow}>
            Forecast from the time bar, {duration(instantS - choices.timeS)} later
          </button>
        )}
      </div>
    </section>
  );
}

function Verdict({ running, vehicle }: { running: RunningForecast | null; vehicle: string }) {
  const units = useUnits();
  const forecast = running?.forecast ?? null;
  if (forecast === null) return <h1>The next days of {vehicle}</h1>;
  const worst = worstAlarm(forecast);
  const rare = worst === null || (worst.probability.estimate ?? worst.probability.p95) < 0.05;
  if (worst === null || rare)
    return (
      <h1 className="tone-ok">
        <StatusShape shape="circle" tone="ok" size={16} />
        No further limit is passed within {duration(forecast.horizonS)}
      </h1>
    );
  const tone = (worst.probability.estimate ?? 0) >= 0.5 ? "alarm" : "caution";
  const band = whenBand(worst);
  return (
    <h1 className={`tone-${tone}`}>
      <StatusShape shape={tone === "alarm" ? "triangle" : "diamond"} tone={tone} size={16} />
      <span>
        {alarmName(worst.name, units)} in {duration(worst.whenS!.median)}
        <span className="forecast-band">
          {band !== "" && `${band}; `}
          {chanceWords(worst, forecast.members.sound)}
        </span>
      </span>
    </h1>
  );
}

function Progress({ running }: { running: RunningForecast | null }) {
  if (running === null) return null;
  const { state, done, asked } = running;
  if (state === "done") return <span className="caption">{asked} members</span>;
  if (state === "failed") return <span className="caption tone-alarm">failed after {done} members</span>;
  if (state === "cancelled")
    return (
      <span className="caption">
        cancelled: bands of {running.forecast?.members.sound ?? 0} of {asked} members
      </span>
    );
  return (
    <span className="forecast-progress" role="status">
      <progress value={done} max={asked} aria-label="Members run" />
      <span className="value">
        {done} of {asked} members
      </span>
      <button type="button" className="button" onClick={running.cancel}>
        Cancel
      </button>
    </span>
  );
}
