import { useState } from "react";
import type { CameraAnswer, CameraPicture } from "../../../src/service/contract.ts";
import { pictureAddress } from "../service/requests.ts";
import { clock } from "../words/format.ts";

/** Circles round spots, tails of tracks, a cross on the place that they lead away from. */
function Overlay({
  picture,
  widthPx,
  heightPx,
}: {
  picture: CameraPicture;
  widthPx: number;
  heightPx: number;
}) {
  const { detections, tracks, origin } = picture;
  return (
    <svg className="camera-overlay" viewBox={`-0.5 -0.5 ${widthPx} ${heightPx}`} aria-hidden="true">
      {detections.map(({ xPx, yPx, followed }) => (
        <circle
          key={`${xPx} ${yPx}`}
          cx={xPx}
          cy={yPx}
          r="3"
          className={followed ? "camera-followed" : "camera-loose"}
        />
      ))}
      {tracks.map(({ away, points }) => (
        <polyline
          key={points.join(" ")}
          points={points.map(([x, y]) => `${x},${y}`).join(" ")}
          className={away ? "camera-away" : "camera-track"}
        />
      ))}
      {origin !== null && (
        <path
          d={`M${origin.xPx - 8} ${origin.yPx}h16M${origin.xPx} ${origin.yPx - 8}v16`}
          className="camera-origin"
        />
      )}
    </svg>
  );
}

/** The newest kept picture, or one chosen, with what was seen in it. */
export function FramePanel({ run, answer }: { run: string; answer: CameraAnswer }) {
  const { pictures, widthPx, heightPx } = answer;
  const [chosen, choose] = useState<number | null>(null);
  const newest = pictures.length - 1;
  const at = chosen === null ? newest : Math.min(chosen, newest);
  const picture = pictures[at];
  const away = picture?.tracks.filter((track) => track.away).length ?? 0;
  return (
    <section className="panel camera-frame" aria-labelledby="camera-frame-title">
      <div className="panel-head">
        <h2 id="camera-frame-title">Picture</h2>
        <span className="caption">
          circle: a spot; line: a particle followed; heavy line: leads away from the cross, the origin
        </span>
      </div>
      {picture === undefined ? (
        <p className="record-none">The footage begins at {clock(answer.fromS)}.</p>
      ) : (
        <>
          <div className="camera-stage" style={{ aspectRatio: `${widthPx} / ${heightPx}` }}>
            <img
              src={pictureAddress(run, picture.number)}
              alt={`Synthetic footage at ${clock(picture.timeS)}: ${picture.detections.length} spots, ${picture.tracks.length} particles followed, ${away} lead away from one place`}
            />
            <Overlay picture={picture} widthPx={widthPx} heightPx={heightPx} />
          </div>
          <label className="camera-choice">
            <span className="value">{clock(picture.timeS)}</span>
            <input
              type="range"
              min={0}
              max={Math.max(0, newest)}
              value={at}
              aria-label="Picture"
              aria-valuetext={clock(picture.timeS)}
              onChange={(event) => {
                const wanted = Number(event.target.value);
                choose(wanted >= newest ? null : wanted);
              }}
            />
            <span className="dim">
              {picture.detections.length} spots, {away} of {picture.tracks.length} tracks lead away
            </span>
          </label>
        </>
      )}
    </section>
  );
}
