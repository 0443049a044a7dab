import { readFileSync } from "node:fs";
import {
  avionicsAtBurn,
  burnWindows,
  type DisposalFile,
  dispose,
  groundTrack,
  readDisposal,
  shippedDisposal,
} from "../plan/disposal/index.ts";
import { highsSolver, loadRules, planCase, rankOptions } from "../plan/options/index.ts";
import { type SeatCoverage, seatCoverage } from "../plan/seats/index.ts";
import { asKnownAt, fitnessAt, inForce, type Station } from "../plan/station/index.ts";
import type { PlanAnswer } from "./plan-contract.ts";
import { Problem } from "./problem.ts";
import { stationOnFile } from "./station-answer.ts";

export interface PlanQuestion {
  readonly kind: "plan";
  /** Ships that the run is about: a disposal of another ship is none of its business. */
  readonly carriers: readonly string[];
  readonly knownByS: number | null;
}

type Course = Pick<PlanAnswer["record"], "ships" | "people" | "gaps">;
type Disposal = NonNullable<PlanAnswer["disposal"]>;

/** In a thread of its own there is time: a plan that gave up for a busy machine would be kept for good. */
const SOLVE_LIMIT_S = 120;
const DISPOSAL_SEED = 1;
const ORBIT_BEFORE_S = 5600;
const WINDOWS_WITHIN_S = 6 * 3600;

let plan: Promise<NonNullable<PlanAnswer["plan"]>> | null = null;
let disposal: Disposal | null = null;

/** Seats as flown, the planner's options, and the disposal, each from nothing later than the instant. Takes seconds when new. */
export async function planAnswer({ carriers, knownByS }: PlanQuestion): Promise<PlanAnswer> {
  const recorded = stationOnFile();
  if (knownByS !== null && (knownByS < recorded.fromS || knownByS >= recorded.untilS)) {
    const day = (atS: number) => new Date(atS * 1000).toISOString().slice(0, 10);
    const detail = `No station file covers ${day(knownByS)}: the shipped one runs from ${day(recorded.fromS)} to ${day(recorded.untilS)}.`;
    throw new Problem(404, "no-station-on-file", detail);
  }
  const untilS = knownByS ?? recorded.untilS;
  const station = knownByS === null ? recorded : asKnownAt(recorded, knownByS);
  return {
    schema: "hoarfrost/plan-answer/1",
    station: station.name,
    knownByS,
    record: {
      fromS: station.fromS,
      untilS,
      ...courseOf(station, seatCoverage(station), station.fromS, untilS),
      events: eventsOf(station, untilS),
    },
    ...(await planKnownBy(knownByS)),
    ...disposalKnownBy(carriers, knownByS),
  };
}

async function planKnownBy(knownByS: number | null): Promise<Pick<PlanAnswer, "plan" | "planProblem">> {
  const rules = loadRules();
  if (knownByS !== null && knownByS < rules["known-at"]) {
    const day = new Date(rules["known-at"] * 1000).toISOString().slice(0, 10);
    return { plan: null, planProblem: `The rules on file are of ${day}: no plan was made before.` };
  }
  plan ??= makePlan().catch((error: unknown) => {
    plan = null;
    throw error;
  });
  return { plan: await plan, planProblem: null };
}

async function makePlan(): Promise<NonNullable<PlanAnswer["plan"]>> {
  const rules = loadRules();
  const solver = highsSolver();
  try {
    const answer = await rankOptions(planCase(stationOnFile(), rules), solver, {
      solveLimitS: SOLVE_LIMIT_S,
    });
    const { horizon, "known-at": knownAtS } = rules;
    return {
      rules: rules.id,
      title: rules.title,
      knownAtS,
      horizonS: horizon,
      infeasible:
        answer.infeasible === null
          ? null
          : answer.infeasible.conflict.map(({ says, source }) => ({ says, source })),
      options: answer.options.map(
        ({ title, points, provenOptimal, strategy, toll, steps, station, coverage }) => ({
          title,
          points,
          provenOptimal,
          strategy: [...strategy],
          toll: { ...toll },
          steps: steps.map(({ timeS, kind, ship, text }) => ({ timeS, kind, ship, text })),
          ...courseOf(station, coverage, knownAtS, horizon),
        }),
      ),
      ...answer.model,
    };
  } finally {
    await solver.close();
  }
}

/** Ships with seats and people over a stretch of time. */
function courseOf(station: Station, coverage: SeatCoverage, fromS: number, untilS: number): Course {
  const within = <T extends { readonly fromS: number; readonly untilS: number }>(spans: readonly T[]): T[] =>
    spans
      .filter((span) => span.fromS < untilS && span.untilS > fromS)
      .map((span) => ({
        ...span,
        fromS: Math.max(span.fromS, fromS),
        untilS: Math.min(span.untilS, untilS),
      }));
  const ships = Object.entries(station.ships)
    .filter(([, ship]) => station.shipTypes[ship.type]!.seats > 0)
    .map(([id, ship]) => ({
      id,
      name: ship.name,
      seats: station.shipTypes[ship.type]!.seats,
      spans: within(ship.stays).flatMap((stay) => {
        const cuts = [stay.fromS, ...ship.health.map((entry) => entry.fromS), stay.untilS]
          .filter((atS) => atS >= stay.fromS && atS <= stay.untilS)
          .sort((a, b) => a - b);
        return cuts.slice(1).flatMap((cutS, i) => {
          const beginS = cuts[i]!;
          if (cutS <= beginS) return [];
          const { fitness } = fitnessAt(station, ship, beginS);
          return [{ fromS: beginS, untilS: cutS, port: station.ports[stay.port]!.name, fitness }];
        });
      }),
    }))
    .filter(({ spans }) => spans.length > 0);
  const people = Object.entries(station.people)
    .map(([id, { name }]) => ({
      id,
      name,
      spans: joined(
        within(coverage.intervals).flatMap(({ fromS: beginS, untilS: endS, seatings }) => {
          const seat = seatings.find(({ person }) => person === id);
          if (seat === undefined) return [];
          const ship = seat.ship === null ? null : station.ships[seat.ship]!.name;
          return [{ fromS: beginS, untilS: endS, ship, standing: seat.standing, why: seat.why }];
        }),
      ),
    }))
    .filter(({ spans }) => spans.length > 0);
  const gaps = within(coverage.gaps).map(({ fromS: beginS, untilS: endS, severity, people: who }) => ({
    fromS: beginS,
    untilS: endS,
    severity,
    people: who.map(({ person }) => station.people[person]!.name),
    why: [...new Set(who.flatMap(({ why }) => why?.split("; ") ?? []))],
  }));
  return { ships, people, gaps };
}

type SeatSpan = Course["people"][number]["spans"][number];

/** Neighbours that say the same become one. */
function joined(spans: readonly SeatSpan[]): SeatSpan[] {
  const result: SeatSpan[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last?.untilS === span.fromS && last.ship === span.ship && last.standing === span.standing)
      result[result.length - 1] = { ...last, untilS: span.untilS };
    else result.push(span);
  }
  return result;
}

/** What happened to ships by an instant, in order of time. */
function eventsOf(station: Station, untilS: number): PlanAnswer["record"]["events"] {
  return Object.values(station.ships)
    .flatMap((ship) =>
      ship.stays.flatMap((stay, i) => {
        const port = station.ports[stay.port]!.name;
        const next = ship.stays[i + 1];
        return [
          {
            timeS: stay.fromS,
            text: i === 0 ? `${ship.name} docks at ${port}` : `${ship.name} moves to ${port}`,
          },
          ...(next === undefined ? [{ timeS: stay.untilS, text: `${ship.name} leaves` }] : []),
        ];
      }),
    )
    .concat(
      Object.values(station.ships).flatMap((ship) =>
        ship.health.map(({ fromS }) => ({
          timeS: fromS,
          text: `${ship.name}: ${inForce(ship.health, fromS)!.why}`,
        })),
      ),
    )
    .filter(({ timeS }) => timeS >= station.fromS && timeS <= untilS && Number.isFinite(timeS))
    .sort((a, b) => a.timeS - b.timeS);
}

function disposalKnownBy(
  carriers: readonly string[],
  knownByS: number | null,
): Pick<PlanAnswer, "disposal" | "disposalProblem"> {
  const read = readDisposal(readFileSync(shippedDisposal, "utf8"), "the shipped disposal");
  if (!read.ok) throw new Error(read.problems.join("; "));
  const file = read.value;
  if (!carriers.includes(file.name))
    return {
      disposal: null,
      disposalProblem: `The disposal on file is of ${file.name}, which is not in this run.`,
    };
  if (knownByS !== null && knownByS < file.undocks)
    return {
      disposal: null,
      disposalProblem: `No disposal of ${file.name} was on record by this instant; "Whole record" shows what followed.`,
    };
  disposal ??= disposalOf(file);
  return { disposal, disposalProblem: null };
}

function disposalOf(file: DisposalFile): Disposal {
  const result = dispose(file, { seed: DISPOSAL_SEED });
  const { nominal } = result;
  const fromS = Math.max(file.undocks, file.burns - WINDOWS_WITHIN_S);
  const track = groundTrack(file, ORBIT_BEFORE_S);
  const bare = ({ timeS, latitudeDeg, longitudeDeg }: (typeof track.orbit)[number]) => ({
    timeS,
    latitudeDeg,
    longitudeDeg,
  });
  return {
    name: file.name,
    undocksS: result.undocksS,
    burnS: result.burnS,
    brakingMPerS: file.braking.value,
    entryS: nominal.entryS,
    breakUpS: nominal.breakUpS,
    impactS: nominal.impactS,
    impact: nominal.impact,
    burnToImpactS: result.burnToImpactS,
    footprint: result.footprint,
    target: file.target,
    shareInTarget: result.shareInTarget,
    casualties: result.casualties,
    members: result.members,
    seed: DISPOSAL_SEED,
    windows: burnWindows(file, fromS, file.burns + WINDOWS_WITHIN_S, 120),
    avionics: avionicsAtBurn(file),
    orbit: track.orbit.map(bare),
    descent: track.descent.map(bare),
  };
}
