import type { ClaimVerdict, LibraryIncident, LibraryList } from "../../../src/service/contract.ts";
import { Asking } from "../parts/Asking.tsx";
import { Hindsight, KnownChooser } from "../parts/KnownChooser.tsx";
import { StatusShape } from "../parts/StatusShape.tsx";
import { askIncident, askIncidentCause, askIncidentClaims, askLibrary } from "../service/requests.ts";
import { useAsked } from "../state/use-asked.ts";
import { useConsole, useConsoleState, useUnits } from "../state/use-console.ts";
import { dayAndYear, decimalsOf, duration, percent, writtenDate } from "../words/format.ts";
import { verdictStatus } from "../words/state-words.ts";
import { turnedFor } from "../words/units.ts";
import { CompareTimeline } from "./CompareTimeline.tsx";
import "./library.css";

const MINUTE_S = 60;
const verdicts = Object.keys(verdictStatus) as ClaimVerdict[];
/** Causes shown of each incident: beyond these they weigh next to nothing. */
const CAUSES = 4;

/** Nothing that became known later than this enters; null: everything on file. */
function useKnownBy(): number | null {
  return useConsoleState((state) =>
    state.hindsight || state.instantS === null ? null : Math.floor(state.instantS / MINUTE_S) * MINUTE_S,
  );
}

/** The incidents on file, and two of them side by side. */
export function LibraryView() {
  const knownByS = useKnownBy();
  const { value, problem } = useAsked<LibraryList>(`${knownByS}`, (signal) => askLibrary(knownByS, signal));
  const [left, right] = useConsoleState((state) => state.compared);
  if (value === null) return <Asking what="the library" problem={problem} />;
  const { incidents, later } = value;
  // The newest two, unless others are chosen.
  const ids = incidents.map(({ id }) => id);
  const newest = [...ids].sort().reverse();
  const chosenLeft = ids.find((id) => id === left) ?? newest.find((id) => id !== right) ?? null;
  const chosenRight = ids.find((id) => id === right) ?? newest.find((id) => id !== chosenLeft) ?? null;
  return (
    <div className="view view-library">
      <section className="panel record-lead" aria-label="Verdict">
        <div>
          <h1>
            {incidents.length} {incidents.length === 1 ? "incident" : "incidents"} on file
          </h1>
          <p>
            {later > 0 && `${later} more had not happened by the instant. `}
            Public sources only; what was made up to replay a case is marked. <Hindsight />
          </p>
        </div>
        <KnownChooser />
      </section>
      <Incidents list={value} left={chosenLeft} right={chosenRight} />
      {chosenLeft !== null && <Side id={chosenLeft} knownByS={knownByS} side={0} />}
      {chosenRight !== null && <Side id={chosenRight} knownByS={knownByS} side={1} />}
      {chosenLeft === null && (
        <p className="panel record-none library-empty">
          Nothing on file had happened by the instant. "Whole record" shows all there is.
        </p>
      )}
    </div>
  );
}

interface IncidentsProps {
  readonly list: LibraryList;
  readonly left: string | null;
  readonly right: string | null;
}

function Incidents({ list, left, right }: IncidentsProps) {
  const console = useConsole();
  const runs = useConsoleState((state) => state.runs);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="panel library-list" aria-labelledby="incidents-title" tabIndex={0}>
      <div className="panel-head">
        <h2 id="incidents-title">Incidents</h2>
        <span className="caption">choose two to hold side by side</span>
      </div>
      <table className="stacks">
        <thead>
          <tr>
            <th scope="col">incident</th>
            <th scope="col">ship, loop</th>
            <th scope="col">on record from</th>
            <th scope="col">over</th>
            <th scope="col" className="right">
              facts
            </th>
            <th scope="col" className="right">
              statements
            </th>
            <th scope="col" className="right">
              evidence
            </th>
            <th scope="col">replay</th>
            <th scope="col">compare</th>
          </tr>
        </thead>
        <tbody>
          {list.incidents.map((each) => (
            <tr key={each.id}>
              <th scope="row">
                <b>{each.title}</b>
              </th>
              <td data-name="ship, loop">
                {each.ship}, {each.loop}
              </td>
              <td data-name="on record from">{each.firstS === null ? "undated" : dayAndYear(each.firstS)}</td>
              <td data-name="over">
                {each.firstS === null || each.lastS === null ? "" : duration(each.lastS - each.firstS)}
              </td>
              <td data-name="facts" className="right">
                {each.facts}
              </td>
              <td data-name="statements" className="right">
                {each.claims}
              </td>
              <td data-name="evidence" className="right">
                {each.evidence}
              </td>
              <td data-name="replay">
                {!each.replayable ? (
                  <span className="dim">record only</span>
                ) : runs?.some(({ id }) => id === each.id) ? (
                  <button
                    type="button"
                    className="link"
                    aria-label={`Open the replay of ${each.title}`}
                    onClick={() => {
                      console.openRun(each.id);
                      console.goTo("loops");
                    }}
                  >
                    open
                  </button>
                ) : (
                  <span className="dim">not served</span>
                )}
              </td>
              <td data-name="compare">
                <fieldset className="segments">
                  <legend className="visually-hidden">Where to show {each.title}</legend>
                  <button
                    type="button"
                    aria-pressed={each.id === left}
                    aria-label={`${each.title} left`}
                    disabled={each.id === right}
                    onClick={() => console.compare(0, each.id)}
                  >
                    left
                  </button>
                  <button
                    type="button"
                    aria-pressed={each.id === right}
                    aria-label={`${each.title} right`}
                    disabled={each.id === left}
                    onClick={() => console.compare(1, each.id)}
                  >
                    right
                  </button>
                </fieldset>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface SideProps {
  readonly id: string;
  readonly knownByS: number | null;
  readonly side: 0 | 1;
}

function Side({ id, knownByS, side }: SideProps) {
  const key = `${id} ${knownByS}`;
  const { value, problem } = useAsked<LibraryIncident>(key, (signal) => askIncident(id, knownByS, signal));
  const title = `side-${side}`;
  return (
    <section className="panel library-side" aria-labelledby={title}>
      {value === null ? (
        <p className="record-none" id={title}>
          {problem ?? "Asking for the incident."}
        </p>
      ) : (
        <>
          <div className="panel-head">
            <h2 id={title}>{value.title}</h2>
          </div>
          <Figures incident={value} />
          <Causes id={id} knownByS={knownByS} />
          <Statements id={id} knownByS={knownByS} />
          <h3 className="panel-sub">What happened and what was done</h3>
          <CompareTimeline incident={value} />
          <Record incident={value} />
        </>
      )}
    </section>
  );
}

function Figures({ incident }: { incident: LibraryIncident }) {
  const { ship, loop, firstS, lastS, reconstruction } = incident;
  const mm = (value: number): string => decimalsOf(1000 * value, 2);
  const kg = turnedFor("kg", useUnits());
  const mass = (value: number): string => decimalsOf(kg.of(value), 0);
  return (
    <dl className="library-figures">
      <dt>ship, loop</dt>
      <dd>
        {ship}, {loop}
      </dd>
      <dt>on record</dt>
      <dd>
        {firstS === null || lastS === null
          ? "undated"
          : `${dayAndYear(firstS)} to ${dayAndYear(lastS)}, ${duration(lastS - firstS)}`}
      </dd>
      <dt>hole</dt>
      <dd>
        {reconstruction === null ? (
          <span className="dim">none on record{incident.replayable ? " by the instant" : ""}</span>
        ) : (
          <>
            <span className="value">{mm(reconstruction.holeDiameterM.value)}</span> mm,{" "}
            {mm(reconstruction.holeDiameterM.low)} to {mm(reconstruction.holeDiameterM.high)}{" "}
            <span className="synthetic" title={reconstruction.note}>
              Estimate
            </span>
          </>
        )}
      </dd>
      {reconstruction?.chargeKg != null && (
        <>
          <dt>coolant</dt>
          <dd>
            <span className="value">{mass(reconstruction.chargeKg.value)}</span> {kg.unit},{" "}
            {mass(reconstruction.chargeKg.low)} to {mass(reconstruction.chargeKg.high)}
          </dd>
        </>
      )}
    </dl>
  );
}

function Causes({ id, knownByS }: { id: string; knownByS: number | null }) {
  const { value, problem } = useAsked(`cause ${id} ${knownByS}`, (signal) =>
    askIncidentCause(id, knownByS, signal),
  );
  return (
    <>
      <h3 className="panel-sub">Odds of each cause</h3>
      {value === null ? (
        <p className="record-none">{problem ?? "Weighing the causes; a first answer takes some seconds."}</p>
      ) : (
        <ul className="library-causes">
          {[...value.hypotheses]
            .sort((a, b) => b.posterior - a.posterior)
            .slice(0, CAUSES)
            .map(({ id: cause, name, posterior, band }) => (
              <li key={cause}>
                <span>{name}</span>
                <span className="library-bar" aria-hidden="true">
                  <i style={{ left: `${100 * band.p05}%`, width: `${100 * (band.p95 - band.p05)}%` }} />
                  <b style={{ left: `${100 * posterior}%` }} />
                </span>
                <span>
                  <span className="value">{percent(posterior)}</span>{" "}
                  <span className="dim">
                    {percent(band.p05)} to {percent(band.p95)}
                  </span>
                </span>
              </li>
            ))}
        </ul>
      )}
    </>
  );
}

/** Quantities that tell how fast it leaked and through what. */
const RATES = /rate|hole|time-to-limit|emptying|lost-fraction/;

function Statements({ id, knownByS }: { id: string; knownByS: number | null }) {
  const { value, problem } = useAsked(`claims ${id} ${knownByS}`, (signal) =>
    askIncidentClaims(id, knownByS, signal),
  );
  if (value === null)
    return (
      <>
        <h3 className="panel-sub">Statements</h3>
        <p className="record-none">
          {problem ?? "Testing the statements; a first answer takes some seconds."}
        </p>
      </>
    );
  const rates = value.claims.filter(({ number }) => number !== null && RATES.test(number.quantity));
  return (
    <>
      <h3 className="panel-sub">Said of rate and hole</h3>
      {rates.length === 0 ? (
        <p className="record-none">Nobody put a rate or a hole into numbers that can be tested.</p>
      ) : (
        <ul className="library-said">
          {rates.map(({ id: claim, by, at, says, verdict, sentence }) => (
            <li key={claim} title={sentence}>
              <Verdict verdict={verdict} />
              <span>
                {says}{" "}
                <span className="dim">
                  {by}, {writtenDate(at)}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
      <h3 className="panel-sub">Statements</h3>
      <p className="library-tally">
        {verdicts.map((verdict) => (
          <span key={verdict}>
            <Verdict verdict={verdict} />{" "}
            <span className="value">{value.claims.filter((claim) => claim.verdict === verdict).length}</span>
          </span>
        ))}
      </p>
    </>
  );
}

function Verdict({ verdict }: { verdict: ClaimVerdict }) {
  const { word, shape, tone } = verdictStatus[verdict];
  return (
    <span className={`chip tone-${tone}`}>
      <StatusShape shape={shape} tone={tone} />
      {word}
    </span>
  );
}

function Record({ incident }: { incident: LibraryIncident }) {
  return (
    <>
      <ol className="library-record">
        {incident.record.map(({ at, fact, source, confidence, rivals }) => (
          <li key={`${at} ${fact}`}>
            <span className="dim">{at === null ? "undated" : writtenDate(at)}</span>
            <span>
              {fact}
              <span className="dim">
                {" "}
                {confidence}; {source.title}
              </span>
              {rivals.map((rival) => (
                <span key={`${rival.at} ${rival.fact} ${rival.source.title}`} className="library-rival">
                  or{" "}
                  {[rival.at && writtenDate(rival.at), rival.fact].filter((part) => part !== null).join(", ")}
                  <span className="dim"> {rival.source.title}</span>
                </span>
              ))}
            </span>
          </li>
        ))}
      </ol>
      <details className="library-sources">
        <summary>{incident.sources.length} sources</summary>
        <ul>
          {incident.sources.map(({ title, url, confidence }) => (
            <li key={title}>
              {title} <span className="dim">{confidence}</span>
              {url !== null && <span className="library-url">{url}</span>}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
