import type { LoopStatus, LoopSummary } from "../../../src/service/contract.ts";
import type { LeakFinding } from "../../../src/watch/finding.ts";
import { useUnits } from "../state/use-console.ts";
import { bandWords, decimalsOf, duration, falseAlarmPromise } from "../words/format.ts";
import { massReading } from "../words/units.ts";
import { leakOf } from "../words/verdict-cells.ts";

const absentNames: Readonly<Record<string, string>> = {
  rateFractionPerDay: "rate as a part of the inventory",
  rateKgPerS: "rate in mass",
  holeDiameterM: "hole",
  inventoryKg: "coolant left",
  timeToEmptyS: "time to empty",
  odds: "odds against other causes",
};

const kinds: Readonly<Record<LoopSummary["inventoryKind"], string>> = {
  "pressure-proxy": "pressure, as a stand-in for inventory",
  "accumulator-quantity": "accumulator quantity",
  "gas-pressure": "static pressure over a gas cushion",
};

function Size({ leak }: { leak: LeakFinding }) {
  const hole = leak.holeDiameterM === null ? null : bandWords(leak.holeDiameterM, 1000);
  return (
    <>
      {hole !== null && (
        <div>
          <dt>Hole, if sharp and round</dt>
          <dd>
            <span className="value">{hole.median}</span> mm <small>{hole.range}</small>
          </dd>
        </div>
      )}
    </>
  );
}

/** What stands behind the verdict, and what this telemetry cannot tell. */
export function EvidencePanel({
  loop,
  status,
  framePeriodS,
}: {
  loop: LoopSummary;
  status: LoopStatus;
  framePeriodS: number | null;
}) {
  const leak = leakOf(status);
  const mass = massReading(useUnits().pressureUnit);
  // Why the place is not known stands under Place.
  const absent = Object.entries(leak?.unavailable ?? {}).filter(([name]) => name !== "place");
  return (
    <section className="panel evidence" aria-labelledby="evidence-title">
      <div className="panel-head">
        <h2 id="evidence-title">Why</h2>
      </div>
      <dl className="facts">
        {leak !== null && <Size leak={leak} />}
        <div>
          <dt>Confirmed above</dt>
          <dd>
            <span className="value">
              {status.confirmNat === null ? "not set" : decimalsOf(status.confirmNat, 1)}
            </span>{" "}
            nat <small>{falseAlarmPromise(loop.meanTimeBetweenFalseAlarmsS)}</small>
          </dd>
        </div>
        <div>
          <dt>Watched</dt>
          <dd>
            {kinds[loop.inventoryKind]} <small>{loop.inventoryChannel}</small>
          </dd>
        </div>
        <div>
          <dt>Coolant</dt>
          <dd>
            {loop.coolant}
            {loop.chargeKg !== null && (
              <small>
                {bandWords(loop.chargeKg, mass.factor).range} {mass.unit} when full
              </small>
            )}
          </dd>
        </div>
        {framePeriodS !== null && (
          <div>
            <dt>One frame</dt>
            <dd className="value">{duration(framePeriodS)}</dd>
          </div>
        )}
      </dl>
      {absent.length > 0 && (
        <>
          <h3 className="absent-title">Not known from this telemetry</h3>
          <ul className="absent">
            {absent.map(([name, reason]) => (
              <li key={name}>
                <b>{absentNames[name] ?? name}</b>: {reason}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
