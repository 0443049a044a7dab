import { useRef } from "react";
import type { CameraTimes } from "../../../src/service/contract.ts";
import { askCameraTimes } from "../service/requests.ts";
import { useAsked } from "../state/use-asked.ts";
import { clock, duration } from "../words/format.ts";

type LoopTimes = CameraTimes["loops"][number];

/** What the camera brings the watch: when each loop was confirmed and isolated by its pressures alone, and with the camera beside them. */
export function TimesPanel({ run, knownByS }: { run: string; knownByS: number | null }) {
  const { value: newest, problem } = useAsked<CameraTimes>(`times ${run} ${knownByS}`, (signal) =>
    askCameraTimes(run, knownByS, signal),
  );
  // While time runs, what was known a second ago stands until the next answer comes.
  const before = useRef<{ readonly run: string; readonly value: CameraTimes } | null>(null);
  if (newest !== null) before.current = { run, value: newest };
  const kept = before.current;
  const still = kept?.run === run && (knownByS === null || kept.value.watchedUntilS <= knownByS);
  const value = newest ?? (still ? kept.value : null);
  return (
    <section
      className="panel"
      aria-labelledby="camera-times-title"
      aria-busy={value === null && problem === null}
    >
      <div className="panel-head">
        <h2 id="camera-times-title">Without and with the camera</h2>
        <span className="caption">the same telemetry, watched twice</span>
      </div>
      {value === null ? (
        <p className="record-none">
          {problem ?? "Watching the case with the camera beside it; the first answer takes some seconds."}
        </p>
      ) : (
        <>
          <table className="table camera-times">
            <thead>
              <tr>
                <th scope="col">loop of</th>
                <th scope="col">said</th>
                <th scope="col">pressures alone</th>
                <th scope="col">with the camera</th>
              </tr>
            </thead>
            <tbody>
              {value.loops.flatMap((loop) => [
                <TimesRow
                  key={`${loop.loop} confirmed`}
                  loop={loop}
                  what="confirmed"
                  alone={loop.alone.confirmedS}
                  fused={loop.withCamera.confirmedS}
                />,
                <TimesRow
                  key={`${loop.loop} isolate`}
                  loop={loop}
                  what="may be isolated"
                  alone={loop.alone.isolateS}
                  fused={loop.withCamera.isolateS}
                />,
              ])}
            </tbody>
          </table>
          <p className="camera-note">
            {value.cameraS === null
              ? "The camera by itself has not confirmed a plume."
              : `The camera by itself confirmed a plume at ${clock(value.cameraS)}.`}{" "}
            Alone it confirms no loop and isolates none, however sure it is: that takes the loop's own
            pressures.
          </p>
        </>
      )}
    </section>
  );
}

interface RowProps {
  readonly loop: LoopTimes;
  readonly what: string;
  readonly alone: number | null;
  readonly fused: number | null;
}

function TimesRow({ loop, what, alone, fused }: RowProps) {
  const gainS = alone === null || fused === null ? null : alone - fused;
  return (
    <tr>
      <th scope="row">{loop.carrier}</th>
      <td data-name="said">{what}</td>
      <td className="value" data-name="pressures alone">
        {alone === null ? "not so far" : clock(alone)}
      </td>
      <td data-name="with the camera">
        <span className="value">{fused === null ? "not so far" : clock(fused)}</span>
        {gainS !== null && gainS > 0 && <span className="dim"> {duration(gainS)} sooner</span>}
        {gainS === 0 && <span className="dim"> at the same time</span>}
      </td>
    </tr>
  );
}
