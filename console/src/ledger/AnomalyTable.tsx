import type { LedgerAnswer } from "../../../src/service/contract.ts";
import { dateWords, severityWords, sourceOf } from "./ledger-words.ts";

function Source({ source }: { source: string }) {
  const { name, address } = sourceOf(source);
  if (address === null) return <span>{name}</span>;
  return (
    <a href={address} target="_blank" rel="noreferrer" title={source}>
      {name}
    </a>
  );
}

/** The list itself, newest first, each with its source. */
export function AnomalyTable({ answer, system }: { answer: LedgerAnswer; system: string | null }) {
  const titles = new Map(answer.systems.map((row) => [row.system, row.title]));
  const shown = answer.anomalies.filter((anomaly) => system === null || anomaly.system === system).reverse();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="panel ledger-list" aria-labelledby="ledger-list-title" tabIndex={0}>
      <div className="panel-head">
        <h2 id="ledger-list-title">Anomalies</h2>
        <span className="caption">
          {shown.length} of {answer.anomalies.length + answer.later.length} of this severity on the list,
          newest first
        </span>
      </div>
      {shown.length === 0 ? (
        <p className="ledger-none dim">None of this severity and system up to the shown instant.</p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">date</th>
              <th scope="col">severity</th>
              <th scope="col">what</th>
              <th scope="col">system</th>
              <th scope="col">source</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((anomaly) => (
              <tr key={anomaly.id}>
                <td className="nowrap">{dateWords(anomaly.date)}</td>
                <td data-name="severity" title={severityWords[anomaly.severity]}>
                  <span className="value">{anomaly.severity}</span>
                  <span className="dim"> of 4</span>
                </td>
                <th scope="row">
                  <b>{anomaly.vehicle}</b>
                  <span className="table-sub">
                    {anomaly.what}
                    {anomaly.number !== null && ` (${anomaly.number})`}
                  </span>
                </th>
                <td data-name="system">{titles.get(anomaly.system) ?? anomaly.system}</td>
                <td data-name="source">
                  <Source source={anomaly.source} />
                  <span className="table-sub dim">{anomaly.confidence}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
