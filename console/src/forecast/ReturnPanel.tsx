import { useState } from "react";
import type { ReturnAnswer } from "../../../src/service/contract.ts";
import { StatusShape } from "../parts/StatusShape.tsx";
import { askReturn } from "../service/requests.ts";
import { useAsked } from "../state/use-asked.ts";
import { useConsoleState, useUnits } from "../state/use-console.ts";
import { decimalsOf, duration, percent } from "../words/format.ts";
import type { Shape, Tone } from "../words/state-words.ts";
import { turnedFor } from "../words/units.ts";

type Forecast = NonNullable<ReturnAnswer["forecast"]>;
type Crew = Forecast["crews"][number];
type Limit = Crew["limits"][number];

/** First answer, and what replaces it: at 100 members the odds hold still to about 0.05. */
const FIRST_MEMBERS = 20;
const MEMBERS = 100;
const MINUTE_S = 60;

const verdicts: Readonly<Record<Crew["verdict"], { word: string; shape: Shape; tone: Tone }>> = {
  go: { word: "Go", shape: "tick", tone: "good" },
  conditional: { word: "Conditional", shape: "diamond", tone: "caution" },
  "no-go": { word: "No go", shape: "cross", tone: "alarm" },
};

/** Whether nobody, one, two or three people can come home in a ship of the station, with margins and what they hang on. */
export function ReturnPanel({ timeS }: { timeS: number }) {
  const run = useConsoleState((state) => state.runId);
  const [ship, setShip] = useState<string | null>(null);
  const [profile, setProfile] = useState<"nominal" | "fast">("nominal");
  const of = `${run} ${timeS} ${ship} ${profile}`;
  const first = useAsked<ReturnAnswer>(of, (signal) =>
    askReturn(run!, { timeS, ship, profile, members: FIRST_MEMBERS }, signal),
  );
  const more = useAsked<ReturnAnswer>(first.value?.forecast == null ? null : `more ${of}`, (signal) =>
    askReturn(run!, { timeS, ship, profile, members: MEMBERS }, signal),
  );
  const answer = more.value ?? first.value;
  const forecast = answer?.forecast ?? null;
  const chosen = answer?.ships.find(({ id }) => id === forecast?.ship);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="panel forecast-return" aria-labelledby="return-title" tabIndex={0}>
      <div className="panel-head">
        <h2 id="return-title">Return by crew count</h2>
        <span className="caption">
          {forecast === null
            ? "heat on people and boxes until the hatch is opened on the ground"
            : `${forecast.members} members${more.value === null && more.problem === null ? ", more are flown" : ""}; trip ${duration(forecast.tripS.median)}`}
        </span>
        <span className="spacer" />
        {answer !== null && answer.ships.length > 0 && (
          <label className="choice">
            Ship
            <select value={forecast?.ship ?? ""} onChange={(event) => setShip(event.target.value)}>
              {answer.ships.map(({ id, name, cooling }) => (
                <option key={id} value={id}>
                  {name}
                  {cooling === "none" ? ", no cooling" : ""}
                </option>
              ))}
            </select>
          </label>
        )}
        <fieldset className="segments">
          <legend className="visually-hidden">Way home</legend>
          {(["nominal", "fast"] as const).map((each) => (
            <button key={each} type="button" aria-pressed={each === profile} onClick={() => setProfile(each)}>
              {each}
            </button>
          ))}
        </fieldset>
      </div>
      {answer === null ? (
        <p className="record-none">
          {first.problem ?? "Flying the first members home; this takes some seconds."}
        </p>
      ) : forecast === null ? (
        <p className="record-none">{answer.reason}</p>
      ) : (
        <>
          <p className="forecast-note">
            {forecast.start} {chosen?.why != null && `On record: ${chosen.why}. `}A decision aid: no thermal
            model and no flight rule of this ship is public.
          </p>
          <Crews forecast={forecast} />
        </>
      )}
    </section>
  );
}

/** The limit that leaves least: the one broken likeliest, then the one of least margin. */
function tightest({ limits }: Crew): Limit | undefined {
  return [...limits]
    .filter(({ weight }) => weight === "limit")
    .sort((a, b) => b.odds - a.odds || a.margin.median - b.margin.median)[0];
}

function minutesWords({ median, p05 }: Limit["marginS"]): string {
  const of = (timeS: number): string =>
    timeS < 0 ? `${decimalsOf(-timeS / MINUTE_S, 0)} min before landing` : "after landing";
  if (median !== null) return of(median);
  return p05 === null ? "not reached on the trip" : `not reached in most members, earliest ${of(p05)}`;
}

function Crews({ forecast }: { forecast: Forecast }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">aboard</th>
          <th scope="col">verdict</th>
          <th scope="col">hottest cabin</th>
          <th scope="col">what decides</th>
          <th scope="col">margin</th>
          <th scope="col">reached</th>
          <th scope="col">hangs on</th>
        </tr>
      </thead>
      <tbody>
        {forecast.crews.map((crew) => (
          <CrewRow key={crew.crew} crew={crew} />
        ))}
      </tbody>
    </table>
  );
}

function CrewRow({ crew }: { crew: Crew }) {
  const { word, shape, tone } = verdicts[crew.verdict];
  const cabin = crew.peaks.find(({ quantity }) => quantity === "cabin")?.band;
  const limit = tightest(crew);
  const units = useUnits();
  const warm = turnedFor("K", units);
  const heat = (kelvin: number): string => decimalsOf(warm.of(kelvin), 0);
  const margin = turnedFor(limit?.unit ?? "", units);
  const signed = (value: number): string => decimalsOf(margin.ofDifference(value), 1);
  return (
    <tr>
      <th scope="row">
        <b>{crew.crew === 0 ? "nobody" : crew.crew}</b>
      </th>
      <td>
        <span className={`chip tone-${tone}`}>
          <StatusShape shape={shape} tone={tone} />
          {word}
        </span>
        <span className="dim">a limit broken: {percent(crew.odds)}</span>
      </td>
      <td>
        {cabin === undefined ? (
          ""
        ) : (
          <>
            <span className="value">{heat(cabin.median)}</span> {warm.unit}
            <span className="dim">
              {heat(cabin.p05)} to {heat(cabin.p95)}
            </span>
          </>
        )}
      </td>
      {limit === undefined ? (
        <td colSpan={3}>no limit applies</td>
      ) : (
        <>
          <td title={limit.source}>
            {limit.says}
            <span className="dim">broken in {percent(limit.odds)} of members</span>
          </td>
          <td>
            <span className="value">{signed(limit.margin.median)}</span> {margin.differenceUnit}
            <span className="dim">
              {signed(limit.margin.p05)} to {signed(limit.margin.p95)}
            </span>
          </td>
          <td>{minutesWords(limit.marginS)}</td>
        </>
      )}
      <td>
        {crew.drivers.slice(0, 2).map(({ name, share, raises }) => (
          <span key={name}>
            {name.replaceAll(".", ", ").replaceAll("-", " ")}{" "}
            <span className="dim">
              {raises ? "raises" : "lowers"}, {percent(share)}
            </span>
          </span>
        ))}
      </td>
    </tr>
  );
}
