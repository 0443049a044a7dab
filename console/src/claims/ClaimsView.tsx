import type { ClaimAnswer, ClaimVerdict } from "../../../src/service/contract.ts";
import { Asking } from "../parts/Asking.tsx";
import { Hindsight, KnownChooser } from "../parts/KnownChooser.tsx";
import { StatusShape } from "../parts/StatusShape.tsx";
import { claimsKey, knowable } from "../state/console-state.ts";
import { useConsole, useConsoleState, useUnits } from "../state/use-console.ts";
import { percent, writtenDate } from "../words/format.ts";
import { verdictStatus } from "../words/state-words.ts";
import { readersUnit, unitWord } from "../words/units.ts";
import { ClaimBar } from "./ClaimBar.tsx";
import { ClaimPanel } from "./ClaimPanel.tsx";
import { ClaimsTimeline } from "./ClaimsTimeline.tsx";
import { bandIn } from "./quantity-words.ts";
import "./claims.css";

const verdicts = Object.keys(verdictStatus) as ClaimVerdict[];
/** Worth a look first. */
const gravest: readonly ClaimVerdict[] = ["contradicted", "in tension", "supported", "not decidable"];

function VerdictChip({ verdict, count }: { verdict: ClaimVerdict; count?: number }) {
  const { word, shape, tone } = verdictStatus[verdict];
  return (
    <span className={`chip tone-${tone}`}>
      <StatusShape shape={shape} tone={tone} />
      {count === undefined ? word : `${count} ${word.toLowerCase()}`}
    </span>
  );
}

function ClaimRow({ claim, number, chosen }: { claim: ClaimAnswer; number: number; chosen: boolean }) {
  const console = useConsole();
  const unit = readersUnit(claim.number?.unit ?? "", useUnits());
  const ours = claim.number === null ? null : bandIn(claim.number.band, unit);
  return (
    <tr className={chosen ? "table-chosen" : ""}>
      <td className="claim-number">{number}</td>
      <th scope="row">
        <button
          type="button"
          className="claim-says"
          aria-pressed={chosen}
          onClick={() => console.showClaim(claim.id)}
        >
          <b>{claim.says}</b>
          <span className="dim">
            {claim.by}, {writtenDate(claim.at)}
          </span>
        </button>
      </th>
      <td data-name="verdict">
        <VerdictChip verdict={claim.verdict} />
      </td>
      <td data-name="right with" className="nowrap">
        {claim.probability === null ? (
          <span className="dim">none</span>
        ) : (
          <span className="value">{percent(claim.probability)}</span>
        )}
      </td>
      <td data-name="claim on our band">
        <ClaimBar claim={claim} />
      </td>
      <td data-name="our number">
        {ours === null ? (
          <span className="dim">none</span>
        ) : (
          <>
            <span className="value">{ours.median}</span> {unitWord(unit)}
            <span className="table-sub dim">{ours.range}</span>
          </>
        )}
      </td>
    </tr>
  );
}

/** What was said of the leak, and what the numbers say of it. */
export function ClaimsView() {
  const asked = useConsoleState((state) => knowable(state.claims, claimsKey(state), state.instantS));
  const console = useConsole();
  const hindsight = useConsoleState((state) => state.hindsight);
  const second = useConsoleState((state) => Math.floor(state.instantS ?? 0));
  const claimId = useConsoleState((state) => state.claimId);
  const answer = asked?.value ?? null;
  const claims = answer?.claims ?? [];
  const chosen =
    claims.find(({ id }) => id === claimId) ??
    gravest.flatMap((verdict) => claims.find((claim) => claim.verdict === verdict) ?? [])[0];
  return (
    <div className="view view-claims">
      <section className="panel record-lead" aria-label="Verdict">
        <div>
          <h1>
            {answer === null
              ? "Claims"
              : claims.length === 1
                ? "One statement"
                : `${claims.length} statements`}
          </h1>
          <p>
            {answer === null
              ? "What was said, and what the numbers say of it."
              : `${answer.title}: what was said${hindsight ? "" : " by now"}, each tested against physics and the record.`}{" "}
            <Hindsight />
          </p>
        </div>
        <div className="verdict-counts">
          {answer !== null &&
            verdicts.map((verdict) => (
              <VerdictChip
                key={verdict}
                verdict={verdict}
                count={claims.filter((claim) => claim.verdict === verdict).length}
              />
            ))}
        </div>
        <KnownChooser />
      </section>
      {answer === null ? (
        <div className="record-instead">
          <Asking what="the claims" problem={asked?.problem ?? null} />
        </div>
      ) : (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <section className="panel claims-list" aria-labelledby="claims-title" tabIndex={0}>
            <div className="panel-head">
              <h2 id="claims-title">Statements</h2>
              <span className="caption">
                in order of time; bright: the claim, band: our 90 %, each row on its own scale; dated by day:
                anywhere within it
              </span>
            </div>
            {claims.length === 0 ? (
              <p className="record-none">
                Nothing is on record as said by this instant. A statement dated by its day alone counts from
                the end of that day.{" "}
                <button type="button" className="link" onClick={() => console.setHindsight(true)}>
                  Show the whole record
                </button>
                , with what was said later.
              </p>
            ) : (
              <>
                <ClaimsTimeline claims={claims} instantS={hindsight ? null : second} />
                <table className="table">
                  <thead>
                    <tr>
                      <th scope="col">no.</th>
                      <th scope="col">statement</th>
                      <th scope="col">verdict</th>
                      <th scope="col">right with</th>
                      <th scope="col">claim on our band</th>
                      <th scope="col">our number, 90 %</th>
                    </tr>
                  </thead>
                  <tbody>
                    {claims.map((claim, at) => (
                      <ClaimRow
                        key={claim.id}
                        claim={claim}
                        number={at + 1}
                        chosen={claim.id === chosen?.id}
                      />
                    ))}
                  </tbody>
                </table>
              </>
            )}
          </section>
          {chosen !== undefined && <ClaimPanel claim={chosen} answer={answer} />}
        </>
      )}
    </div>
  );
}
