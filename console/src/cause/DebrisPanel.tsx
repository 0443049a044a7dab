import type { DebrisAnswer } from "../../../src/service/contract.ts";
import { Asking } from "../parts/Asking.tsx";
import { knowable } from "../state/console-state.ts";
import { useConsoleState } from "../state/use-console.ts";
import { decimalsOf, oneIn, percent, significant } from "../words/format.ts";

const mm = (lengthM: number): string => `${significant(lengthM * 1000, 2)} mm`;
/** A small number with two digits, and never as an exponent that nobody reads. */
const small = (value: number): string => (value < 1e-6 ? "below 0.000001" : significant(value, 2));

function Fluxes({ answer }: { answer: DebrisAnswer }) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">particles from</th>
          {answer.models.map((model) => (
            <th key={model.name} scope="col" className="right" title={model.source}>
              {model.kind}
            </th>
          ))}
          <th scope="col" className="right">
            both, per m² and year
          </th>
        </tr>
      </thead>
      <tbody>
        {answer.fluxes.map((row) => (
          <tr key={row.diameterM}>
            <th scope="row">{mm(row.diameterM)}</th>
            {answer.models.map((model, at) => (
              <td key={model.name} className="right" data-name={model.kind}>
                {small(row.perM2Yr[at]!)}
              </td>
            ))}
            <td className="right" data-name="both, per m² and year">
              <span className="value">{small(row.sum)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Surfaces({ answer }: { answer: DebrisAnswer }) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">surface</th>
          <th scope="col">exposed</th>
          <th scope="col">holed by</th>
          <th scope="col">perforations in {decimalsOf(answer.conditions.days, 0)} d, 90 %</th>
        </tr>
      </thead>
      <tbody>
        {answer.surfaces.flatMap((surface) =>
          surface.byModel.map((one, at) => (
            <tr key={`${surface.name} ${one.model}`}>
              <th scope="row">{at === 0 ? surface.name : <span className="dim">the same</span>}</th>
              <td data-name="exposed">{significant(surface.exposedAreaM2, 2)} m²</td>
              <td data-name="holed by">
                {one.model}
                <span className="table-sub dim">
                  {one.meanCriticalDiameterM === null
                    ? "never faces them"
                    : `from ${mm(one.meanCriticalDiameterM)}`}
                </span>
              </td>
              <td data-name="perforations">
                <span className="value">{small(one.perforations.median)}</span>
                <span className="table-sub dim">
                  {small(one.perforations.p05)} to {small(one.perforations.p95)}
                </span>
              </td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}

function Pairs({ pair }: { pair: DebrisAnswer["pair"] }) {
  const { question } = pair;
  return (
    <div>
      <h3 className="panel-sub">
        Two hits within {question.windowDays} d on {question.vehicles} ships, from {mm(question.diameterM)}
      </h3>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">area of each</th>
            <th scope="col" className="right">
              window fixed before
            </th>
            <th scope="col" className="right">
              some pair in {question.watchedYears} years
            </th>
          </tr>
        </thead>
        <tbody>
          {pair.rows.map((row) => (
            <tr key={row.areaM2}>
              <th scope="row">{significant(row.areaM2, 2)} m²</th>
              <td className="right" data-name="window fixed before">
                {oneIn(row.atLeastTwo)}
              </td>
              <td className="right" data-name={`some pair in ${question.watchedYears} years`}>
                <span className="value">{oneIn(row.somePairWhileWatching)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Meteoroids and debris on the radiator of the shipped case: what strikes, what goes through, and how soon twice. */
export function DebrisPanel() {
  const asked = useConsoleState((state) => knowable(state.debris, "shipped", state.instantS));
  const answer = asked?.value ?? null;
  if (answer === null)
    return (
      <div className="cause-waiting">
        <Asking what="meteoroids and debris" problem={asked?.problem ?? null} />
      </div>
    );
  const { altitudeKm, inclinationDeg, year } = answer.conditions;
  return (
    <section className="panel cause-debris" aria-labelledby="debris-title">
      <div className="panel-head">
        <h2 id="debris-title">Meteoroids and debris</h2>
        <span className="caption">
          Soyuz MS-22's radiator, areas estimated; {decimalsOf(altitudeKm, 0)} km,{" "}
          {significant(inclinationDeg, 3)}°, {decimalsOf(year, 1).replace(",", "")}
        </span>
      </div>
      {answer.total !== null && (
        <p className="cause-note">
          <span className="value cause-now">{small(answer.total.perforations.median)}</span> perforations
          expected, {small(answer.total.perforations.p05)} to {small(answer.total.perforations.p95)} (90 %);{" "}
          {percent(answer.total.noPerforationProbability)} that there is none.
        </p>
      )}
      <div className="debris-tables">
        <div>
          <h3 className="panel-sub">What goes through</h3>
          <Surfaces answer={answer} />
        </div>
        <div>
          <h3 className="panel-sub">Flux on a randomly turned surface</h3>
          <Fluxes answer={answer} />
        </div>
        <Pairs pair={answer.pair} />
      </div>
      <ul className="cause-notes">
        {answer.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  );
}
