import { decimalsOf } from "../words/format.ts";

/** Where on the bar the threshold stands, so that what passed it still has room. */
const THRESHOLD_PART = 0.7;

/** A detection statistic against the threshold that confirms a leak, both in nat. */
export function StatisticBar({ nat, confirmNat }: { nat: number | null; confirmNat: number | null }) {
  if (nat === null || confirmNat === null || confirmNat <= 0)
    return <span className="dim">no statistic</span>;
  const part = Math.min(1, Math.max(0, (nat / confirmNat) * THRESHOLD_PART));
  const passed = nat >= confirmNat;
  return (
    <span className="statistic">
      <span className="statistic-bar" aria-hidden="true">
        <span
          className={passed ? "statistic-fill statistic-passed" : "statistic-fill"}
          style={{ width: `${part * 100}%` }}
        />
        <span className="statistic-limit" style={{ left: `${THRESHOLD_PART * 100}%` }} />
      </span>
      <span className="statistic-number">
        <span className="value">{decimalsOf(nat, Math.abs(nat) >= 100 ? 0 : 1)}</span> of{" "}
        {decimalsOf(confirmNat, 1)}
      </span>
    </span>
  );
}
