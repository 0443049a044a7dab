import { type Seating, seatsAt } from "../plan/seats/index.ts";
import { inlineSvg, type SpanBar, spanPlot } from "../plot/index.ts";
import { figure, type Html, html, table } from "./html.ts";
import { minuteWords } from "./leak-words.ts";
import type { DisposalReport, ReportCase, SeatReport } from "./report-case.ts";
import { worded } from "./status.ts";
import { duration } from "./words.ts";

/** Seats, ways out, and the end of a cargo ship, where a station file and rules speak of them. */
export function planSection({ seats, plan, disposal }: ReportCase): Html | null {
  if (seats === null && plan === null && disposal === null) return null;
  return html`<section id="plan"><h2>Seats, plan and disposal</h2>
${seats === null ? null : seatTables(seats)}
${plan === null ? null : options(plan)}
${disposal === null ? null : disposalTables(disposal)}</section>`;
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

function disposalTables({ file, result, windows, avionics, seed }: DisposalReport): Html {
  const { nominal, burnToImpactS, footprint, casualties } = result;
  const place = (latitude: number, longitude: number) =>
    `${Math.abs(latitude).toFixed(1)}° ${latitude < 0 ? "S" : "N"} ${Math.abs(longitude).toFixed(1)}° ${longitude < 0 ? "W" : "E"}`;
  const { centre } = footprint;
  const few = (value: number) => value.toExponential(1).replace("-", "\u2212");
  const rows: (readonly [string, string])[] = [
    ["undocking", minuteWords(result.undocksS)],
    ["burn", `${minuteWords(result.burnS)}, ${file.braking.value.toFixed(0)} m/s`],
    [
      "entry at 100 km",
      `${minuteWords(nominal.entryS)}, ${(nominal.entrySpeedMPerS / 1000).toFixed(2)} km/s`,
    ],
    [
      "debris down",
      `${minuteWords(nominal.impactS)}, near ${place(nominal.impact.latitudeDeg, nominal.impact.longitudeDeg)}`,
    ],
    [
      "burn to debris",
      `${duration(burnToImpactS.median)}, ${duration(burnToImpactS.p05)} to ${duration(burnToImpactS.p95)} over all pieces`,
    ],
    [
      "footprint, 99 %",
      `${(footprint.alongM / 1000).toFixed(0)} km to each side along ${footprint.bearingDeg.toFixed(0)}°, ${(footprint.acrossM / 1000).toFixed(0)} km across, about ${place(centre.latitudeDeg, centre.longitudeDeg)}`,
    ],
    [`in ${file.target.name}`, `${(100 * result.shareInTarget).toFixed(0)} % of ${result.members} runs`],
    [
      "casualty expectation",
      `${few(casualties.median)}, ${few(casualties.p05)} to ${few(casualties.p95)}; limit commonly used 1.0e\u22124`,
    ],
    ["burns that reach it", windowWords(windows)],
  ];
  if (avionics !== null) {
    const { temperatureAtBurnK: t } = avionics;
    const c = (kelvin: number) => (kelvin - 273.15).toFixed(0);
    rows.push([
      "equipment at the burn",
      `${c(t.median)}\u2009°C, ${c(t.p05)} to ${c(t.p95)}; below its limit until then in ${(100 * avionics.shareThatLasts).toFixed(0)} % of runs`,
    ]);
  }
  return html`<h3>Disposal of ${file.name}</h3>${table(
    `Times in UTC; estimates of the disposal file where nothing is published; seed ${seed}`,
    [{ head: "", className: "nowrap" }, { head: "" }],
    rows,
  )}`;
}

/** "19 Feb 2023 00:07 to 00:13, 01:39 to 01:51": each day once. */
function windowWords(windows: DisposalReport["windows"]): string {
  if (windows.length === 0) return "none near that time";
  let day = "";
  return windows
    .map(({ fromS, untilS }, i) => {
      const words = minuteWords(fromS);
      const isNew = words.slice(0, -6) !== day;
      day = words.slice(0, -6);
      return `${i === 0 ? "" : isNew ? "; " : ", "}${isNew ? words : words.slice(-5)} to ${minuteWords(untilS).slice(-5)}`;
    })
    .join("");
}
