import type { LoopSummary } from "../../../src/service/contract.ts";
import { askDetectability } from "../service/requests.ts";
import { useAsked } from "../state/use-asked.ts";
import { falseAlarmPromise } from "../words/format.ts";
import "./leak.css";

interface MeterProps {
  readonly run: string;
  readonly loop: LoopSummary;
}

/** The smallest leak of this loop that would show within each time: how much silence is worth. */
export function DetectabilityPanel({ run, loop }: MeterProps) {
  const { value, problem } = useAsked(`${run} ${loop.id}`, (signal) =>
    askDetectability(run, loop.id, signal),
  );
  const sizes = (value?.windows ?? []).flatMap(({ half, most, bound }) =>
    [half.perDay, most.perDay, bound.perDay].filter((size) => size !== null),
  );
  const [low, high] = [Math.log10(Math.min(...sizes)), Math.log10(Math.max(...sizes))];
  const place = (perDay: number): number => (high > low ? (Math.log10(perDay) - low) / (high - low) : 1);
  return (
    <section className="panel leak-panel" aria-labelledby="meter-title" aria-busy={!value && !problem}>
      <div className="panel-head">
        <h2 id="meter-title">Smallest leak seen</h2>
        <span className="caption">by theory, from the loop's noise as its file has it</span>
      </div>
      {problem !== null && <p className="leak-note">Not known: {problem}</p>}
      {value === null && problem === null && <p className="leak-note">Working it out.</p>}
      {value !== null && (
        <>
          <ul className="meter">
            {value.windows.map(({ window, half, most, bound }) => (
              <li key={window}>
                <div className="odds-words">
                  <b>within {window}</b>
                  <span className="value">{half.words}</span>
                </div>
                <div className="meter-track" aria-hidden="true">
                  {half.perDay !== null && most.perDay !== null && (
                    <span
                      className="meter-band"
                      style={{
                        left: `${100 * place(half.perDay)}%`,
                        width: `${Math.max(1, 100 * (place(most.perDay) - place(half.perDay)))}%`,
                      }}
                    />
                  )}
                  {bound.perDay !== null && (
                    <span className="meter-bound" style={{ left: `${100 * place(bound.perDay)}%` }} />
                  )}
                </div>
                <small>
                  19 of 20 from {most.words}; no detector sees half below {bound.words}
                </small>
              </li>
            ))}
          </ul>
          <p className="leak-note dim">
            Half of leaks of that size are confirmed in time, at{" "}
            {falseAlarmPromise(value.meanTimeBetweenFalseAlarmsS)}. Bar: half to 19 of 20, tenfold scale;
            line: the bound.
          </p>
        </>
      )}
    </section>
  );
}
