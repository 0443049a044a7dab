import type { StationAnswer } from "../../../src/service/contract.ts";
import { clockShort, dayAndYear, decimalsOf, duration } from "../words/format.ts";

/** Day and night over the next two orbits, and how the Sun stands. */
export function OrbitPanel({ answer, instantS }: { answer: StationAnswer; instantS: number }) {
  const { orbit, orbitProblem } = answer;
  return (
    <section className="panel station-orbit" aria-labelledby="orbit-title">
      <div className="panel-head">
        <h2 id="orbit-title">Orbit</h2>
        <span className="caption">{orbit === null ? "not known" : "next two orbits"}</span>
      </div>
      {orbit === null ? (
        <p className="record-none">{orbitProblem}</p>
      ) : (
        <>
          <Nights orbit={orbit} instantS={instantS} />
          <dl className="orbit-numbers">
            <Figure name="beta" value={`${decimalsOf(orbit.betaDeg, 0)}°`} />
            <Figure name="period" value={decimalsOf(orbit.periodS / 60, 1)} unit="min" />
            <Figure name="night" value={nightWords(orbit)} />
            <Figure name="altitude" value={decimalsOf(orbit.altitudeM / 1000, 0)} unit="km" />
          </dl>
          <p className="caption orbit-source">
            SGP4 from elements of {dayAndYear(orbit.epochS)}; the station taken to fly level, forward end
            ahead.
          </p>
        </>
      )}
    </section>
  );
}

type Orbit = NonNullable<StationAnswer["orbit"]>;

function Figure({ name, value, unit }: { name: string; value: string; unit?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <b>{value}</b> {unit}
      </dd>
    </div>
  );
}

function nightWords({ nights, nightsUntilS }: Orbit): string {
  const whole = nights.filter(({ toS }) => toS < nightsUntilS).at(-1);
  return whole === undefined ? "none" : duration(whole.toS - whole.fromS);
}

function Nights({ orbit, instantS }: { orbit: Orbit; instantS: number }) {
  const { nights, nightsUntilS } = orbit;
  const at = (timeS: number): number =>
    (100 * (Math.min(nightsUntilS, Math.max(instantS, timeS)) - instantS)) / (nightsUntilS - instantS);
  const ahead = nights.filter(({ toS }) => toS > instantS);
  // Both ends of a short night would lie over each other: its beginning stands for it.
  const turns = ahead
    .map(({ fromS }) => fromS)
    .filter((timeS) => timeS > instantS && timeS < nightsUntilS && at(timeS) < 94);
  return (
    <div
      className="orbit-bar"
      role="img"
      aria-label={`${orbit.sunlit ? "Daylight" : "Night"} now; nights ${ahead
        .map(({ fromS, toS }) => `${clockShort(fromS)} to ${clockShort(toS)}`)
        .join(", ")}`}
    >
      <div className="orbit-day">
        {ahead.map(({ fromS, toS }) => (
          <span
            key={fromS}
            className="orbit-night"
            style={{ left: `${at(fromS)}%`, width: `${at(toS) - at(fromS)}%` }}
          >
            {at(toS) - at(fromS) > 9 && "night"}
          </span>
        ))}
      </div>
      <div className="orbit-ticks">
        {turns.map((timeS) => (
          <span key={timeS} style={{ left: `${at(timeS)}%` }}>
            {clockShort(timeS)}
          </span>
        ))}
      </div>
    </div>
  );
}
