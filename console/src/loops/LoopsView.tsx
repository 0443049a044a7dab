import type { LoopStatus, LoopSummary, Run } from "../../../src/service/contract.ts";
import { EventsPanel } from "../parts/EventsPanel.tsx";
import { ReportLink } from "../parts/ReportLink.tsx";
import { Sparkline } from "../parts/Sparkline.tsx";
import { StateChip } from "../parts/StateChip.tsx";
import { StatisticBar } from "../parts/StatisticBar.tsx";
import { knowableBoard, loopOf, runOf } from "../state/console-state.ts";
import { FEW_LOOPS, SPARK_SPAN_S } from "../state/feeds.ts";
import { useConsole, useConsoleState } from "../state/use-console.ts";
import { worstFirst } from "../state/worst-loop.ts";
import { clockBeside, decimalsFor, decimalsOf, duration, significant } from "../words/format.ts";
import { fullName, ownName } from "../words/loop-words.ts";
import { inventoryReading, type Reading } from "../words/units.ts";
import { LoopsLead } from "./LoopsLead.tsx";
import { ResidualStrips } from "./ResidualStrips.tsx";

function ResidualCell({ status, reading }: { status: LoopStatus; reading: Reading }) {
  const { residual, expectedSd } = status;
  if (residual === null) return <span className="dim">none</span>;
  if (expectedSd === null || expectedSd <= 0)
    return (
      <>
        <span className="value">{significant(residual * reading.factor)}</span> {reading.unit}
      </>
    );
  return (
    <>
      <span className="value">{decimalsOf(residual / expectedSd, 1)}</span> σ
    </>
  );
}

function LoopRow({ loop, status, instantS }: { loop: LoopSummary; status: LoopStatus; instantS: number }) {
  const console = useConsole();
  const pressureUnit = useConsoleState((state) => state.pressureUnit);
  const spark = useConsoleState((state) => state.sparks[loop.id]);
  const run = useConsoleState(runOf);
  const reading = inventoryReading(loop.inventoryUnit, pressureUnit);
  const ageS = status.lastDataS === null ? null : instantS - status.lastDataS;
  const measured = status.measured === null ? null : status.measured * reading.factor;
  return (
    <tr className={`loop-row loop-${status.state}`}>
      <th scope="row">
        <button type="button" className="loop-name" onClick={() => console.goTo("loop", loop.id)}>
          <b>{loop.carrier}</b>
          <span className="dim">
            {ownName(loop)}, {loop.coolant}
          </span>
        </button>
      </th>
      <td className="loop-state" data-name="state">
        <StateChip state={status.state} />
        <span className="dim">since {clockBeside(status.sinceS, instantS, true)}</span>
      </td>
      <td data-name="last data">
        {ageS === null ? (
          <span className="dim">none yet</span>
        ) : (
          <span className="value">{duration(ageS)}</span>
        )}
        {ageS !== null && " ago"}
      </td>
      <td className="right" data-name={reading.quantity.toLowerCase()}>
        {measured === null ? (
          <span className="dim">not known</span>
        ) : (
          <>
            <span className={status.state === "blind" ? "old" : "value"}>
              {decimalsOf(measured, decimalsFor(measured, 3))}
            </span>{" "}
            {reading.unit}
          </>
        )}
      </td>
      <td className="right" data-name="residual">
        <ResidualCell status={status} reading={reading} />
      </td>
      <td className="loop-statistic" data-name="statistic, nat">
        <StatisticBar nat={status.statisticNat} confirmNat={status.confirmNat} />
      </td>
      <td className="loop-spark" data-name="residual, last 3 h">
        <Sparkline
          series={spark?.run === run?.id ? spark : undefined}
          fromS={instantS - SPARK_SPAN_S}
          toS={instantS}
          label={`Residual of ${fullName(loop)} over the last three hours`}
        />
      </td>
    </tr>
  );
}

/** Loops without strips get taller rows while there is room. */
const roominess = (loops: number): string => (loops > FEW_LOOPS && loops <= 7 ? "loops-few" : "");

function LoopsTable({
  run,
  statuses,
  instantS,
}: {
  run: Run;
  statuses: readonly LoopStatus[];
  instantS: number;
}) {
  return (
    <section className={`panel loops-panel ${roominess(statuses.length)}`} aria-labelledby="loops-title">
      <div className="panel-head">
        <h2 id="loops-title">Loops</h2>
        <span className="caption">
          worst first; residual over the last 3 h in sigmas, bent beyond the noise
        </span>
      </div>
      <table className="loops">
        <thead>
          <tr>
            <th scope="col">loop</th>
            <th scope="col">state</th>
            <th scope="col">last data</th>
            <th scope="col" className="right">
              inventory channel
            </th>
            <th scope="col" className="right">
              residual
            </th>
            <th scope="col">detection statistic, nat, of confirming</th>
            <th scope="col">residual, last 3 h</th>
          </tr>
        </thead>
        <tbody>
          {worstFirst(statuses).map((status) => {
            const loop = loopOf(run, status.loop);
            return loop === null ? null : (
              <LoopRow key={status.loop} loop={loop} status={status} instantS={instantS} />
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** All loops of the run, worst first, with what the worst one asks for above them. */
export function LoopsView() {
  const run = useConsoleState(runOf);
  const board = useConsoleState(knowableBoard);
  const instantS = useConsoleState((state) => Math.floor(state.instantS ?? 0));
  if (run === null || board === null) return null;
  return (
    <div className="view view-loops">
      <LoopsLead run={run} board={board} instantS={instantS} />
      <div className="loops-main">
        <LoopsTable run={run} statuses={board.loops} instantS={instantS} />
        {board.loops.length <= FEW_LOOPS && (
          <ResidualStrips run={run} statuses={board.loops} instantS={instantS} />
        )}
      </div>
      <aside className="view-side">
        <section className="panel about">
          <div className="panel-head">
            <h2>This run</h2>
            <span className="caption">{run.kind}</span>
            <span className="spacer" />
            <ReportLink />
          </div>
          <p className="about-title">{run.title}</p>
          {run.synthetic && <p className="about-note">{run.syntheticNote ?? "Samples made by a model."}</p>}
          {run.problem !== null && <p className="about-problem">{run.problem}</p>}
        </section>
        <EventsPanel />
      </aside>
    </div>
  );
}
