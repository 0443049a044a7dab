import { inReadersUnit } from "../../../src/claims/found-words.ts";
import { plotClaim } from "../../../src/claims/plot-claim.ts";
import { QUANTITIES } from "../../../src/claims/quantity.ts";
import type { ClaimAnswer, ClaimsAnswer } from "../../../src/service/contract.ts";
import { StatusShape } from "../parts/StatusShape.tsx";
import { useUnits } from "../state/use-console.ts";
import { clockShort, dayAndYear, percent, sentence, writtenDate } from "../words/format.ts";
import { verdictStatus } from "../words/state-words.ts";
import { readersUnit, unitWord } from "../words/units.ts";
import { PlotPicture } from "./PlotPicture.tsx";
import { bandIn, claimedIn } from "./quantity-words.ts";

/** As wide as the panel at its narrowest. */
const PICTURE_PX = 344;

/** One statement: why it got its verdict, how that changed, and what it is set against. */
export function ClaimPanel({ claim, answer }: { claim: ClaimAnswer; answer: ClaimsAnswer }) {
  const { shape, tone, word } = verdictStatus[claim.verdict];
  const { number, claimed } = claim;
  const units = useUnits();
  const unit = readersUnit(number?.unit ?? "", units);
  const conflicts = answer.conflicts.filter(({ a, b }) => a === claim.id || b === claim.id);
  const { supportedFrom, tensionBelow, contradictedBelow } = answer.bands;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="panel claim-panel" aria-labelledby="claim-title" tabIndex={0}>
      <div className="panel-head">
        <h2 id="claim-title">Why</h2>
        <span className="caption">
          {claim.by}
          {claim.role !== null && `, ${claim.role}`}, {writtenDate(claim.at)}
        </span>
      </div>
      <blockquote>{claim.says}</blockquote>
      <p className={`claim-verdict tone-${tone}`}>
        <StatusShape shape={shape} tone={tone} size={16} />
        {word}
        {claim.probability !== null && (
          <span className="claim-chance">{percent(claim.probability)} that it is right</span>
        )}
      </p>
      <PlotPicture svg={plotClaim(claim, PICTURE_PX, unit)} />
      <p className="claim-sentence">
        {sentence(
          number === null
            ? claim.sentence
            : inReadersUnit(claim.sentence, number.quantity, number.band, unit),
        )}
      </p>
      <dl className="facts">
        {number !== null && (
          <div>
            <dt>Our number</dt>
            <dd>
              <span className="value">{bandIn(number.band, unit).median}</span> {unitWord(unit)}
              <small>{bandIn(number.band, unit).range}, 90 %</small>
            </dd>
          </div>
        )}
        {number !== null && claimed !== null && (
          <div>
            <dt>Claimed, taken as</dt>
            <dd className="value">{claimedIn(claimed, unit)}</dd>
          </div>
        )}
        <div>
          <dt>Source</dt>
          <dd>
            {claim.link === null ? (
              claim.source
            ) : (
              <a href={claim.link} target="_blank" rel="noreferrer">
                {claim.source}
              </a>
            )}
            {claim.channel !== null && <small>{claim.channel}</small>}
          </dd>
        </div>
      </dl>
      {claim.history.length > 1 && (
        <>
          <h3 className="panel-sub">How the verdict changed</h3>
          <ol className="claim-history">
            {claim.history.map((step) => {
              const status = verdictStatus[step.verdict];
              return (
                <li key={step.fromS}>
                  <StatusShape shape={status.shape} tone={status.tone} size={11} />
                  <span>
                    <b>{status.word}</b> from {dayAndYear(step.fromS)} {clockShort(step.fromS)}
                    {step.because.length > 0 && <>: {step.because.join("; ")}</>}
                  </span>
                </li>
              );
            })}
          </ol>
        </>
      )}
      {conflicts.length > 0 && (
        <>
          <h3 className="panel-sub">Set against another</h3>
          <ul className="claim-conflicts">
            {conflicts.map((conflict) => (
              <li key={`${conflict.a} ${conflict.b}`}>
                {conflict.ifA === null
                  ? conflict.sentence
                  : inReadersUnit(
                      conflict.sentence,
                      conflict.ifA.quantity,
                      conflict.ifA.band,
                      readersUnit(QUANTITIES[conflict.ifA.quantity]!.unit, units),
                    )}
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="claim-bands dim">
        Supported from {percent(supportedFrom)}, in tension up to {percent(tensionBelow)}, contradicted up to{" "}
        {percent(contradictedBelow)}; between, public data do not decide. A speaker's own record never
        supports him.
      </p>
    </section>
  );
}
