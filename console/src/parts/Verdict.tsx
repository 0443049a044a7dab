import type { LoopStatus, LoopSummary } from "../../../src/service/contract.ts";
import { runOf } from "../state/console-state.ts";
import { useConsole, useConsoleState } from "../state/use-console.ts";
import { clock, duration, sentence } from "../words/format.ts";
import { fullName } from "../words/loop-words.ts";
import { stateStatus } from "../words/state-words.ts";
import { leakCells, leakOf, quietCells, type VerdictCell } from "../words/verdict-cells.ts";
import { SyntheticTag } from "./StateChip.tsx";
import { StatusShape } from "./StatusShape.tsx";

function Cell({ cell }: { cell: VerdictCell }) {
  return (
    <div className="verdict-cell">
      <dt>{cell.name}</dt>
      {cell.value === null ? (
        <dd className="verdict-unknown">
          not known from this telemetry
          <small>{cell.detail}</small>
        </dd>
      ) : (
        <dd>
          <span className="verdict-number value">{cell.value}</span>
          {cell.unit !== undefined && <span className="verdict-unit"> {cell.unit}</span>}
          <small>{cell.detail}</small>
        </dd>
      )}
    </div>
  );
}

interface VerdictProps {
  readonly loop: LoopSummary;
  readonly status: LoopStatus;
  readonly synthetic: boolean;
  readonly syntheticNote: string | null;
  readonly level: 1 | 2;
  readonly onOpen?: () => void;
}

/** What, how fast, since when, how much is left, until when, how sure: read first, in two seconds. */
export function Verdict({ loop, status, synthetic, syntheticNote, level, onOpen }: VerdictProps) {
  const instantS = useConsoleState((state) => Math.floor(state.instantS ?? 0));
  const pressureUnit = useConsoleState((state) => state.pressureUnit);
  const rateUnit = useConsoleState((state) => state.rateUnit);
  const console = useConsole();
  // Of a recording or a feed nothing is on record: no plan is made for it and no statement weighed.
  const isCase = useConsoleState((state) => runOf(state)?.kind === "case");
  const { verdict, shape, tone } = stateStatus[status.state];
  const leak = leakOf(status);
  const input = { loop, status, instantS, pressureUnit, rateUnit };
  const cells = leak === null ? quietCells(input) : leakCells(leak, input);
  const silentS = status.lastDataS === null ? null : instantS - status.lastDataS;
  const stale = leak !== null && silentS !== null && silentS > 120;
  const Title = level === 1 ? "h1" : "h2";
  const place = leak?.place.reduce(
    (best, one) => (one.probability > best.probability ? one : best),
    leak.place[0]!,
  );
  return (
    <section className={`panel verdict verdict-${tone}`} aria-label="Verdict">
      <div className="verdict-word">
        <div className="verdict-title">
          <Title className={`tone-${tone}`}>
            <StatusShape shape={shape} tone={tone} size={22} />
            {verdict}
          </Title>
        </div>
        <p className="verdict-where">
          {fullName(loop)}
          {place !== undefined && `, most likely ${place.segment}`}{" "}
          {synthetic && <SyntheticTag note={syntheticNote} />}
        </p>
        <p className="verdict-reason">
          {stale
            ? `No data for ${duration(silentS)}: figures are as of ${clock(status.lastDataS!)}.`
            : sentence(status.reason)}
        </p>
        {onOpen !== undefined && (
          <p className="verdict-ways">
            <button type="button" className="link" onClick={onOpen}>
              See its signals
            </button>
            {leak !== null && isCase && (
              <>
                <button type="button" className="link" onClick={() => console.goTo("plan")}>
                  What to do
                </button>
                <button type="button" className="link" onClick={() => console.goTo("claims")}>
                  Who says otherwise
                </button>
              </>
            )}
          </p>
        )}
      </div>
      <dl>
        {cells.map((cell) => (
          <Cell key={cell.name} cell={cell} />
        ))}
      </dl>
    </section>
  );
}
