import {
  type CauseCase,
  discounted,
  ESTIMATE_SPREAD_LN,
  type EvidenceContext,
  type EvidenceItem,
  type Exposure,
  MODEL_TRUST,
  middle,
  particleClimate,
  type Rate,
  type SisterShip,
  SOURCE_TRUST,
  weighEvidence,
  withHypotheses,
} from "../cause/index.ts";
import {
  type Assertion,
  type ClaimsCase,
  type LoopRanges,
  type RecordItem,
  readAssertion,
} from "../claims/index.ts";
import type { Station } from "../plan/station/index.ts";
import { InputError } from "../telemetry/index.ts";
import type { LoopDescription } from "../vehicle/index.ts";
import type { Incident } from "./incident-schema.ts";
import { seatReport } from "./seat-record.ts";
import { DEFAULT_EXPOSURE, readTime } from "./statements.ts";

/** Kinds that say nothing of the cause by themselves. */
const NOT_WEIGHED = ["record", "same-failure", "seats"];

type Evidence = NonNullable<Incident["evidence"]>[number];

const DAY_S = 86_400;
const DRAWS = 3000;
const MEMBERS = 3000;
const DEFAULT_SEED = 1;
/** Of two ships of one family: neither the same ship nor a stranger. Own estimate. */
const SAME_LOT: readonly [number, number] = [0.2, 0.8];

function exposureOf({ exposure }: Incident): Exposure {
  if (exposure === undefined) return DEFAULT_EXPOSURE;
  const { area, particle } = exposure;
  return {
    areaM2: { low: area.low, high: area.high },
    particleM: { low: particle.low, high: particle.high },
    days: exposure.days,
    altitudeM: exposure.altitude,
    inclinationDeg: DEFAULT_EXPOSURE.inclinationDeg,
    year: exposure.year,
    solarFlux107: exposure["solar-flux"],
  };
}

/** What is dated to a day or a month counts as public from its end: nothing is known before it can have been. */
function knownFrom(at: Evidence["at"]): number {
  if (at === undefined) return Number.NEGATIVE_INFINITY;
  if (at.precision === "day") return at.timeS + DAY_S;
  if (at.precision !== "month") return at.timeS;
  const [year, month] = at.text.split("-").map(Number) as [number, number];
  return Date.UTC(year, month, 1) / 1000;
}

function confidenceOf(incident: Incident, { confidence, source }: Evidence): string {
  const stated = confidence ?? (source === undefined ? undefined : incident.sources[source]?.confidence);
  return stated !== undefined && stated in SOURCE_TRUST ? stated : "secondary";
}

function titleOf(incident: Incident, source: string | undefined): string {
  return source === undefined ? "no source named" : (incident.sources[source]?.title ?? source);
}

function evidenceItem(incident: Incident, item: Evidence, context: EvidenceContext): EvidenceItem {
  const confidence = confidenceOf(incident, item);
  const weighed =
    item.kind === "own"
      ? { likelihoods: item.likelihoods ?? {}, basis: item.why ?? "", spreadLn: ESTIMATE_SPREAD_LN }
      : modelled(incident, item, context);
  return {
    id: item.id,
    title: item.title ?? item.finding ?? item.id,
    kind: item.kind,
    likelihoods: discounted(
      weighed.likelihoods,
      context.hypotheses,
      SOURCE_TRUST[confidence]! * (item.kind === "own" ? 1 : MODEL_TRUST),
    ),
    spreadLn: weighed.spreadLn,
    basis: item.why ?? weighed.basis,
    source: titleOf(incident, item.source),
    confidence,
    about: item.about ?? item.id,
    on: item.off !== true,
    knownFromS: knownFrom(item.at),
  };
}

function modelled(incident: Incident, item: Evidence, context: EvidenceContext) {
  const outcome = weighEvidence(item.kind, item.with, context);
  if (!outcome.ok)
    throw new InputError(`${incident.id}, evidence ${item.id}: ${outcome.problems.join("; ")}`);
  return outcome.weighed;
}

function rateOf({ counted, "per-vehicle-year": plain }: NonNullable<Incident["hypotheses"]>[number]): Rate {
  if (counted === undefined) return { kind: "hazard", perVehicleYr: { low: plain![0], high: plain![1] } };
  const { events, "vehicle-years": exposure, "transfer-factor": factor = 2 } = counted;
  return {
    kind: "counted",
    readings: events.map((count) => ({ events: count, share: 1 / events.length })),
    exposureYr: { low: exposure[0], high: exposure[1] },
    transferLn: Math.log(factor),
  };
}

/**
 * The cause case of an incident. `sisterOf` reads the incident of another ship by id; without it, or where it gives none, items of
 * kind same-failure are left out.
 */
export function causeCaseOf(
  incident: Incident,
  sisterOf: (id: string) => Incident | undefined = () => undefined,
): CauseCase {
  const exposure = exposureOf(incident);
  const hypotheses = withHypotheses(
    (incident.hypotheses ?? []).map((own) => ({
      id: own.id,
      name: own.name,
      rate: rateOf(own),
      source: titleOf(incident, own.source),
      lot: own.lot ?? false,
    })),
  );
  const context: EvidenceContext = {
    hypotheses: hypotheses.map(({ id }) => id),
    climate: particleClimate(exposure),
    particleM: middle(exposure.particleM),
    days: exposure.days,
  };
  const weighable = (incident.evidence ?? []).filter(({ kind }) => !NOT_WEIGHED.includes(kind));
  const clean = incident.exposure?.["clean-vehicle-years"] ?? [0, 0];
  return {
    id: incident.id,
    title: incident.title,
    hypotheses,
    exposure,
    cleanVehicleYr: { low: clean[0], high: clean[1] },
    evidence: weighable.map((item) => evidenceItem(incident, item, context)),
    sister: sisterShip(incident, sisterOf),
    seed: incident.reconstruction?.seed ?? DEFAULT_SEED,
    draws: DRAWS,
  };
}

function sisterShip(incident: Incident, sisterOf: (id: string) => Incident | undefined): SisterShip | null {
  const item = incident.evidence?.find(({ kind }) => kind === "same-failure");
  const other = item?.incident === undefined ? undefined : sisterOf(item.incident);
  if (item === undefined || other === undefined) return null;
  const own = causeCaseOf(other);
  const [low, high] = item["same-lot"] ?? SAME_LOT;
  return {
    id: item.id,
    ship: other.subject.ship,
    apartDays: Math.abs(onsetOf(incident) - onsetOf(other)) / DAY_S,
    days: own.exposure.days,
    evidence: own.evidence,
    sameLot: { low, high },
    source: titleOf(incident, item.source),
    confidence: confidenceOf(incident, item),
    on: item.off !== true,
    knownFromS: knownFrom(item.at),
  };
}

/** When the leak began: the reconstruction's onset, or the first dated fact of the record. */
function onsetOf({ reconstruction, known }: Incident): number {
  return reconstruction?.leak.onset.value ?? known.find(({ at }) => at !== undefined)?.at?.timeS ?? 0;
}

/**
 * The claims case of an incident: its statements, its record, and the ranges its ensembles are drawn from. `loop` is the subject's
 * loop in its vehicle file, where the case names no values; without it, quantities of the emptying are not decided. `stationOf`
 * reads the station whose seats an item of kind seats asks about; without it such items are left out.
 */
export function claimsCaseOf(
  incident: Incident,
  cause: CauseCase,
  loop: LoopDescription | null,
  stationOf: () => Station | null = () => null,
): ClaimsCase {
  const read = (raw: Record<string, unknown>): Assertion => {
    const outcome = readAssertion(raw, readTime);
    if (!outcome.ok) throw new InputError(`${incident.id}: ${outcome.problems.join("; ")}`);
    return outcome.assertion;
  };
  const onset = incident.reconstruction?.leak.onset;
  const startS = onsetOf(incident);
  return {
    id: incident.id,
    title: incident.title,
    claims: (incident.claims ?? [])
      .map((claim) => ({
        id: claim.id,
        by: claim.by,
        ...(claim.role !== undefined && { role: claim.role }),
        atS: knownFrom(claim.at),
        at: claim.at.text,
        ...(claim.channel !== undefined && { channel: claim.channel }),
        source: claim.source,
        sourceTitle: titleOf(incident, claim.source),
        ...linkOf(incident, claim.source),
        says: claim.says,
        trust: SOURCE_TRUST[incident.sources[claim.source]?.confidence ?? ""] ?? SOURCE_TRUST.secondary!,
        assertion: read(claim.asserts),
        against: claim.against ?? [],
      }))
      .sort((a, b) => a.atS - b.atS),
    records: (incident.evidence ?? [])
      .filter(({ kind, off }) => (kind === "record" || kind === "seats") && off !== true)
      .flatMap((item) =>
        item.kind === "record"
          ? [recordOf(incident, item, read(item.states ?? {}))]
          : seatRecord(incident, item, stationOf()),
      ),
    loop: loopRanges(incident, loop),
    onsetS: onset ? { low: onset.range[0], high: onset.range[1] } : { low: startS, high: startS },
    climate: particleClimate(cause.exposure),
    cause,
    seed: cause.seed,
    members: MEMBERS,
  };
}

function recordOf(incident: Incident, item: Evidence, assertion: Assertion): RecordItem {
  return {
    id: item.id,
    title: item.title ?? item.finding ?? item.id,
    by: item.by ?? "",
    source: item.source ?? "",
    trust: SOURCE_TRUST[confidenceOf(incident, item)]!,
    confidence: confidenceOf(incident, item),
    knownFromS: knownFrom(item.at),
    assertion,
  };
}

/** The seat invariant at the time an item names, as a report; none where the station file does not reach. */
function seatRecord(incident: Incident, item: Evidence, station: Station | null): RecordItem[] {
  const timeS = readTime(String(item.with?.at));
  const proposition = String(item.states?.proposition);
  if (station === null || timeS === undefined) return [];
  if (timeS < station.fromS || timeS >= station.untilS)
    throw new InputError(
      `${incident.id}, evidence ${item.id}: ${String(item.with?.at)} lies outside ${station.id}; name a time within it`,
    );
  const { holds, ...report } = seatReport(station, timeS);
  return [
    {
      id: item.id,
      ...report,
      by: "the seat invariant",
      source: station.id,
      knownFromS: timeS,
      assertion: { kind: "proposition", proposition, holds },
    },
  ];
}

function linkOf(incident: Incident, source: string): { link?: string } {
  const url = incident.sources[source]?.url;
  return url === undefined ? {} : { link: url };
}

/** The file's own ranges, but with pressure up to what an unnamed source claimed, so that the claim can be right. */
const HIGHEST_CLAIMED_PA = 350_000;

function loopRanges({ reconstruction, subject }: Incident, loop: LoopDescription | null): LoopRanges | null {
  if (reconstruction === undefined || loop === null || loop.inventory.kind !== "gas-pressure") return null;
  const { inventory } = loop;
  const state = reconstruction.ships[subject.short]!;
  const range = ({ low, high }: { low: number; high: number }) => ({ low, high });
  const gas = state["gas-pressure"] ?? inventory.gasPressurePa;
  const { onset } = reconstruction.leak;
  return {
    chargeKg: range(state.charge ?? inventory.chargeKg),
    gasPressurePa: { low: gas.low, high: Math.max(gas.high, HIGHEST_CLAIMED_PA) },
    gasVolumeM3: range(state["gas-volume"] ?? inventory.gasVolumeM3),
    accumulatorLiquidM3: range(state["accumulator-liquid"] ?? inventory.accumulatorLiquidM3),
    temperatureK: range(state.temperature),
    dischargeCoefficient: range(reconstruction.leak["discharge-coefficient"]),
    onsetS: { low: onset.range[0], high: onset.range[1] },
  };
}
