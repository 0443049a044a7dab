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
/** Together, causes that a sister ship can share count from here. */
const SHARED_CAUSE_FROM = 0.05;
const COMING_WITHIN_S = 30 * 86_400;

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
  ]
    .sort((a, b) => Number(b.when === "now") - Number(a.when === "now"))
    .slice(0, MOST);
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
  const step = nextStep(report);
  if (without.length > 0)
    actions.push({
      when: "now",
      what: `Give ${without.join(", ")} a seat in a ship that can leave: none has one now${step === null ? "" : `; next step of the first plan, ${dayOf(step)}: ${step.text}`}.`,
      from: step === null ? "seats" : "seats, and the plan as known at its day",
    });
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
  const ahead = steps.filter(({ timeS }) => timeS > seats.atS);
  const replacement = ahead.find(
    ({ kind, ship, people }) => kind === "arrive" && people.length === 0 && seatsOf(plan, ship) > 0,
  );
  return replacement ?? ahead.find(({ kind }) => kind === "move-liner") ?? null;
}

function seatsOf({ answer }: NonNullable<ReportCase["plan"]>, ship: string): number {
  const { ships, shipTypes } = answer.options[0]!.station;
  return shipTypes[ships[ship]?.type ?? ""]?.seats ?? 0;
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

function ofFleet(report: ReportCase, subject: Subject | null): Action[] {
  const { cause, incident } = report;
  if (cause === null || (subject !== null && subject.leak?.phase !== "confirmed")) return [];
  const share = cause.hypotheses
    .filter(({ id }) => id !== "meteoroid" && id !== "debris" && id !== "sensor")
    .reduce((sum, { posterior }) => sum + posterior, 0);
  if (share < SHARED_CAUSE_FROM) return [];
  const kin = incident === null ? [] : kinOf(report, incident.subject.ship);
  return [
    {
      when: kin.length > 0 ? "before flight" : "next",
      what: `Inspect ${kin.length > 0 ? kin.join(", ") : "hardware of the same design"} for the same fault: causes that it can share are not ruled out.`,
      from: `cause: ${Math.round(100 * share)} % for causes other than a particle`,
    },
  ];
}

/** Families of ships that share the design of this loop. */
const KIN: readonly (readonly string[])[] = [["Soyuz", "Progress"]];

/** Sound ships of the subject's kin that are docked, and those of the first plan that come next. */
function kinOf({ seats, plan }: ReportCase, name: string): string[] {
  if (seats === null) return [];
  const { station, atS } = seats;
  const family = KIN.find((names) => names.some((each) => name.startsWith(each))) ?? [name.split(" ")[0]!];
  const isKin = (other: string) => other !== name && family.some((each) => other.startsWith(each));
  const docked = Object.values(station.ships).filter(
    ({ health, stays }) =>
      health.every(({ fromS, fitness }) => fromS > atS || fitness === "good") &&
      stays.some(({ fromS, untilS }) => fromS <= atS && atS < untilS),
  );
  const best = plan?.answer.options[0];
  const coming = (best?.steps ?? [])
    .filter(({ kind, timeS }) => kind === "arrive" && timeS > atS && timeS < atS + COMING_WITHIN_S)
    .map(({ ship }) => best!.station.ships[ship]!.name);
  return [...new Set([...docked.map((ship) => ship.name), ...coming])].filter(isKin);
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
