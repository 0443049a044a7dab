import type { CameraAnswer } from "../../../src/service/contract.ts";
import { Asking } from "../parts/Asking.tsx";
import { SyntheticTag } from "../parts/StateChip.tsx";
import { StatusShape } from "../parts/StatusShape.tsx";
import { useConsoleState } from "../state/use-console.ts";
import { bandWords, clock, decimalsOf, odds, withUnit } from "../words/format.ts";
import type { Shape, Tone } from "../words/state-words.ts";
import { FramePanel } from "./FramePanel.tsx";
import { StatisticPanel } from "./StatisticPanel.tsx";
import { TimesPanel } from "./TimesPanel.tsx";
import { useCamera } from "./use-camera.ts";
import "./camera.css";

type Finding = CameraAnswer["findings"][number];

const phases: Readonly<
  Record<Finding["phase"] | "none", { readonly word: string; readonly shape: Shape; readonly tone: Tone }>
> = {
  none: { word: "No particles leave one place", shape: "circle", tone: "ok" },
  suspected: { word: "Particles suspected", shape: "diamond", tone: "caution" },
  confirmed: { word: "Particles leave the ship", shape: "triangle", tone: "alarm" },
  ended: { word: "Particles no longer seen", shape: "hollow", tone: "quiet" },
};

const degrees = (rad: number) => withUnit(decimalsOf((rad * 180) / Math.PI, 0), "°");

function Lead({ answer }: { answer: CameraAnswer | null }) {
  const { word, shape, tone } = phases[answer?.findings.at(-1)?.phase ?? "none"];
  return (
    <section className="panel record-lead" aria-label="Verdict">
      <div>
        <h1>
          {answer === null ? (
            "Camera"
          ) : (
            <>
              <StatusShape shape={shape} tone={tone} size={18} />
              {word}
            </>
          )}
        </h1>
        {answer !== null && (
          <p>
            Footage from {clock(answer.fromS)} to{" "}
            {clock(Math.max(answer.fromS, answer.frames.timeS.at(-1) ?? 0))}, {answer.framesPerS} pictures a
            second. A camera cannot tell coolant from water, nor one loop from another.
          </p>
        )}
      </div>
      {answer !== null && <SyntheticTag note={answer.note} />}
    </section>
  );
}

function Row({ name, value, range }: { name: string; value: string; range?: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="right">
        <span className="value">{value}</span>
      </td>
      <td className="dim">{range}</td>
    </tr>
  );
}

function Measured({ answer }: { answer: CameraAnswer }) {
  const finding = answer.findings.at(-1);
  const rate = finding?.particlesPerS ? bandWords(finding.particlesPerS) : null;
  const speed = finding?.speedPxPerS ? bandWords(finding.speedPxPerS) : null;
  return (
    <section className="panel" aria-labelledby="camera-measured-title">
      <div className="panel-head">
        <h2 id="camera-measured-title">What it measures</h2>
        <span className="caption">ranges are 90 %</span>
      </div>
      {finding === undefined ? (
        <p className="record-none">Nothing yet: no particles have been seen to leave one place.</p>
      ) : (
        <table className="table">
          <tbody>
            {finding.directionRad !== null && (
              <Row
                name="Direction, from the right, up is 90°"
                value={degrees(finding.directionRad)}
                {...(finding.spreadRad !== null && { range: `cone of ±${degrees(finding.spreadRad)}` })}
              />
            )}
            {rate && <Row name="Rate" value={`${rate.median} particles/s`} range={rate.range} />}
            {speed && <Row name="Speed" value={`${speed.median} px/s`} range={speed.range} />}
            <Row
              name="Given to the watch"
              value={`${odds(Math.exp(answer.cameraNat))} for a leak`}
              range={`never above ${odds(Math.exp(answer.largestNat))}`}
            />
          </tbody>
        </table>
      )}
    </section>
  );
}

function Rivals({ finding }: { finding: Finding | undefined }) {
  if (finding === undefined) return null;
  const ranked = Object.entries(finding.odds).sort((a, b) => a[1] - b[1]);
  return (
    <section className="panel camera-rivals" aria-labelledby="camera-odds-title">
      <div className="panel-head">
        <h2 id="camera-odds-title">Odds of a plume</h2>
        <span className="caption">against each named alternative; they explain, the statistic decides</span>
      </div>
      <table className="table">
        <tbody>
          {ranked.map(([name, value]) => (
            <Row key={name} name={name} value={odds(value)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What a camera at the ship shows: pictures, tracks, direction, rate, odds. */
export function CameraView() {
  const runId = useConsoleState((state) => state.runId);
  const second = useConsoleState((state) => (state.instantS === null ? null : Math.floor(state.instantS)));
  const { answer, problem } = useCamera(runId, second);
  return (
    <div className="view view-camera">
      <Lead answer={answer} />
      {answer === null || runId === null ? (
        <div className="record-instead">
          <Asking what="the camera" problem={problem} />
        </div>
      ) : (
        <>
          <div className="camera-main">
            <FramePanel run={runId} answer={answer} />
            <Rivals finding={answer.findings.at(-1)} />
          </div>
          <div className="camera-beside">
            <Measured answer={answer} />
            <TimesPanel run={runId} knownByS={second} />
            <StatisticPanel answer={answer} />
          </div>
        </>
      )}
    </div>
  );
}
