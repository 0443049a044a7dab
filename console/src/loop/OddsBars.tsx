import type { LeakFinding } from "../../../src/watch/finding.ts";
import { odds } from "../words/format.ts";
import "./leak.css";

/** Odds at the right end of the scale; beyond it they say more of the model than of the loop. */
const TOP_DECADES = 6;
const ticks = [
  [0, "1:1"],
  [2, "100:1"],
  [4, "10,000:1"],
  [6, "a million:1"],
] as const;

/** Length of a bar, 0 to 1, on a scale of decades from 1:1 to a million:1. */
export const oddsPart = (value: number): number =>
  value > 1 ? Math.min(1, Math.log10(value) / TOP_DECADES) : 0;

/** A leak against each thing that it might be instead, the least excluded first. */
export function OddsBars({ leak }: { leak: LeakFinding }) {
  const undecided = new Set(leak.undecided ?? []);
  const rivals = Object.entries(leak.odds).sort(
    ([a, x], [b, y]) => Number(undecided.has(b)) - Number(undecided.has(a)) || x - y,
  );
  if (rivals.length === 0) return null;
  return (
    <section className="panel leak-panel" aria-labelledby="odds-bars-title">
      <div className="panel-head">
        <h2 id="odds-bars-title">Odds of a leak</h2>
        <span className="caption">against what else it may be; each mark a hundredfold</span>
      </div>
      <ul className="odds-bars">
        {rivals.map(([rival, value]) => {
          const open = undecided.has(rival);
          return (
            <li key={rival}>
              <div className="odds-words">
                <b>{rival}</b>
                <span className="value">{open ? "undecided" : odds(value)}</span>
              </div>
              <div className={open ? "odds-track odds-undecided" : "odds-track"} aria-hidden="true">
                {!open && <span className="odds-fill" style={{ width: `${100 * oddsPart(value)}%` }} />}
              </div>
              {open ? (
                <small>no channel of this loop can tell it from a leak at present</small>
              ) : (
                value < 1 && <small>likelier than a leak</small>
              )}
              {leak.explanations?.[rival] !== undefined && <small>{leak.explanations[rival]}</small>}
            </li>
          );
        })}
      </ul>
      <div className="odds-scale" aria-hidden="true">
        {ticks.map(([decade, words]) => (
          <span key={words} style={{ left: `${(100 * decade) / TOP_DECADES}%` }}>
            {words}
          </span>
        ))}
      </div>
    </section>
  );
}
