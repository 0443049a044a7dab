import type { ClaimAnswer } from "../../../src/service/contract.ts";
import { inUnit } from "./quantity-words.ts";

const WIDTH = 120;
const HEIGHT = 14;
const PAD = 8;

/** What was claimed (bright) on what the numbers allow (band, with its median), each row on a scale of its own. */
export function ClaimBar({ claim }: { claim: ClaimAnswer }) {
  const { number, claimed, verdict } = claim;
  if (number === null || claimed === null)
    return verdict === "not decidable" ? (
      <svg width={WIDTH} height={HEIGHT} aria-hidden="true">
        <rect y={3} width={WIDTH} height={8} fill="url(#hatch)" />
      </svg>
    ) : (
      <span className="dim">no number claimed</span>
    );
  const value = (valueSi: number): number => inUnit(valueSi, number.unit);
  const low = claimed.low === null ? null : value(claimed.low);
  const high = claimed.high === null ? null : value(claimed.high);
  const [p05, median, p95] = [value(number.band.p05), value(number.band.median), value(number.band.p95)];
  const ends = [p05, p95, ...(low === null ? [] : [low]), ...(high === null ? [] : [high])];
  const least = Math.min(...ends);
  const span = Math.max(...ends) - least || 1;
  const x = (at: number): number => PAD + ((at - least) / span) * (WIDTH - 2 * PAD);
  const fromX = low === null ? 0 : x(low);
  const toX = high === null ? WIDTH : x(high);
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden="true" className="claim-bar">
      <line x1={0} x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} className="claim-scale" />
      <rect x={x(p05)} width={Math.max(2, x(p95) - x(p05))} y={3} height={8} className="claim-band" />
      <rect x={x(median) - 0.75} width={1.5} y={2} height={10} className="claim-median" />
      <path
        d={`M${fromX} 1V${HEIGHT - 1}M${toX} 1V${HEIGHT - 1}M${fromX} 13H${toX}`}
        className="claim-said"
      />
    </svg>
  );
}
