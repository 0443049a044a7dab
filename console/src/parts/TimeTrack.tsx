import type { Run } from "../../../src/service/contract.ts";
import { tickWords, timeTicks } from "../charts/time-ticks.ts";
import { pastOf, type RunEvent } from "../state/past.ts";
import { useConsole, useConsoleState } from "../state/use-console.ts";
import { clock, clockShort, dayAndYear } from "../words/format.ts";
import { eventStatus } from "./event-status.ts";
import { StatusShape } from "./StatusShape.tsx";

const CHARACTER_PX = 6.3;

interface Label {
  readonly event: RunEvent;
  readonly text: string;
  readonly leftPx: number;
}

const LONGEST_LABEL = 46;

/** A label that leaves room for others; the whole of it stands in the list of events. */
const shortened = (label: string): string =>
  label.length <= LONGEST_LABEL ? label : `${label.slice(0, LONGEST_LABEL - 1).trimEnd()}…`;

/** Labels that fit without touching one another: the gravest first, the newest first among equals. */
function labelsThatFit(events: readonly RunEvent[], at: (timeS: number) => number, widthPx: number): Label[] {
  const byWeight = [...events].sort(
    (a, b) => eventStatus[a.kind].rank - eventStatus[b.kind].rank || b.timeS - a.timeS,
  );
  const placed: Label[] = [];
  for (const event of byWeight) {
    const text = `${clockShort(event.timeS)} ${shortened(event.label)}`;
    const lengthPx = text.length * CHARACTER_PX;
    if (lengthPx > widthPx) continue;
    const leftPx = Math.min(Math.max(0, at(event.timeS) - lengthPx / 2), widthPx - lengthPx);
    const free = placed.every(
      (other) =>
        leftPx > other.leftPx + other.text.length * CHARACTER_PX + 8 || leftPx + lengthPx + 8 < other.leftPx,
    );
    if (free) placed.push({ event, text, leftPx });
  }
  return placed;
}

/** The slider of the time bar with the run's events on it. The watch's own findings appear only once they are past. */
export function TimeTrack({ run, instantS, widthPx }: { run: Run; instantS: number; widthPx: number }) {
  const console = useConsole();
  const spanS = Math.max(1, run.endS - run.startS);
  // A run that is still being watched may be asked for an instant it has not reached.
  const at = (timeS: number): number => Math.min(1, Math.max(0, (timeS - run.startS) / spanS)) * widthPx;
  const { events: past, gaps } = useConsoleState(pastOf);
  const onRecordLater = run.events.filter(
    (event) =>
      event.timeS > instantS &&
      event.timeS <= run.endS &&
      (event.kind === "record" || event.kind === "reconstruction"),
  );
  const ticks = timeTicks(run.startS, run.endS, widthPx, 74);
  const stepS = ticks.length > 1 ? ticks[1]! - ticks[0]! : spanS;
  return (
    <div className="track">
      <div className="track-labels" aria-hidden="true">
        {labelsThatFit(past, at, widthPx).map(({ event, text, leftPx }) => (
          <span
            key={`${event.timeS} ${event.label}`}
            className={`track-label tone-${eventStatus[event.kind].tone}`}
            style={{ left: leftPx }}
          >
            {text}
          </span>
        ))}
      </div>
      <div className="track-line" />
      <div className="track-done" style={{ width: Math.max(0, at(instantS)) }} />
      {gaps.map((gap) => (
        <div
          key={gap.fromS}
          className="track-gap"
          style={{ left: at(gap.fromS), width: Math.max(2, at(gap.toS) - at(gap.fromS)) }}
        />
      ))}
      {onRecordLater.map((event) => (
        <span
          key={`${event.timeS} ${event.label}`}
          className="track-event track-later"
          style={{ left: at(event.timeS) }}
          title={`On record later: ${event.label}, ${clock(event.timeS)}`}
        >
          <StatusShape shape="hollow" tone="quiet" size={10} />
        </span>
      ))}
      {past
        .filter((event) => event.kind !== "gap" || event.source !== null)
        .map((event) => (
          <span
            key={`${event.timeS} ${event.kind} ${event.label}`}
            className="track-event"
            style={{ left: at(event.timeS) }}
            title={`${clock(event.timeS)} ${event.label}`}
          >
            <StatusShape
              shape={eventStatus[event.kind].shape}
              tone={eventStatus[event.kind].tone}
              size={event.kind === "record" ? 10 : 12}
            />
          </span>
        ))}
      <input
        type="range"
        className="track-slider"
        aria-label="Instant shown"
        aria-valuetext={`${clock(instantS)} UTC, ${dayAndYear(instantS)}`}
        min={Math.floor(run.startS)}
        max={Math.ceil(run.endS)}
        step={1}
        value={instantS}
        onChange={(event) => {
          console.play(false);
          console.seek(Number(event.target.value));
        }}
      />
      <div className="track-ticks" aria-hidden="true">
        {ticks
          .filter((tick) => at(tick) >= 14 && at(tick) <= widthPx - 14)
          .map((tick) => (
            <span key={tick} style={{ left: at(tick) }}>
              {tickWords(tick, stepS)}
            </span>
          ))}
      </div>
    </div>
  );
}
