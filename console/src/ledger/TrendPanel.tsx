import type { LedgerAnswer, LedgerRow } from "../../../src/service/contract.ts";
import { StatusShape } from "../parts/StatusShape.tsx";
import { useConsole } from "../state/use-console.ts";
import { percent } from "../words/format.ts";
import { trendStatus } from "../words/state-words.ts";
import { chanceWords, changeWords, rateWords } from "./ledger-words.ts";

function TrendChip({ verdict }: { verdict: LedgerRow["verdict"] }) {
  const { word, shape, tone } = trendStatus[verdict];
  return (
    <span className={`chip tone-${tone}`}>
      <StatusShape shape={shape} tone={tone} />
      {word}
    </span>
  );
}

/** A rate's interval on a scale shared by all rows, from zero. */
function Interval({ row, most }: { row: LedgerRow; most: number }) {
  const part = (value: number): string => `${Math.min(100, (100 * value) / most)}%`;
  const { low, high, rate } = row.perYear;
  return (
    <span className="interval" aria-hidden="true">
      <span className="interval-band" style={{ left: part(low), width: part(high - low) }} />
      <span className="interval-middle" style={{ left: part(rate) }} />
    </span>
  );
}

function TrendRow({ row, most, chosen }: { row: LedgerRow; most: number; chosen: boolean }) {
  const console = useConsole();
  const words = rateWords(row.perYear);
  const isAll = row.system === "all";
  const rising = row.laplace?.risingPExact ?? null;
  return (
    <tr className={chosen ? "table-chosen" : ""}>
      <th scope="row">
        <button
          type="button"
          className="trend-name"
          aria-pressed={chosen}
          onClick={() => console.setLedger({ system: isAll || chosen ? null : row.system })}
        >
          <b>{row.title}</b>
          <span className="dim">
            {row.events.length} in {row.years.toFixed(1)} years
          </span>
        </button>
      </th>
      <td data-name="a year" className="nowrap">
        <span className="value">{words.rate}</span> <span className="dim">{words.range}</span>
        <Interval row={row} most={most} />
      </td>
      <td data-name="so late by chance">
        {rising === null ? <span className="dim">no event</span> : chanceWords(rising)}
        {row.risingPStrict !== null && (
          <span className="table-sub dim">{chanceWords(row.risingPStrict)}, strictly</span>
        )}
      </td>
      <td className="trend-verdict">
        <TrendChip verdict={row.verdict} />
        <span className="table-sub dim">{changeWords(row.change)}</span>
      </td>
    </tr>
  );
}

/** Whether the rate rises, by system: exact chances, what they allow for, and what no test can mend. */
export function TrendPanel({ answer, system }: { answer: LedgerAnswer; system: string | null }) {
  const band = percent(answer.confidence);
  const rows = [answer.all, ...answer.systems];
  const most = Math.max(...rows.map((row) => row.perYear.high));
  const chosen = answer.systems.find((row) => row.system === system) ?? answer.all;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="panel ledger-trend" aria-labelledby="ledger-trend-title" tabIndex={0}>
      <div className="panel-head">
        <h2 id="ledger-trend-title">Is the rate rising?</h2>
        <span className="caption">intervals {band}; strictly: choice of window and system allowed for</span>
      </div>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">system</th>
            <th scope="col">a year</th>
            <th scope="col">so late by chance</th>
            <th scope="col">verdict, later half ×</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <TrendRow
              key={row.system}
              row={row}
              most={most}
              chosen={row.system === system || (row.system === "all" && system === null)}
            />
          ))}
        </tbody>
      </table>
      <p className="ledger-sentence">{chosen.sentence}</p>
      {answer.exposures.length > 0 && (
        <>
          <h3 className="ledger-sub">Against what was flown</h3>
          <ul className="ledger-notes">
            {answer.exposures.map((exposure) => {
              const words = rateWords(exposure.perUnit);
              return (
                <li key={exposure.measure}>
                  <b>{exposure.measure}</b>: {exposure.amount.toLocaleString("en-US")} ({exposure.confidence}
                  ), {exposure.counts.length} events; <span className="value">{words.rate}</span> each (
                  {words.range})
                </li>
              );
            })}
          </ul>
        </>
      )}
      <h3 className="ledger-sub">What no test can mend</h3>
      <ul className="ledger-notes">
        {answer.caveats.map((caveat) => (
          <li key={caveat}>{caveat}</li>
        ))}
      </ul>
      {answer.precedents.length > 0 && (
        <>
          <h3 className="ledger-sub">Before, never counted</h3>
          <ul className="ledger-notes">
            {answer.precedents.map(({ at, what }) => (
              <li key={at}>
                <b>{at}</b> {what}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
