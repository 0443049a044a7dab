import {
  type CrewForecast,
  type JudgedLimit,
  type ProfileName,
  type QuantityName,
  quantities,
  quantityNames,
} from "../forecast/index.ts";
import { asKnownAt, fitnessAt, stateAt } from "../plan/station/index.ts";
import { flyHome, type HomeStart, hasWayHome, homeStart, saysCoolingLost } from "../report/index.ts";
import { Problem } from "./problem.ts";
import type { ReturnAnswer } from "./return-contract.ts";
import { stationOnFile } from "./station-answer.ts";

export interface ReturnQuestion {
  readonly kind: "return";
  readonly timeS: number;
  /** Id of a ship of the station; the first with a way home on file unless given. */
  readonly ship: string | null;
  readonly profile: ProfileName;
  readonly members: number;
}

const answersKept = 32;
/** Drivers told of each crew: the rest is noise of the ensemble. */
const DRIVERS = 4;

const kept = new Map<string, NonNullable<ReturnAnswer["forecast"]>>();

type Ship = ReturnAnswer["ships"][number] & { readonly type: string };

/** Which ships could bring people home at an instant, and how one of them would fare with 0 to all seats taken. Takes seconds when new. */
export function returnAnswer({ timeS, ship, profile, members }: ReturnQuestion): ReturnAnswer {
  const ships = shipsAt(timeS);
  const told = ships.map(({ type: _, ...each }) => each);
  const chosen =
    ship === null
      ? (ships.find(({ cooling }) => cooling === "none") ?? ships[0])
      : ships.find(({ id }) => id === ship);
  const head = { schema: "hoarfrost/return-answer/1", timeS, ships: told } as const;
  if (chosen === undefined) {
    if (ship !== null && ships.length > 0) {
      const detail = `No ship ${JSON.stringify(ship)} with a way home on file was at the station then; there were ${ships.map(({ id }) => id).join(", ")}.`;
      throw new Problem(404, "unknown-ship", detail);
    }
    const reason =
      "No ship with a way home on file was at the station then: only Soyuz has one, for its cabin and loads alone were estimated.";
    return { ...head, reason, forecast: null };
  }
  const start = homeStart(chosen, timeS);
  const key = [chosen.id, start.state.id, start.state.coolant, profile, members].join(" ");
  let forecast = kept.get(key);
  if (forecast === undefined) {
    forecast = flown(chosen, start, profile, members);
    if (kept.size >= answersKept) kept.delete(kept.keys().next().value!);
    kept.set(key, forecast);
  }
  return { ...head, reason: null, forecast };
}

/** Ships at the station at an instant that a way home is on file of, with what was on record of them by then. */
function shipsAt(timeS: number): Ship[] {
  const recorded = stationOnFile();
  if (timeS < recorded.fromS || timeS >= recorded.untilS) return [];
  const station = asKnownAt(recorded, timeS);
  return stateAt(station, timeS).ships.flatMap(({ id }) => {
    const { name, type } = station.ships[id]!;
    if (!hasWayHome(type)) return [];
    const { fitness, why } = fitnessAt(station, station.ships[id]!, timeS);
    return [
      {
        id,
        name,
        type,
        cooling: fitness === "good" || !saysCoolingLost(why) ? ("working" as const) : ("none" as const),
        why,
      },
    ];
  });
}

function flown(
  ship: Ship,
  start: HomeStart,
  profile: ProfileName,
  members: number,
): NonNullable<ReturnAnswer["forecast"]> {
  const { forecast, rules, seed } = flyHome(ship.type, start, profile, members);
  const { name, coolant } = start.state;
  return {
    ship: ship.id,
    profile,
    members,
    seed,
    tripS: forecast.crews[0]!.phases.at(-1)!.endS,
    start: start.isOwn
      ? `It starts as reported of ${name} while docked without coolant.`
      : `It starts as the file of its kind has it, ${coolant === "none" ? "without coolant" : "with its cooling at work"}.`,
    odds: { go: rules.odds.go.value, noGo: rules.odds["no-go"].value },
    crews: forecast.crews.map((each) => toldOf(each, rules.sources)),
  };
}

function toldOf(
  { crew, verdict, odds, limits, peaks, drivers, toleranceS }: CrewForecast,
  sources: Readonly<Record<string, { readonly title: string }>>,
): NonNullable<ReturnAnswer["forecast"]>["crews"][number] {
  // What decides is the limit that is broken likeliest, advisories last.
  const deciding = [...limits].sort(
    (a, b) => Number(b.weight === "limit") - Number(a.weight === "limit") || b.odds - a.odds,
  )[0];
  const of = deciding?.quantity ?? "cabin";
  return {
    crew,
    verdict,
    odds,
    peaks: quantityNames.flatMap((quantity: QuantityName) => {
      const band = peaks[quantity];
      const { title, unit } = quantities[quantity];
      return band === undefined ? [] : [{ quantity, title, unit, band: { ...band } }];
    }),
    limits: limits.map((limit) => limitOf(limit, sources)),
    drivers: (drivers[of] ?? [])
      .slice(0, DRIVERS)
      .map(({ name, share, raises }) => ({ name, of: quantities[of].title, share, raises })),
    toleranceS: toleranceS === null ? null : openBand(toleranceS),
  };
}

function limitOf(limit: JudgedLimit, sources: Readonly<Record<string, { readonly title: string }>>) {
  const { rule, quantity, weight, says, source, odds, margin, marginS } = limit;
  const { title, unit, difference } = quantities[quantity];
  return {
    rule,
    quantity,
    title,
    unit: unit === "%" ? "%" : "K",
    weight,
    says,
    source: sources[source]?.title ?? source,
    odds,
    margin: {
      median: difference(margin.median),
      p05: difference(margin.p05),
      p95: difference(margin.p95),
    },
    marginS: openBand(marginS),
  };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
const openBand = ({ median, p05, p95 }: { median: number; p05: number; p95: number }) => ({
  median: finite(median),
  p05: finite(p05),
  p95: finite(p95),
});
