import type { CauseAnswer } from "../../../src/service/contract.ts";
import { useConsole, useConsoleState } from "../state/use-console.ts";
import { factor, sentence } from "../words/format.ts";

/** Factors beyond this leave the drawing, not the number. */
const WIDEST = 20;

function FactorBar({ value }: { value: number }) {
  const size = Math.min(1, Math.abs(Math.log(value)) / Math.log(WIDEST)) * 50;
  return (
    <span className="factor-bar" aria-hidden="true">
      <span className="factor-fill" style={{ left: `${value >= 1 ? 50 : 50 - size}%`, width: `${size}%` }} />
    </span>
  );
}

/** What bears on the cause, each with its source, its factor and a switch: the odds above follow. */
export function EvidencePanel({ answer, weighing }: { answer: CauseAnswer; weighing: boolean }) {
  const console = useConsole();
  const switches = useConsoleState((state) => state.switches);
  const isOn = (id: string, on: boolean): boolean =>
    switches.off.includes(id) ? false : switches.on.includes(id) ? true : on;
  const changed = switches.off.length + switches.on.length;
  return (
    <section className="panel cause-evidence" aria-labelledby="cause-evidence-title">
      <div className="panel-head">
        <h2 id="cause-evidence-title">Evidence</h2>
        <span className="caption" aria-live="polite">
          {weighing
            ? "weighing anew"
            : `factor of the odds of impact over manufacture${answer.laterItems > 0 ? `; ${answer.laterItems} items became known only later` : ""}`}
        </span>
        <span className="spacer" />
        {changed > 0 && (
          <button type="button" className="button" onClick={() => console.resetSwitches()}>
            All as on record
          </button>
        )}
      </div>
      <table className="table" aria-busy={weighing}>
        <thead>
          <tr>
            <th scope="col">counts</th>
            <th scope="col">what</th>
            <th scope="col" className="factor-cell">
              ← manufacture | impact →
            </th>
            <th scope="col" className="right">
              factor
            </th>
          </tr>
        </thead>
        <tbody>
          {answer.evidence.map((item) => {
            const on = isOn(item.id, item.on);
            return (
              <tr key={item.id} className={on ? "" : "evidence-off"}>
                <td>
                  <button
                    type="button"
                    role="switch"
                    className="switch"
                    aria-checked={on}
                    aria-label={item.title}
                    onClick={() => console.switchEvidence(item.id, !on)}
                  >
                    <span className="switch-knob" />
                    <span className="switch-word">{on ? "on" : "off"}</span>
                  </button>
                </td>
                <th scope="row">
                  <b>{item.title}</b>
                  <span className="table-sub dim">
                    {item.confidence}: {item.source}. {sentence(item.basis)}
                  </span>
                </th>
                <td className="factor-cell">
                  {item.impactOverManufacture !== null && <FactorBar value={item.impactOverManufacture} />}
                </td>
                <td className="right" data-name="factor">
                  <span className="value">
                    {item.impactOverManufacture === null ? "none" : factor(item.impactOverManufacture)}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <ul className="cause-notes">
        {answer.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  );
}
