import type { CauseAnswer } from "../../../src/service/contract.ts";
import { decimalsOf, oneIn, significant } from "../words/format.ts";

/** How improbable two independent hits are: in a window fixed before, and as a pair that was noticed afterwards. */
export function PairPanel({ pair }: { pair: NonNullable<CauseAnswer["pair"]> }) {
  return (
    <section className="panel" aria-labelledby="pair-title">
      <div className="panel-head">
        <h2 id="pair-title">Two independent hits?</h2>
        <span className="caption">
          {pair.vehicles} ships, particles from {significant(pair.particleM * 1000, 2)} mm
        </span>
      </div>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">within</th>
            <th scope="col">area of each</th>
            <th scope="col">window fixed before</th>
            <th scope="col">some such pair in {pair.watchedYr} years</th>
          </tr>
        </thead>
        <tbody>
          {pair.rows.map((row) => (
            <tr key={`${row.windowDays} ${row.areaM2}`}>
              <td data-name="within" className="nowrap">
                {decimalsOf(row.windowDays, 0)} d
              </td>
              <td data-name="area of each" className="nowrap">
                {significant(row.areaM2, 2)} m²
              </td>
              <td data-name="window fixed before">{oneIn(row.atLeastTwo)}</td>
              <td data-name={`some such pair in ${pair.watchedYr} years`}>
                <span className="value">{oneIn(row.somePairWhileWatching)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="cause-note">
        The last column is the fair question for a pair that was noticed after it happened. Fluxes are known
        to a factor of three either way.
      </p>
    </section>
  );
}
