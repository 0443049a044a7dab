import type { LedgerAnswer } from "../../../src/service/contract.ts";
import { Asking } from "../parts/Asking.tsx";
import { Hindsight, KnownChooser } from "../parts/KnownChooser.tsx";
import { StatusShape } from "../parts/StatusShape.tsx";
import { knowable, type LedgerChoice, ledgerKey } from "../state/console-state.ts";
import { useConsole, useConsoleState } from "../state/use-console.ts";
import { trendStatus } from "../words/state-words.ts";
import { AnomalyTable } from "./AnomalyTable.tsx";
import { LedgerTimeline } from "./LedgerTimeline.tsx";
import { dateWords, severityWords } from "./ledger-words.ts";
import { TrendPanel } from "./TrendPanel.tsx";
import "./ledger.css";

const severities = [1, 2, 3, 4] as const;

function Choices({ choice, answer }: { choice: LedgerChoice; answer: LedgerAnswer | null }) {
  const console = useConsole();
  return (
    <div className="ledger-choices">
      <fieldset className="segments">
        <legend className="visually-hidden">Least severity counted</legend>
        {severities.map((severity) => (
          <button
            key={severity}
            type="button"
            aria-pressed={severity === choice.severityFrom}
            title={severityWords[severity]}
            onClick={() => console.setLedger({ severityFrom: severity })}
          >
            {severity === 1 ? "All" : severity === 4 ? "4" : `${severity}+`}
          </button>
        ))}
      </fieldset>
      <label className="choice ledger-system-choice">
        <span className="choice-name">System</span>
        <select
          value={choice.system ?? ""}
          onChange={(event) => console.setLedger({ system: event.target.value || null })}
        >
          <option value="">All systems</option>
          {answer?.systems.map((row) => (
            <option key={row.system} value={row.system}>
              {row.title}
            </option>
          ))}
        </select>
      </label>
      <KnownChooser />
    </div>
  );
}

function Lead({ choice, answer }: { choice: LedgerChoice; answer: LedgerAnswer | null }) {
  const row = answer?.systems.find(({ system }) => system === choice.system) ?? answer?.all;
  const status = row === undefined ? null : trendStatus[row.verdict];
  return (
    <section className="panel record-lead" aria-label="Verdict">
      <div>
        <h1>
          {status === null ? (
            "Ledger"
          ) : (
            <>
              <StatusShape shape={status.shape} tone={status.tone} size={18} />
              {row!.title}: {status.word.toLowerCase()}
            </>
          )}
        </h1>
        {answer !== null && (
          <p>
            {answer.title}; {row!.events.length} {row!.events.length === 1 ? "anomaly" : "anomalies"} of
            severity {choice.severityFrom}
            {choice.severityFrom < 4 && " and more"}, counted from {dateWords(row!.from)} to{" "}
            {dateWords(row!.until)} <Hindsight />
          </p>
        )}
      </div>
      <Choices choice={choice} answer={answer} />
    </section>
  );
}

/** The list of failures, and whether their rate is really rising. */
export function LedgerView() {
  const choice = useConsoleState((state) => state.ledgerChoice);
  const hindsight = useConsoleState((state) => state.hindsight);
  const minute = useConsoleState((state) =>
    state.instantS === null ? null : Math.floor(state.instantS / 60) * 60,
  );
  const asked = useConsoleState((state) => knowable(state.ledger, ledgerKey(state), state.instantS));
  const answer = asked?.value ?? null;
  const system = answer?.systems.some((row) => row.system === choice.system) ? choice.system : null;
  return (
    <div className="view view-ledger">
      <Lead choice={{ ...choice, system }} answer={answer} />
      {answer === null ? (
        <div className="record-instead">
          <Asking what="the ledger" problem={asked?.problem ?? null} />
        </div>
      ) : (
        <>
          <LedgerTimeline answer={answer} system={system} instantS={hindsight ? null : minute} />
          <TrendPanel answer={answer} system={system} />
          <AnomalyTable answer={answer} system={system} />
        </>
      )}
    </div>
  );
}
