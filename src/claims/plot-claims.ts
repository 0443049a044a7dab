import { PLOT_COLOUR as C, fitted, label, px, svgPicture } from "../print/svg.ts";
import type { ClaimsResult } from "./assess-claims.ts";
import { VERDICT_MARKS, verdictScale } from "./plot-claim.ts";
import { percentText } from "./wording.ts";

const WIDTH = 930;
const ROW = 22;
const TOP = 58;
const SAYS = 46;
const SCALE = { x: 520, width: 220 };

/**
 * All verdicts of an incident as one picture (SVG): each statement with its mark on the scale of the verdicts, and hollow marks where it
 * stood before later evidence came in.
 */
export function plotClaims(result: ClaimsResult): string {
  const counts = Object.keys(VERDICT_MARKS)
    .map((verdict) => `${result.claims.filter((claim) => claim.verdict === verdict).length} ${verdict}`)
    .join(", ");
  const rows = result.claims.flatMap((claim, i) => {
    const y = TOP + i * ROW;
    const before = claim.history.slice(0, -1).map(({ verdict, probability }) => {
      const x = SCALE.x + SCALE.width * probability;
      return `<circle cx="${px(x)}" cy="${y + 4}" r="4" fill="none" stroke="${C.quiet}"><title>before: ${verdict}</title></circle>`;
    });
    return [
      label(16, y + 9, String(i + 1), { colour: C.quiet, size: 11 }),
      label(SAYS, y + 9, fitted(`${claim.says} (${claim.by})`, SCALE.x - SAYS - 12)),
      ...verdictScale(SCALE.x, y, SCALE.width, claim.probability, true),
      ...before,
      label(
        SCALE.x + SCALE.width + 14,
        y + 9,
        `${VERDICT_MARKS[claim.verdict]} ${claim.verdict}${claim.probability === null ? "" : `, ${percentText(claim.probability)}`}`,
      ),
    ];
  });
  return svgPicture({
    id: `claims-${result.id}`,
    width: WIDTH,
    height: TOP + result.claims.length * ROW + 30,
    title: `Public statements: ${result.title}`,
    description: `${result.claims.length} statements: ${counts}.`,
    body: [
      label(16, 22, `Public statements: ${result.title}`, { bold: true, size: 14 }),
      label(16, 40, counts, { colour: C.quiet }),
      label(SCALE.x, 50, "0", { size: 10, colour: C.quiet }),
      label(SCALE.x + SCALE.width, 50, "100 % right", { size: 10, colour: C.quiet, anchor: "end" }),
      ...rows,
      label(
        SAYS,
        TOP + result.claims.length * ROW + 16,
        "diamond: probability that the statement is right; ring: where it stood before later evidence; lines at 5, 33 and 66 %",
        { colour: C.quiet, size: 11 },
      ),
    ],
  });
}
