import type { StationAnswer } from "../../../src/service/contract.ts";
import { StatusShape } from "../parts/StatusShape.tsx";
import { useConsole } from "../state/use-console.ts";
import { seatStatus } from "./seat-status.ts";

const numbers = [
  "no",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];
const count = (number: number): string => numbers[number] ?? String(number);
const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1);

/** Who would flee in which ship if everyone left now. */
export function SeatsPanel({ answer }: { answer: StationAnswer }) {
  const console = useConsole();
  const { people, ships } = answer;
  const lacking = people.filter(({ standing }) => standing === "none");
  const weak = people.filter(({ standing }) => standing === "emergency" || standing === "deck");
  const verdict =
    lacking.length > 0
      ? {
          shape: "triangle" as const,
          tone: "alarm" as const,
          word: `${capital(count(lacking.length))} without a seat`,
        }
      : weak.length > 0
        ? {
            shape: "diamond" as const,
            tone: "caution" as const,
            word: `Holds, ${count(weak.length)} ${weak.length === 1 ? "seat" : "seats"} degraded`,
          }
        : { shape: "circle" as const, tone: "ok" as const, word: "Holds" };
  const groups = ships
    .filter(({ seats }) => seats > 0)
    .map((ship) => ({ ship, aboard: people.filter((person) => person.ship === ship.id) }));
  return (
    <section className="panel station-seats" aria-labelledby="seats-title">
      <div className="panel-head">
        <h2 id="seats-title">
          {capital(count(people.length))} people, {count(answer.goodSeats)} good seats
        </h2>
        <span className="caption">if everyone left now</span>
        <span className="spacer" />
        <span className={`chip tone-${verdict.tone}`}>
          <StatusShape shape={verdict.shape} tone={verdict.tone} />
          {verdict.word}
        </span>
        <button type="button" className="link" onClick={() => console.goTo("plan")}>
          Seats over time
        </button>
      </div>
      <div className="seat-groups">
        {groups.map(({ ship, aboard }) => (
          <div key={ship.id} className={`seat-group seat-group-${ship.fitness}`}>
            <p>
              <b>{ship.name}</b>{" "}
              <span className="dim">
                {ship.seats} seats, {aboard.filter(({ place }) => place === "seat").length} used
                {aboard.some(({ place }) => place === "deck") && ", liner on the cargo deck"}
              </span>
            </p>
            <ul>
              {aboard.map((person) => (
                <Person key={person.id} person={person} />
              ))}
              {aboard.length === 0 && <li className="dim">nobody</li>}
            </ul>
            {ship.why !== null && <p className="seat-why dim">{ship.why}</p>}
          </div>
        ))}
        {lacking.length > 0 && (
          <div className="seat-group seat-group-unfit">
            <p>
              <b>No ship</b>
            </p>
            <ul>
              {lacking.map((person) => (
                <Person key={person.id} person={person} />
              ))}
            </ul>
          </div>
        )}
      </div>
    </section>
  );
}

function Person({ person }: { person: StationAnswer["people"][number] }) {
  const { word, shape, tone } = seatStatus[person.standing];
  return (
    <li title={person.why ?? undefined}>
      <StatusShape shape={shape} tone={tone} size={10} />
      <span>
        {person.name}
        <span className={`seat-word ${person.standing === "good" ? "dim" : `tone-${tone}`}`}>{word}</span>
      </span>
    </li>
  );
}
