import { basename } from "node:path";
import { type Incident, listIncidents, loadIncident } from "../incident/index.ts";
import type { LibraryIncident, LibraryList } from "./library-contract.ts";
import { Problem } from "./problem.ts";

let shipped: readonly Incident[] | null = null;

/** The incident files that ship with the program, read once, in order of their dates. */
function incidentsOnFile(): readonly Incident[] {
  shipped ??= listIncidents().map(loadIncident);
  return shipped;
}

type Fact = Incident["known"][number];

/** What is dated to a day or a month counts as known from its end. */
function knownFromS({ at }: Fact): number {
  if (at === undefined) return Number.NEGATIVE_INFINITY;
  if (at.precision === "day") return at.timeS + 86_400;
  if (at.precision !== "month") return at.timeS;
  const [year, month] = at.text.split("-").map(Number) as [number, number];
  return Date.UTC(year, month, 1) / 1000;
}

/** Facts of an incident that were known by an instant. Undated ones count once any dated one does. */
function factsBy({ known }: Incident, knownByS: number | null): Fact[] {
  const byS = knownByS ?? Number.POSITIVE_INFINITY;
  const dated = known.some((fact) => fact.at !== undefined && knownFromS(fact) <= byS);
  return dated || knownByS === null ? known.filter((fact) => knownFromS(fact) <= byS) : [];
}

/** Nothing of an incident is told before its own day: a file's name gives away what came of it. */
function hasBegun({ id }: Incident, knownByS: number | null): boolean {
  return knownByS === null || Date.parse(id.slice(0, 10)) / 1000 <= knownByS;
}

function entryOf(incident: Incident, knownByS: number | null): LibraryList["incidents"][number] {
  const facts = factsBy(incident, knownByS);
  const datesS = facts.flatMap(({ at }) => (at === undefined ? [] : [at.timeS]));
  const { id, title, subject, claims = [], evidence = [], reconstruction } = incident;
  const byS = knownByS ?? Number.POSITIVE_INFINITY;
  const counted = (list: readonly { readonly at?: Fact["at"] }[]): number =>
    list.filter(({ at }) => knownFromS({ at } as Fact) <= byS).length;
  return {
    id,
    title,
    ship: subject.ship,
    loop: subject.loop,
    firstS: datesS.length === 0 ? null : Math.min(...datesS),
    lastS: datesS.length === 0 ? null : Math.max(...datesS),
    facts: facts.length,
    claims: counted(claims),
    evidence: counted(evidence),
    replayable: reconstruction !== undefined,
  };
}

/** The incidents on file that had begun by an instant. */
export function libraryList(knownByS: number | null): LibraryList {
  const all = incidentsOnFile();
  const begun = all.filter((incident) => hasBegun(incident, knownByS));
  return {
    schema: "hoarfrost/library/1",
    knownByS,
    incidents: begun.map((incident) => entryOf(incident, knownByS)),
    later: all.length - begun.length,
  };
}

/** Refuses what is not on file, and what had not begun by the instant. */
export function checkIncident(id: string, knownByS: number | null): Incident {
  const found = incidentsOnFile().find((incident) => incident.id === id);
  if (found !== undefined && hasBegun(found, knownByS)) return found;
  const names = incidentsOnFile()
    .filter((incident) => hasBegun(incident, knownByS))
    .map((incident) => incident.id);
  const detail = `There is no incident ${JSON.stringify(basename(id).slice(0, 80))} in the library${knownByS === null ? "" : " by that instant"}; it has ${names.join(", ") || "none"}.`;
  throw new Problem(404, "unknown-incident", detail);
}

/** What is on record of one incident. */
export function libraryIncident(id: string, knownByS: number | null): LibraryIncident {
  const incident = checkIncident(id, knownByS);
  const cited = (key: string): LibraryIncident["sources"][number] => {
    const source = incident.sources[key];
    return {
      title: source?.title ?? key,
      url: source?.url ?? null,
      confidence: source?.confidence ?? "secondary",
    };
  };
  const facts = factsBy(incident, knownByS);
  const { reconstruction } = incident;
  const charge = reconstruction?.ships[reconstruction.leak.ship]?.charge;
  return {
    ...entryOf(incident, knownByS),
    schema: "hoarfrost/library-incident/1",
    knownByS,
    record: facts.map(({ at, fact, source, confidence, rivals = [] }) => ({
      at: at?.text ?? null,
      atS: at?.timeS ?? null,
      fact,
      source: cited(source),
      confidence,
      rivals: rivals.map((rival) => ({
        at: rival.at?.text ?? null,
        fact: rival.fact ?? null,
        source: cited(rival.source),
      })),
    })),
    reconstruction:
      // What the replay was made from is no knowledge of its day.
      reconstruction === undefined || knownByS !== null
        ? null
        : {
            note: reconstruction.note,
            holeDiameterM: rangeOf(reconstruction.leak.diameter),
            onsetS: {
              low: reconstruction.leak.onset.range[0],
              value: reconstruction.leak.onset.value,
              high: reconstruction.leak.onset.range[1],
            },
            chargeKg: charge === undefined ? null : rangeOf(charge),
          },
    sources: [
      ...new Set(facts.flatMap(({ source, rivals = [] }) => [source, ...rivals.map((each) => each.source)])),
    ].map(cited),
  };
}

const rangeOf = ({
  low,
  value,
  high,
}: {
  readonly low: number;
  readonly value: number;
  readonly high: number;
}) => ({
  low,
  value,
  high,
});
