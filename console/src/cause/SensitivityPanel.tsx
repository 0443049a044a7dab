import { plotTornado } from "../../../src/cause/plot-cause.ts";
import type { CauseAnswer } from "../../../src/service/contract.ts";
import { PlotPicture } from "../claims/PlotPicture.tsx";
import { percent } from "../words/format.ts";

/** As wide as the side column at its narrowest. */
const PICTURE_PX = 400;

const show = (value: number | null): string => (value === null ? "none" : percent(value));

/** What the odds hang on: areas, rates, and each item of evidence taken out in turn. */
export function SensitivityPanel({ answer }: { answer: CauseAnswer }) {
  const titles = new Map(answer.evidence.map(({ id, title }) => [`without ${id}`, `without: ${title}`]));
  return (
    <section className="panel" aria-labelledby="sensitivity-title">
      <div className="panel-head">
        <h2 id="sensitivity-title">What it hangs on</h2>
        <span className="caption">
          probability of impact, manufacture, wear; by fewer draws than the odds, so some per cent from them
        </span>
      </div>
      <PlotPicture svg={plotTornado(answer, 12, PICTURE_PX)} />
      <table className="table">
        <thead>
          <tr>
            <th scope="col">changed</th>
            <th scope="col" className="right">
              impact
            </th>
            <th scope="col" className="sensitivity-cell">
              0 to 100 %
            </th>
            <th scope="col" className="right">
              manufacture
            </th>
            <th scope="col" className="right">
              wear
            </th>
          </tr>
        </thead>
        <tbody>
          {answer.sensitivity.map((row, at) => (
            <tr key={row.what} className={at === 0 ? "table-chosen" : ""}>
              <th scope="row">
                {titles.get(row.what) ?? row.what.replace(" m2", " m²").replace(" x ", " × ")}
              </th>
              <td className="right" data-name="impact">
                <span className="value">{show(row.impact)}</span>
              </td>
              <td className="sensitivity-cell">
                {row.impact !== null && (
                  <span className="interval" aria-hidden="true">
                    <span className="interval-middle" style={{ left: `${100 * row.impact}%` }} />
                  </span>
                )}
              </td>
              <td className="right" data-name="manufacture">
                {show(row.manufacture)}
              </td>
              <td className="right" data-name="wear">
                {show(row.fatigue)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
