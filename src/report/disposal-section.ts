import { inlineSvg, type Picture, type SpanBar, spanPlot, stripPlot, type TimeMark } from "../plot/index.ts";
import { closeMap, worldMap } from "./disposal-map.ts";
import { figure, type Html, html, table } from "./html.ts";
import { minuteWords } from "./leak-words.ts";
import type { DisposalReport, ReportCase } from "./report-case.ts";
import { duration } from "./words.ts";

const WIDTH = 700;

/** The end of a cargo ship: when, along which way, and where its pieces come down. */
export function disposalSection({ disposal }: ReportCase): Html | null {
  if (disposal === null) return null;
  return html`<section id="disposal"><h2>Disposal of ${disposal.file.name}</h2>
${numbers(disposal)}
${figure(
  inlineSvg(descentPlot(disposal)),
  "The nominal case. Diamonds: end of the burn, 100 km, break-up; triangle: the last fragment is down.",
)}
${figure(
  inlineSvg(windowPlot(disposal)),
  "Burns that bring the nominal fragment down inside the target, to two minutes. Line: the burn of the disposal file.",
)}
${figure(
  inlineSvg(worldMap(disposal)),
  "Dashed: the last orbit before the burn; thick: from the burn to the ground; box: the target; filled: the ellipse that holds 99 % of the pieces. Latitude and longitude drawn alike.",
)}
${figure(
  inlineSvg(closeMap(disposal)),
  "The same around the footprint. Dots: the inhabited coasts of the disposal file, places to a tenth of a degree; land to half a degree.",
)}</section>`;
}

/** Height over time from the burn to the ground. */
function descentPlot({ file, result, track }: DisposalReport): Picture {
  const { nominal, burnS } = result;
  const fromS = burnS - 300;
  const last = track.orbit.filter(({ timeS }) => timeS >= fromS);
  const points = [...last, ...track.descent.slice(1)];
  const mark = (timeS: number, label: string, shape: "diamond" | "triangle"): TimeMark => ({
    timeS,
    label,
    shape,
    tone: "neutral",
  });
  return stripPlot({
    title: `Height of ${file.name} from the burn to the ground`,
    widthPx: WIDTH,
    fromS,
    untilS: nominal.impactS + 300,
    strips: [
      {
        title: "Height above the ground, km",
        heightPx: 92,
        scale: "linear",
        from: 0,
        layers: [
          {
            kind: "line",
            role: "measured",
            timesS: [...points.map(({ timeS }) => timeS), nominal.impactS],
            values: [...points.map(({ heightM }) => heightM / 1000), 0],
          },
        ],
      },
    ],
    marks: [
      mark(burnS, `burn ${clockOf(burnS)}`, "diamond"),
      mark(nominal.entryS, `100 km ${clockOf(nominal.entryS)}`, "diamond"),
      mark(nominal.breakUpS, `break-up ${clockOf(nominal.breakUpS)}`, "diamond"),
      mark(nominal.impactS, `debris ${clockOf(nominal.impactS)}`, "triangle"),
    ],
  });
}

const clockOf = (timeS: number) => new Date(timeS * 1000).toISOString().slice(11, 16);

function windowPlot({ file, result, windows }: DisposalReport): Picture {
  const { undocksS, burnS, nominal } = result;
  const fromS = Math.min(undocksS, burnS - 6 * 3600);
  return spanPlot({
    title: `Undocking, windows and burn of ${file.name}`,
    widthPx: WIDTH,
    leftPx: 120,
    fromS: fromS - 1800,
    untilS: Math.max(nominal.impactS, windows.at(-1)?.untilS ?? 0) + 3600,
    nowS: burnS,
    rows: [
      { label: "flies by itself", bars: [bar(undocksS, burnS, "undocked", "neutral")] },
      {
        label: "burns that reach it",
        bars: windows.map(({ fromS: from, untilS }) => bar(from - 60, untilS + 60, "", "good")),
      },
      { label: "burn to debris", bars: [bar(burnS, nominal.impactS, "", "caution")] },
    ],
  });
}

const bar = (fromS: number, untilS: number, label: string, tone: SpanBar["tone"]): SpanBar => ({
  fromS,
  untilS,
  label,
  tone,
});

function numbers({ file, result, windows, avionics, seed }: DisposalReport): Html {
  const { nominal, burnToImpactS, footprint, casualties, nearestCoast } = result;
  const km = (lengthM: number) => `${Math.round(lengthM / 1000).toLocaleString("en-US")} km`;
  const place = (latitude: number, longitude: number) =>
    `${Math.abs(latitude).toFixed(1)}° ${latitude < 0 ? "S" : "N"} ${Math.abs(longitude).toFixed(1)}° ${longitude < 0 ? "W" : "E"}`;
  const { centre } = footprint;
  const few = (value: number) => value.toExponential(1).replace("-", "\u2212");
  const rows: (readonly [string, string])[] = [
    ["undocking", minuteWords(result.undocksS)],
    ["burn", `${minuteWords(result.burnS)}, ${file.braking.value.toFixed(0)} m/s`],
    [
      "entry at 100 km",
      `${minuteWords(nominal.entryS)}, ${(nominal.entrySpeedMPerS / 1000).toFixed(2)} km/s`,
    ],
    [
      "debris down",
      `${minuteWords(nominal.impactS)}, near ${place(nominal.impact.latitudeDeg, nominal.impact.longitudeDeg)}`,
    ],
    [
      "burn to debris",
      `${duration(burnToImpactS.median)}, ${duration(burnToImpactS.p05)} to ${duration(burnToImpactS.p95)} over all pieces`,
    ],
    [
      "footprint, 99 %",
      `${(footprint.alongM / 1000).toFixed(0)} km to each side along ${footprint.bearingDeg.toFixed(0)}°, ${(footprint.acrossM / 1000).toFixed(0)} km across, about ${place(centre.latitudeDeg, centre.longitudeDeg)}`,
    ],
    [`in ${file.target.name}`, `${(100 * result.shareInTarget).toFixed(0)} % of ${result.members} runs`],
    [
      "casualty expectation",
      `${few(casualties.median)}, ${few(casualties.p05)} to ${few(casualties.p95)}; limit commonly used 1.0e\u22124`,
    ],
    ...(nearestCoast === null
      ? []
      : ([
          [
            "nearest coast",
            `${nearestCoast.name}: ${km(nearestCoast.leastM)} from the nearest piece of ${result.members}, ${km(nearestCoast.p05M)} from all but one in twenty`,
          ],
        ] as const)),
    ["burns that reach it", windowWords(windows)],
  ];
  if (avionics !== null) {
    const { temperatureAtBurnK: t } = avionics;
    const c = (kelvin: number) => (kelvin - 273.15).toFixed(0);
    rows.push([
      "equipment at the burn",
      `${c(t.median)}\u2009°C, ${c(t.p05)} to ${c(t.p95)}; below its limit until then in ${(100 * avionics.shareThatLasts).toFixed(0)} % of runs`,
    ]);
  }
  return table(
    `Times in UTC; estimates of the disposal file where nothing is published; seed ${seed}`,
    [{ head: "", className: "nowrap" }, { head: "" }],
    rows,
  );
}

/** "19 Feb 2023 00:07 to 00:13, 01:39 to 01:51": each day once. */
function windowWords(windows: DisposalReport["windows"]): string {
  if (windows.length === 0) return "none near that time";
  let day = "";
  return windows
    .map(({ fromS, untilS }, i) => {
      const words = minuteWords(fromS);
      const isNew = words.slice(0, -6) !== day;
      day = words.slice(0, -6);
      return `${i === 0 ? "" : isNew ? "; " : ", "}${isNew ? words : words.slice(-5)} to ${minuteWords(untilS).slice(-5)}`;
    })
    .join("");
}
