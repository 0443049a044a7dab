import type { PlanOption } from "../plan/options/index.ts";
import { emptyWords, minuteWords, secondsOf } from "./leak-words.ts";
import type { ReportCase } from "./report-case.ts";
import { seatsNow } from "./seat-now.ts";
import { type Subject, subjectOf } from "./subject.ts";

type PlanStep = PlanOption["steps"][number];

/** Something for the director to decide or to ask for, with what it rests on. */
export interface Action {
  /** By when, in a word or two. */
  readonly when: string;
  readonly what: string;
  /** The part of the report that it comes from. */
  readonly from: string;
}

const MOST = 7;

/** What the numbers of a report ask for, most urgent first. Every line follows from a finding; none commands a spacecraft. */
export function actionsOf(report: ReportCase): Action[] {
  const subject = subjectOf(report);
  return [
    ...(subject === null ? [] : ofLeak(subject)),
    ...ofSeats(report),
    ...ofDisposal(report),
    ...ofFleet(report, subject),
    ...ofBlindness(report, subject),
    ...ofClaims(report),
  ].slice(0, MOST);
}

function ofLeak({ documented, leak, emptySinceS }: Subject): Action[] {
  if (leak === null) return [];
  const { name, carrier } = documented;
  if (leak.phase === "suspected")
    return [
      {
        when: "now",
        what: `Look at ${name} more closely: hold transfers, pump and valve changes, which would hide or feign a leak.`,
        from: "watch: suspected, not confirmed",
      },
    ];
  const actions: Action[] = [];
  const { timeToEmptyS } = leak;
  const asOfS = secondsOf(leak.asOf);
  if (emptySinceS !== null)
    actions.push({
      when: "now",
      what: `Treat ${carrier} as without this cooling: switch its loads off or cool it through open hatches.`,
      from: `watch: empty since ${minuteWords(emptySinceS)} UTC at the latest estimate`,
    });
  else if (timeToEmptyS !== null)
    actions.push({
      when: `by ${new Date((asOfS + timeToEmptyS.p05) * 1000).toISOString().slice(11, 16)}`,
      what: `Decide on shutting down what ${name} cools; it may be empty ${emptyWords(leak)}.`,
      from: "watch: early end of the 90 % band of the time to empty",
    });
  else
    actions.push({
      when: "now",
      what: `Ask for the quantity of coolant in ${name}: this telemetry gives a rate but no time to empty.`,
      from: `watch: ${leak.unavailable.timeToEmptyS ?? leak.unavailable.inventoryKg ?? "no inventory channel"}`,
    });
  if (leak.place.length === 0)
    actions.push({
      when: "next",
      what: "Find the place: close isolation valves one after the other if there are any, and look for particles with cameras.",
      from: "watch: one pressure does not tell the segment",
    });
  return actions;
}

function ofSeats(report: ReportCase): Action[] {
  const now = seatsNow(report);
  if (now === null) return [];
  const { without, emergency, deck } = now;
  const actions: Action[] = [];
  if (without.length > 0)
    actions.push({
      when: "now",
      what: `Give ${without.join(", ")} a seat in a ship that can leave: ${without.length === 1 ? "there is none" : "they have none"}.`,
      from: "seats",
    });
  const step = nextStep(report);
  if (emergency.length + deck.length > 0)
    actions.push({
      when: step === null ? "plan" : dayOf(step),
      what: `Bring ${[...emergency, ...deck].join(", ")} back to good seats${step === null ? "" : `; next step of the first plan: ${step.text}`}.`,
      from:
        step === null
          ? "seats: for an emergency, or on a cargo deck"
          : "seats, and the plan as known at its day",
    });
  return actions;
}

const dayOf = ({ timeS }: PlanStep) => minuteWords(timeS).slice(0, -6);

/** The first step of the best plan that lies after the instant of the seats. */
function nextStep({ plan, seats }: ReportCase): PlanStep | null {
  if (plan === null || seats === null) return null;
  const steps = plan.answer.options[0]?.steps ?? [];
  const concerned = steps.filter(({ kind }) => kind === "move-liner" || kind === "arrive");
  return (
    concerned.find(
      ({ timeS, kind, people }) => timeS > seats.atS && (kind === "move-liner" || people.length === 0),
    ) ?? null
  );
}

function ofDisposal({ disposal }: ReportCase): Action[] {
  if (disposal === null) return [];
  const { file, windows, result } = disposal;
  const window = windows.find(({ fromS, untilS }) => fromS <= result.burnS && result.burnS <= untilS);
  return [
    {
      when: "plan",
      what:
        window === undefined
          ? `Find another burn for ${file.name}: the one in the file does not reach ${file.target.name}.`
          : `Deorbit ${file.name} with a burn from ${minuteWords(window.fromS)} to ${minuteWords(window.untilS).slice(-5)} UTC, which reaches ${file.target.name}.`,
      from: "disposal",
    },
  ];
}

function ofFleet({ cause, seats, incident }: ReportCase, subject: Subject | null): Action[] {
  const inCommon = (cause?.hypotheses ?? []).filter(
    ({ id }) => id !== "meteoroid" && id !== "debris" && id !== "sensor",
  );
  const share = inCommon.reduce((sum, { posterior }) => sum + posterior, 0);
  if (cause === null || share < 0.05 || (subject !== null && subject.leak?.phase !== "confirmed")) return [];
  const others =
    seats === null || incident === null ? [] : alike(seats.station, incident.subject.ship, seats.atS);
  const names = others.length > 0 ? others.join(", ") : "ships of the same design";
  return [
    {
      when: "before flight",
      what: `Inspect ${names} for the same fault: causes that a sister ship can share are not ruled out.`,
      from: `cause: ${Math.round(100 * share)} % for causes other than a particle`,
    },
  ];
}

/** Ships of the subject's family that are at the station at an instant, or come next. */
function alike(station: NonNullable<ReportCase["seats"]>["station"], name: string, atS: number): string[] {
  const family = name.split(" ")[0]!;
  const russian = ["Soyuz", "Progress"];
  return Object.values(station.ships)
    .filter((ship) => {
      if (ship.name === name) return false;
      const kin =
        ship.name.startsWith(family) ||
        (russian.includes(family) && russian.some((f) => ship.name.startsWith(f)));
      const isSound = ship.health.every(({ fromS, fitness }) => fromS > atS || fitness === "good");
      return kin && isSound && ship.stays.some(({ fromS, untilS }) => fromS <= atS && atS < untilS);
    })
    .map((ship) => ship.name);
}

function ofBlindness({ watched }: ReportCase, subject: Subject | null): Action[] {
  const blind = (watched?.document.loops ?? []).filter(
    ({ id, finalState, watched: seen }) =>
      id !== subject?.documented.id && seen !== null && finalState === "blind",
  );
  if (blind.length === 0) return [];
  return [
    {
      when: "next",
      what: `Restore the telemetry of ${blind.map(({ name }) => name).join(", ")}: the watch is blind there.`,
      from: "watch",
    },
  ];
}

function ofClaims({ claims }: ReportCase): Action[] {
  const wrong = (claims?.claims ?? []).filter(({ verdict }) => verdict === "contradicted");
  if (wrong.length === 0) return [];
  return [
    {
      when: "in public",
      what: `Do not repeat: ${wrong.map(({ says, by }) => `“${says}” (${by})`).join("; ")}.`,
      from: "claims: contradicted",
    },
  ];
}
