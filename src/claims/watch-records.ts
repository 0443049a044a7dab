import type { LeakFinding } from "../watch/index.ts";
import type { RecordItem } from "./assess-claims.ts";

/** The watch's bands hold 90 % of its posterior. */
const BAND_TRUST = 0.9;

/** What the watch found, as reports on the loop: the last confirmed finding speaks, since it has seen what those before it had. */
export function watchRecords(findings: readonly LeakFinding[]): RecordItem[] {
  const last = findings.filter(({ phase }) => phase !== "suspected").at(-1);
  if (last === undefined) return [];
  const bands = [
    ["external.hole-diameter", last.holeDiameterM],
    ["external.inventory", last.inventoryKg],
    ["external.leak-rate", last.rateKgPerS],
  ] as const;
  return bands.flatMap(([quantity, band]): RecordItem[] =>
    band === null
      ? []
      : [
          {
            id: `watch-${quantity}`,
            title: `the watch of ${last.loop} at ${last.time}`,
            by: "the watch",
            source: "watch",
            trust: BAND_TRUST,
            confidence: "measured",
            knownFromS: last.timeS,
            assertion: {
              kind: "value",
              quantity,
              window: { low: band.p05, high: band.p95 },
              point: true,
              circumstance: quantity === "external.hole-diameter" ? {} : { atS: last.timeS },
            },
          },
        ],
  );
}
