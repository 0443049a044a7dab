import { lazy, Suspense } from "react";
import type { PlanAnswer } from "../../../src/service/contract.ts";
import { useUnits } from "../state/use-console.ts";
import { clock, clockShort, dayAndYear, decimalsOf, duration, percent } from "../words/format.ts";
import { turnedFor } from "../words/units.ts";

const DisposalMap = lazy(async () => ({ default: (await import("./DisposalMap.tsx")).DisposalMap }));

type Disposal = NonNullable<PlanAnswer["disposal"]>;

const place = ({ latitudeDeg, longitudeDeg }: { latitudeDeg: number; longitudeDeg: number }): string =>
  `${decimalsOf(Math.abs(latitudeDeg), 1)}° ${latitudeDeg < 0 ? "S" : "N"}, ${decimalsOf(Math.abs(longitudeDeg), 1)}° ${longitudeDeg < 0 ? "W" : "E"}`;

const few = (value: number): string => value.toExponential(1).replace("-", "\u2212");

/** How a cargo ship ends: burn, entry, footprint and risk, on a map. */
export function DisposalPanel({ answer }: { answer: PlanAnswer }) {
  const { disposal, disposalProblem } = answer;
  return (
    <section className="panel plan-disposal" aria-labelledby="disposal-title">
      <div className="panel-head">
        <h2 id="disposal-title">Disposal</h2>
        <span className="caption">
          {disposal === null ? "none" : `${disposal.name}; estimates where nothing is published`}
        </span>
      </div>
      {disposal === null ? (
        <p className="record-none">{disposalProblem}</p>
      ) : (
        <div className="disposal-room">
          <Suspense fallback={<p className="record-none">Opening the map.</p>}>
            <DisposalMap disposal={disposal} />
          </Suspense>
          <Timeline disposal={disposal} />
        </div>
      )}
    </section>
  );
}

function Timeline({ disposal }: { disposal: Disposal }) {
  const warm = turnedFor("K", useUnits());
  const heat = (kelvin: number): string => decimalsOf(warm.of(kelvin), 0);
  const { windows, burnToImpactS, footprint, casualties, avionics } = disposal;
  const rows: readonly (readonly [string, string])[] = [
    ["undocks", `${dayAndYear(disposal.undocksS)} ${clockShort(disposal.undocksS)}`],
    [
      "burns",
      `${dayAndYear(disposal.burnS)} ${clockShort(disposal.burnS)}, ${decimalsOf(disposal.brakingMPerS, 0)} m/s`,
    ],
    ["enters, 100 km", clock(disposal.entryS)],
    ["breaks up", clock(disposal.breakUpS)],
    ["debris down", `${clock(disposal.impactS)}, near ${place(disposal.impact)}`],
    [
      "burn to debris",
      `${duration(burnToImpactS.median)}, ${duration(burnToImpactS.p05)} to ${duration(burnToImpactS.p95)}`,
    ],
    [
      "footprint, 99 %",
      `${decimalsOf(footprint.alongM / 1000, 0)} km each way along ${decimalsOf(footprint.bearingDeg, 0)}°, ${decimalsOf(footprint.acrossM / 1000, 0)} km across`,
    ],
    [`in ${disposal.target.name}`, `${percent(disposal.shareInTarget)} of ${disposal.members} runs`],
    [
      "casualties expected",
      `${few(casualties.median)}, ${few(casualties.p05)} to ${few(casualties.p95)}; limit 1e\u22124`,
    ],
    ...(avionics === null
      ? []
      : [
          [
            "equipment at the burn",
            `${heat(avionics.temperatureAtBurnK.median)} ${warm.unit}, ${heat(avionics.temperatureAtBurnK.p05)} to ${heat(avionics.temperatureAtBurnK.p95)}`,
          ] as const,
        ]),
    [
      "burns that reach it",
      windows.map(({ fromS, untilS }) => `${clockShort(fromS)} to ${clockShort(untilS)}`).join(", ") ||
        "none",
    ],
  ];
  return (
    <dl className="disposal-times">
      {rows.map(([name, words]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  );
}
