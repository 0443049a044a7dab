import type { PlanAnswer } from "../../../src/service/contract.ts";
import { StatusShape } from "../parts/StatusShape.tsx";
import { dayAndYear, duration } from "../words/format.ts";

/** Stretches in which somebody had no good seat, in words. */
export function GapsPanel({ record }: { record: PlanAnswer["record"] }) {
  const { gaps } = record;
  return (
    <section className="panel plan-gaps" aria-labelledby="gaps-title">
      <div className="panel-head">
        <h2 id="gaps-title">Gaps</h2>
        <span className="caption">as flown: somebody without a good seat</span>
      </div>
      {gaps.length === 0 ? (
        <p className="record-none">At every moment each person had a good seat in a ship that could leave.</p>
      ) : (
        <ul>
          {gaps.map((gap) => {
            const isAlarm = gap.severity === "alarm";
            const isOpen = gap.untilS >= record.untilS - 1;
            return (
              <li key={gap.fromS}>
                <span className={`chip ${isAlarm ? "tone-alarm" : "tone-caution"}`}>
                  <StatusShape
                    shape={isAlarm ? "triangle" : "diamond"}
                    tone={isAlarm ? "alarm" : "caution"}
                  />
                  {isAlarm ? "No seat" : "Emergency only"}
                </span>
                <span>
                  <b>{gap.people.join(", ")}</b>
                  <span className="dim">
                    from {dayAndYear(gap.fromS)},{" "}
                    {isOpen ? "still so" : `for ${duration(gap.untilS - gap.fromS)}`}
                    {gap.why.length > 0 && `: ${gap.why.slice(0, 2).join("; ")}`}
                  </span>
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
