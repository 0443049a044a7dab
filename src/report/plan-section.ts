import { type Seating, seatsAt } from "../plan/seats/index.ts";
import { inlineSvg, type SpanBar, spanPlot } from "../plot/index.ts";
import { figure, type Html, html, table } from "./html.ts";
import { minuteWords } from "./leak-words.ts";
import type { ReportCase, SeatReport } from "./report-case.ts";
import { worded } from "./status.ts";

/** Seats and ways out, where a station file and rules speak of them. */
export function planSection({ seats, plan }: ReportCase): Html | null {
  if (seats === null && plan === null) return null;
  return html`<section id="plan"><h2>Seats and plan</h2>
${seats === null ? null : seatTables(seats)}
${plan === null ? null : options(plan)}</section>`;
}

const STANDING: Readonly<Record<Seating["standing"], () => Html>> = {
  good: () => worded("ok", "Good seat"),
  deck: () => worded("caution", "Cargo deck"),
  emergency: () => worded("caution", "Emergency only"),
  none: () => worded("alarm", "No seat"),
};
const TONES = { good: "good", deck: "neutral", emergency: "caution", none: "alarm" } as const;

function seatTables({ station, atS, fromS, untilS, coverage }: SeatReport): Html {
  const { seatings } = seatsAt(station, atS);
  const people = Object.keys(station.people).filter((id) =>
    station.people[id]!.tours.some((tour) => tour.fromS < untilS && tour.untilS > fromS),
  );
  const rows = people.map((id) => ({
    label: station.people[id]!.name,
    bars: joinedBars(
      coverage.intervals.flatMap(({ fromS: from, untilS: until, seatings: all }) => {
        const seat = all.find(({ person }) => person === id);
        if (seat === undefined || until <= fromS || from >= untilS) return [];
        const ship = seat.ship === null ? "no seat" : station.ships[seat.ship]!.name;
        return [{ fromS: from, untilS: until, label: ship, tone: TONES[seat.standing] }];
      }),
    ),
  }));
  const plot = spanPlot({
    title: "Seat of each person over time",
    widthPx: 700,
    leftPx: 120,
    fromS,
    untilS,
    nowS: atS,
    rows,
  });
  return html`<h3>Who could leave in which ship</h3>
<div class="wide">${table(
    `At ${minuteWords(atS)} UTC`,
    [
      { head: "person", className: "nowrap" },
      { head: "standing" },
      { head: "ship" },
      { head: "why no better" },
    ],
    seatings.map(({ person, ship, standing, why }) => [
      station.people[person]!.name,
      STANDING[standing](),
      ship === null ? "–" : station.ships[ship]!.name,
      why ?? "",
    ]),
  )}</div>
${figure(
  inlineSvg(plot),
  "From the station file. Grey: a good seat; yellow: a seat for an emergency only; red: none; outline alone: a liner on a cargo deck. Line: the instant of the table; what lies right of it is hindsight.",
)}`;
}

/** Neighbours that say the same become one bar. */
function joinedBars(bars: readonly SpanBar[]): SpanBar[] {
  const joined: SpanBar[] = [];
  for (const bar of bars) {
    const last = joined.at(-1);
    if (last?.untilS === bar.fromS && last.label === bar.label && last.tone === bar.tone)
      joined[joined.length - 1] = { ...last, untilS: bar.untilS };
    else joined.push(bar);
  }
  return joined;
}

function options({ rules, answer }: NonNullable<ReportCase["plan"]>): Html {
  const best = answer.options[0];
  const days = (value: number) => value.toFixed(0);
  return html`<h3>Ways out, as known on ${minuteWords(rules["known-at"]).slice(0, -6)}</h3>
${
  answer.infeasible === null
    ? null
    : html`<p>No plan keeps all rules; these cannot all be kept: ${answer.infeasible.conflict.map(({ says }) => says).join("; ")}. The options below waive what they must.</p>`
}
<div class="wide">${table(
    `${rules.title}; fewer points are better, costs are judgements of the rules file`,
    [
      { head: "", number: true },
      { head: "option" },
      { head: "points", number: true },
      { head: "emergency-seat days", number: true },
      { head: "deck days", number: true },
      { head: "seatless days", number: true },
    ],
    answer.options.map(({ title, points, toll, provenOptimal }, i) => [
      String(i + 1),
      provenOptimal ? title : `${title} (not proven optimal)`,
      points === null ? "–" : days(points),
      days(toll.emergencySeatPersonDays),
      days(toll.deckPersonDays),
      days(toll.noSeatPersonDays),
    ]),
  )}</div>
${
  best === undefined
    ? null
    : table(
        "Steps of the first",
        [{ head: "day", className: "nowrap" }, { head: "step" }],
        best.steps
          .filter(({ kind }) => kind !== "go-home")
          .map(({ timeS, text }) => [minuteWords(timeS).slice(0, -6), text]),
      )
}`;
}
