import type { CauseAnswer } from "../../../src/service/contract.ts";
import { Asking } from "../parts/Asking.tsx";
import { Hindsight, KnownChooser } from "../parts/KnownChooser.tsx";
import { Notice } from "../parts/Notice.tsx";
import { causeKey, knowable, knowableBoard } from "../state/console-state.ts";
import { pastOf } from "../state/past.ts";
import { useConsoleState } from "../state/use-console.ts";
import { odds, percent } from "../words/format.ts";
import { DebrisPanel } from "./DebrisPanel.tsx";
import { EvidencePanel } from "./EvidencePanel.tsx";
import { OddsPanel } from "./OddsPanel.tsx";
import { PairPanel } from "./PairPanel.tsx";
import { SensitivityPanel } from "./SensitivityPanel.tsx";
import "./cause.css";

const oddsWords = (probability: number): string => odds(probability / (1 - probability));

function Words({ answer }: { answer: CauseAnswer }) {
  const { impact, sister } = answer;
  return (
    <>
      Meteoroid or debris {oddsWords(impact.posterior)}, before the evidence {oddsWords(impact.prior)}.
      {sister !== null &&
        ` ${sister.ship} turns it from ${oddsWords(sister.before)} to ${oddsWords(sister.after)}.`}
    </>
  );
}

/** Why the loop leaked: odds, what moves them, and what they hang on. */
export function CauseView() {
  const asked = useConsoleState((state) => knowable(state.cause, causeKey(state), state.instantS));
  const hindsight = useConsoleState((state) => state.hindsight);
  const switches = useConsoleState((state) => state.switches);
  const suspected = useConsoleState(
    (state) =>
      pastOf(state).events.some(({ kind }) => kind === "suspected" || kind === "confirmed") ||
      (knowableBoard(state)?.loops.some(({ leak }) => leak !== null) ?? false),
  );
  const held = asked?.value ?? null;
  const answer = suspected || hindsight ? held : null;
  const weighing = asked?.also !== JSON.stringify(switches);
  return (
    <div className="view view-cause">
      <section className="panel record-lead" aria-label="Verdict">
        <div>
          <h1>{answer === null ? "Cause" : `Impact ${percent(answer.impact.posterior)}`}</h1>
          <p>
            {answer === null ? (
              "Why the loop leaked, as odds between named causes."
            ) : (
              <Words answer={answer} />
            )}{" "}
            <Hindsight />
          </p>
        </div>
        <KnownChooser />
      </section>
      {answer === null ? (
        <div className="record-instead">
          {suspected || hindsight ? (
            <Asking what="the cause" problem={asked?.problem ?? null} />
          ) : (
            <Notice title="There is nothing to explain">
              No leak has been suspected in this run by the shown instant. "Whole record" shows the odds with
              hindsight.
            </Notice>
          )}
        </div>
      ) : (
        <>
          <div className="cause-main">
            <OddsPanel answer={answer} />
            <EvidencePanel answer={answer} weighing={weighing} />
          </div>
          <div className="cause-side">
            {answer.pair !== null && <PairPanel pair={answer.pair} />}
            <SensitivityPanel answer={answer} />
          </div>
          <DebrisPanel />
        </>
      )}
    </div>
  );
}
