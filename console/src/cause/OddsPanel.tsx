import { plotOdds, plotSisters } from "../../../src/cause/plot-cause.ts";
import type { CauseAnswer } from "../../../src/service/contract.ts";
import { PlotPicture } from "../claims/PlotPicture.tsx";
import { odds, percent } from "../words/format.ts";

/** Two of them fit side by side at 1440. */
const PICTURE_PX = 400;

/** Probability of each named hypothesis: before the evidence, without the sister ship, and now with its band. */
export function OddsPanel({ answer }: { answer: CauseAnswer }) {
  const { hypotheses, sister } = answer;
  const ranked = [...hypotheses].sort((a, b) => b.posterior - a.posterior);
  const part = (value: number): string => `${100 * value}%`;
  return (
    <section className="panel cause-odds" aria-labelledby="odds-title">
      <div className="panel-head">
        <h2 id="odds-title">Odds</h2>
        <span className="caption">
          probability of each named cause, 0 to 100 %; band 90 % over the inputs
        </span>
      </div>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">cause</th>
            <th scope="col" className="right">
              before evidence
            </th>
            {sister !== null && (
              <th scope="col" className="right">
                without {sister.ship}
              </th>
            )}
            <th scope="col" className="right">
              now
            </th>
            <th scope="col" className="cause-band-cell">
              90 % band
            </th>
            <th scope="col" className="right">
              odds
            </th>
          </tr>
        </thead>
        <tbody>
          {ranked.map(({ id, name, prior, withoutSister, posterior, band, source }) => (
            <tr key={id}>
              <th scope="row" title={`Prior: ${source}`}>
                <b>{name}</b>
              </th>
              <td className="right" data-name="before evidence">
                {percent(prior)}
              </td>
              {sister !== null && (
                <td className="right" data-name={`without ${sister.ship}`}>
                  {percent(withoutSister)}
                </td>
              )}
              <td className="right" data-name="now">
                <span className="value cause-now">{percent(posterior)}</span>
              </td>
              <td data-name="90 % band">
                <span className="dim">
                  {percent(band.p05)} to {percent(band.p95)}
                </span>
                <span className="interval" aria-hidden="true">
                  <span
                    className="interval-band"
                    style={{ left: part(band.p05), width: part(band.p95 - band.p05) }}
                  />
                  <span className="interval-middle" style={{ left: part(posterior) }} />
                </span>
              </td>
              <td className="right nowrap" data-name="odds">
                {odds(posterior / (1 - posterior))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="cause-pictures">
        <PlotPicture svg={plotOdds(answer, PICTURE_PX)} />
        {sister !== null && <PlotPicture svg={plotSisters([answer], PICTURE_PX)} />}
      </div>
    </section>
  );
}
