import type { LeakFinding } from "../../../src/watch/finding.ts";
import { useConsoleState } from "../state/use-console.ts";
import { decimalsOf, percent, sentence } from "../words/format.ts";
import { massReading } from "../words/units.ts";
import { savedWords } from "./saved-words.ts";
import "./leak.css";

/** Where on the loop the leak is, how far that can be told, and what would tell more. */
export function PlacePanel({ leak }: { leak: LeakFinding }) {
  const mass = massReading(useConsoleState((state) => state.pressureUnit));
  const { placing, unavailable } = leak;
  const ranked = [...(placing?.place ?? leak.place)].sort((a, b) => b.probability - a.probability);
  const set = new Set(placing?.set ?? []);
  return (
    <section className="panel leak-panel" aria-labelledby="place-title">
      <div className="panel-head">
        <h2 id="place-title">Place</h2>
        <span className="caption">{ranked.length > 0 ? "probability of each segment" : ""}</span>
      </div>
      {ranked.length === 0 ? (
        <p className="leak-note">
          Not known: {unavailable.place ?? "nothing read of this loop tells of the place"}.
        </p>
      ) : (
        <>
          {placing !== undefined && (
            <p className="leak-note">
              {placing.toldApart
                ? `With 90 % in ${placing.set.join(", ")}.`
                : `The segments cannot be told apart from these taps: the 90 % set holds ${placing.set.length} of ${ranked.length}.`}
            </p>
          )}
          <ul className="place-list">
            {ranked.map(({ segment, probability }) => (
              <li key={segment}>
                <span>
                  <b>{segment}</b>
                  {set.has(segment) && <small> in the 90 % set</small>}
                </span>
                <span className="place-track" aria-hidden="true">
                  <span
                    className={set.has(segment) ? "place-fill place-in" : "place-fill"}
                    style={{ width: `${100 * probability}%` }}
                  />
                </span>
                <span className="value">{percent(probability)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {placing !== undefined && placing.next.length > 0 && (
        <>
          <h3 className="leak-next-title">What would tell most next</h3>
          <ol className="leak-next">
            {placing.next.map(({ action, gainBits, savesKg }) => (
              <li key={action}>
                <span>{sentence(action)}</span>{" "}
                <small>
                  <span className="value">{decimalsOf(gainBits, 2)} bit</span> of the place
                  {savesKg !== null && `; ${savedWords(savesKg, mass)}`}
                </small>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
