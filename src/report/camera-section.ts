import { project } from "../camera/geometry/face-odds.ts";
import { element, textElement } from "../plot/element.ts";
import { inlineSvg, type Picture, type Strip, stripPlot } from "../plot/index.ts";
import type { CameraReport, Milestones } from "./camera-of-case.ts";
import { figure, type Html, html, table } from "./html.ts";
import { clockWords } from "./leak-words.ts";
import type { ReportCase } from "./report-case.ts";
import { subjectOf } from "./subject.ts";
import { bandWords, duration } from "./words.ts";

const WIDTH = 700;

/** What a camera at the ship sees: how many particles, which way, from where, and what it is worth beside the pressures. */
export function cameraSection(report: ReportCase): Html | null {
  const { camera } = report;
  if (camera === null) return null;
  const last = camera.findings.at(-1);
  return html`<section id="camera"><h2>Camera: particles that leave the ship</h2>
<p class="made"><strong>SYNTHETIC</strong> Footage drawn from the reconstruction's leak, as a camera beside the ship might see it: place, direction and exposure are made up. No footage of this leak was used.</p>
${last === undefined ? html`<p>No plume was found in the footage from ${clockWords(camera.fromS, camera.fromS)} to ${clockWords(camera.untilS, camera.fromS)} UTC.</p>` : seen(camera, last)}
${worth(camera, subjectOf(report)?.watched.first ?? { confirmedS: null, isolateS: null })}</section>`;
}

function seen(camera: CameraReport, last: CameraReport["findings"][number]): Html {
  const { directionRad, directionSdRad, spreadRad, speedPxPerS, particlesPerS } = last;
  const degrees = (angle: number) => `${((180 / Math.PI) * angle).toFixed(0)}°`;
  const confirmed = camera.findings.find(({ phase }) => phase === "confirmed");
  const rows: [string, string][] = [
    [
      "plume confirmed",
      confirmed === undefined
        ? "not by the end of the footage"
        : `${clockWords(confirmed.atS, camera.fromS)} UTC, ${duration(confirmed.atS - camera.breachS)} after the breach`,
    ],
  ];
  if (particlesPerS !== null)
    rows.push([
      "particles",
      `${bandWords(particlesPerS, 1, "a second")}, of those that stand out of the noise`,
    ]);
  if (directionRad !== null)
    rows.push([
      "direction",
      `${degrees(directionRad).replace("-", "\u2212")} from the right, counter-clockwise${directionSdRad === null ? "" : `, to ${((1.645 * directionSdRad * 180) / Math.PI).toFixed(1)}° either way`}${spreadRad === null ? "" : `; single particles scatter by ${degrees(spreadRad)}`}`,
    ]);
  if (speedPxPerS !== null) rows.push(["speed across the picture", bandWords(speedPxPerS, 1, "px/s")]);
  for (const { name, probability, loop, element: part, segment } of camera.faces?.odds ?? [])
    if (probability >= 0.01)
      rows.push([
        "comes from",
        `${name}${part === undefined ? "" : ` (${part} of the ${loop} loop${segment ? `, segment ${segment}` : ""})`}: ${(100 * probability).toFixed(0)} %`,
      ]);
  return html`${table("As told last; bands of 90 %", [{ head: "", className: "nowrap" }, { head: "" }], rows)}
${figure(
  inlineSvg(strips(camera)),
  "Statistic: ln of the likelihood ratio of a plume against tracks at random. Rate: particles that stand five noises above the ground, median and 90 % band as told at each instant.",
)}
${figure(
  inlineSvg(view(camera, last)),
  `What was followed, in the picture: lines are ways of particles that lead away from one place, the circle is that place with its error, the arrow is their mean direction and the wedge their scatter.${camera.faces === null ? "" : ` Outlines: faces of the camera file “${camera.faces.camera.id}”, which is made up; the hole was drawn in the middle of the face that holds a part of the loop.`}`,
)}`;
}

function strips({ frames, findings, fromS, untilS, breachS, thresholdNat }: CameraReport): Picture {
  const all: Strip[] = [
    {
      title: "Statistic, nat",
      heightPx: 74,
      scale: "linear",
      from: 0,
      layers: [
        {
          kind: "line",
          role: "statistic",
          timesS: frames.timesS,
          values: frames.statisticNat.map((value) => Math.max(0, value)),
        },
        {
          kind: "threshold",
          value: thresholdNat,
          label: `confirmed from ${thresholdNat.toFixed(1)}`,
          tone: "alarm",
        },
      ],
    },
  ];
  const told = findings.flatMap(({ atS, particlesPerS }) =>
    particlesPerS === null ? [] : [{ atS, ...particlesPerS }],
  );
  if (told.length > 1)
    all.push({
      title: "Particles a second",
      heightPx: 74,
      scale: "linear",
      from: 0,
      layers: [
        {
          kind: "range",
          role: "band",
          timesS: told.map(({ atS }) => atS),
          low: told.map(({ p05 }) => p05),
          high: told.map(({ p95 }) => p95),
        },
        {
          kind: "line",
          role: "median",
          timesS: told.map(({ atS }) => atS),
          values: told.map(({ median }) => median),
        },
      ],
    });
  const confirmed = findings.find(({ phase }) => phase === "confirmed");
  return stripPlot({
    title: "Statistic of the camera and rate of particles over time",
    widthPx: WIDTH,
    fromS,
    untilS,
    strips: all,
    marks: [
      { timeS: breachS, label: "breach (reconstruction)", shape: "line", tone: "neutral" },
      ...(confirmed === undefined
        ? []
        : [{ timeS: confirmed.atS, label: "plume confirmed", shape: "triangle", tone: "alarm" } as const]),
    ],
  });
}

/** Tracks, origin, direction and faces in the picture of the camera, drawn smaller than the page is wide. */
function view(camera: CameraReport, last: CameraReport["findings"][number]): Picture {
  const { widthPx, heightPx, tracks, faces } = camera;
  const scale = 520 / widthPx;
  const [width, height] = [520, heightPx * scale];
  const line = (points: readonly (readonly [number, number])[]) =>
    points
      .map(([x, y], i) => `${i === 0 ? "M" : "L"}${(x * scale).toFixed(1)} ${(y * scale).toFixed(1)}`)
      .join("");
  const parts = [element("rect", { class: "sea", x: 0, y: 0, width, height })];
  const names: string[] = [];
  for (const { name, corners } of faces?.camera.faces ?? []) {
    const outline = corners.flatMap((corner) => {
      const at = project(faces!.camera, corner);
      return at === null ? [] : [[at.xPx, at.yPx] as const];
    });
    if (outline.length < 3) continue;
    parts.push(element("path", { class: "face", d: `${line(outline)}Z` }));
    const left = Math.min(...outline.map(([x]) => x));
    const low = Math.max(...outline.map(([, y]) => y));
    const share = faces!.odds.find((face) => face.name === name)?.probability ?? 0;
    if (share >= 0.01)
      names.push(
        textElement(
          Math.max(0, left) * scale + 4,
          Math.min(heightPx - 2, low) * scale - 5,
          `${name.split(",")[0]}: ${(100 * share).toFixed(0)} %`,
          { class: "start halo" },
        ),
      );
  }
  for (const points of tracks) parts.push(element("path", { class: "line residual", d: line(points) }));
  const { origin, directionRad, spreadRad } = last;
  if (origin !== null) {
    const [x, y] = [origin.xPx * scale, origin.yPx * scale];
    const to = (angle: number, length: number) =>
      [x + length * Math.cos(angle), y - length * Math.sin(angle)] as const;
    if (directionRad !== null) {
      const reach = 0.42 * width;
      if (spreadRad !== null) {
        const edge = [-1, -0.5, 0, 0.5, 1].map((part) => to(directionRad + part * spreadRad, reach));
        const d = [[x, y] as const, ...edge].map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join(" ");
        parts.push(element("polygon", { class: "band", points: d }));
      }
      const tip = to(directionRad, reach);
      parts.push(
        element("line", { class: "line expected", "stroke-width": 2, x1: x, y1: y, x2: tip[0], y2: tip[1] }),
      );
      const barbs = [2.75, -2.75].map((turn) => [
        tip[0] + 9 * Math.cos(directionRad + turn),
        tip[1] - 9 * Math.sin(directionRad + turn),
      ]);
      parts.push(
        element("path", {
          class: "fill is-expected",
          d: `M${tip[0].toFixed(1)} ${tip[1].toFixed(1)}${barbs.map(([bx, by]) => `L${bx!.toFixed(1)} ${by!.toFixed(1)}`).join("")}Z`,
        }),
      );
    }
    parts.push(
      element("circle", {
        class: "threshold is-alarm",
        cx: x,
        cy: y,
        r: Math.max(4, 1.645 * origin.sdPx * scale),
      }),
      element("circle", { class: "fill is-alarm", cx: x, cy: y, r: 2 }),
    );
  }
  parts.push(...names);
  return {
    width: WIDTH,
    height: Math.ceil(height),
    title: "Tracks of particles, their origin and direction in the picture of the camera",
    parts: [
      element("svg", { x: 0, y: 0, width, height }, ...parts),
      element("rect", { class: "map-frame", x: 0.5, y: 0.5, width: width - 1, height: height - 1 }),
    ],
  };
}

/** The same pressures with and without the camera. */
function worth({ fused, breachS, fromS }: CameraReport, alone: Milestones): Html {
  const at = (timeS: number | null) =>
    timeS === null
      ? "not by then"
      : `${clockWords(timeS, fromS)}, ${duration(timeS - breachS)} after the breach`;
  const row = (name: string, key: keyof Milestones) => [name, at(alone[key]), at(fused[key])];
  return html`${table(
    "With and without the camera, UTC; with it as far as 15 min after the breach",
    [{ head: "the watch of the loop" }, { head: "pressures alone" }, { head: "with the camera" }],
    [row("confirmed", "confirmedS"), row("level isolate", "isolateS")],
  )}
<p class="small">A camera tells neither coolant from water nor one loop from another: it adds a factor of 100 at most to the odds, and by itself neither confirms nor isolates a loop.</p>`;
}
