import type { PlanAnswer } from "../../../src/service/contract.ts";

export type SeatSpan = PlanAnswer["record"]["people"][number]["spans"][number];
export type ShipSpan = PlanAnswer["record"]["ships"][number]["spans"][number];
export type PlanOption = NonNullable<PlanAnswer["plan"]>["options"][number];

/** A bar of the chart: as flown, or as planned and so not yet true. */
export interface Bar {
  readonly fromS: number;
  readonly untilS: number;
  readonly words: string;
  readonly kind: "good" | "deck" | "emergency" | "none";
  readonly planned: boolean;
}

export interface BarRow {
  readonly id: string;
  readonly name: string;
  readonly bars: readonly Bar[];
}

const fitnessKind = { good: "good", "emergency-only": "emergency", unfit: "none" } as const;

const seatBar =
  (planned: boolean) =>
  (span: SeatSpan): Bar => ({
    fromS: span.fromS,
    untilS: span.untilS,
    words: span.ship ?? "no seat",
    kind: span.standing,
    planned,
  });

const shipBar =
  (planned: boolean) =>
  (span: ShipSpan): Bar => ({
    fromS: span.fromS,
    untilS: span.untilS,
    words: span.port,
    kind: fitnessKind[span.fitness],
    planned,
  });

/** What was, up to where the record ends, and after it what the option says: never both at one time. */
function joined(flown: readonly Bar[], planned: readonly Bar[], atS: number): Bar[] {
  return [
    ...flown.filter(({ fromS }) => fromS < atS).map((bar) => ({ ...bar, untilS: Math.min(bar.untilS, atS) })),
    ...planned
      .filter(({ untilS }) => untilS > atS)
      .map((bar) => ({ ...bar, fromS: Math.max(bar.fromS, atS) })),
  ];
}

function rowsOf<T>(
  flown: readonly { readonly id: string; readonly name: string; readonly spans: readonly T[] }[],
  planned: readonly { readonly id: string; readonly name: string; readonly spans: readonly T[] }[],
  atS: number,
  bar: (planned: boolean) => (span: T) => Bar,
): BarRow[] {
  const names = new Map([...flown, ...planned].map(({ id, name }) => [id, name]));
  return [...names]
    .map(([id, name]) => ({
      id,
      name,
      bars: joined(
        (flown.find((row) => row.id === id)?.spans ?? []).map(bar(false)),
        (planned.find((row) => row.id === id)?.spans ?? []).map(bar(true)),
        atS,
      ),
    }))
    .filter(({ bars }) => bars.length > 0);
}

/** Rows of the chart: ships with seats, then people, as flown up to `atS` and as an option has them after. */
export function chartRows(
  record: PlanAnswer["record"],
  option: PlanOption | null,
  atS: number,
): { readonly ships: readonly BarRow[]; readonly people: readonly BarRow[] } {
  return {
    ships: rowsOf(record.ships, option?.ships ?? [], atS, shipBar),
    people: rowsOf(record.people, option?.people ?? [], atS, seatBar),
  };
}

/** People aboard, and those of them with a good seat, at each change of a chart's rows. */
export function coverageSteps(people: readonly BarRow[]): readonly {
  readonly fromS: number;
  readonly untilS: number;
  readonly aboard: number;
  readonly good: number;
}[] {
  const cuts = [
    ...new Set(people.flatMap(({ bars }) => bars.flatMap(({ fromS, untilS }) => [fromS, untilS]))),
  ].sort((a, b) => a - b);
  const steps: { fromS: number; untilS: number; aboard: number; good: number }[] = [];
  cuts.slice(1).forEach((untilS, i) => {
    const fromS = cuts[i]!;
    const standing = people.flatMap(
      ({ bars }) => bars.find((bar) => bar.fromS <= fromS && fromS < bar.untilS) ?? [],
    );
    const step = { aboard: standing.length, good: standing.filter(({ kind }) => kind === "good").length };
    const last = steps.at(-1);
    if (last?.aboard === step.aboard && last.good === step.good) last.untilS = untilS;
    else steps.push({ fromS, untilS, ...step });
  });
  return steps;
}
