import { inlineSvg, type Layer, type Strip, spanOf, stripPlot, type TimeMark } from "../plot/index.ts";
import { writtenUnit as unitWord } from "../units/index.ts";
import type { Band } from "../watch/index.ts";
import { figure, type Html, trusted } from "./html.ts";
import { fractionOf, onsetBand, secondsOf } from "./leak-words.ts";
import type { TraceBucket } from "./loop-trace.ts";
import type { Subject } from "./subject.ts";

const WIDTH = 700;

/** Measured against expected, with onset and verdict: the one plot of the first page. With ample room, the leak rate too. */
export function signalsInBrief(subject: Subject, room: "little" | "ample"): Html {
  const { buckets, fromS, untilS } = shown(subject);
  const plot = stripPlot({
    ...common(subject, fromS, untilS, "in brief"),
    title: `${subject.documented.name}: measured and expected`,
    strips:
      room === "little"
        ? [signalStrip(subject, buckets, 78)]
        : [signalStrip(subject, buckets, 130), ...sizeStrips(subject, buckets).slice(0, 1)],
  });
  return trusted(inlineSvg(plot));
}

/** Everything behind the verdict, on one time axis. */
export function signalFigures(subject: Subject): Html[] {
  const { buckets, fromS, untilS } = shown(subject);
  const { documented, watched } = subject;
  const { loop } = watched;
  const { suspectNat, confirmNat } = documented.thresholds;
  const times = buckets.map(({ endS }) => endS);
  const evidence = stripPlot({
    ...common(subject, fromS, untilS),
    title: `${documented.name}: measured, expected, residual and detection statistic`,
    strips: [
      signalStrip(subject, buckets, 120),
      {
        title: `Residual, ${unitWord(loop.inventoryUnit)}: measured less expected; band: 90 % of what was expected`,
        heightPx: 84,
        scale: "linear",
        ...residualSpan(buckets),
        layers: [
          {
            kind: "range",
            role: "band",
            timesS: times,
            low: buckets.map(({ expectedSd }) => -1.645 * expectedSd),
            high: buckets.map(({ expectedSd }) => 1.645 * expectedSd),
          },
          ...envelope(times, buckets, "residual"),
        ],
      },
      {
        title: "Detection statistic, nat (logarithmic)",
        heightPx: 84,
        scale: "log",
        from: 1,
        layers: [
          {
            kind: "line",
            role: "statistic",
            timesS: times,
            values: buckets.map(({ statisticNat }) => Math.max(1, statisticNat)),
          },
          threshold(suspectNat, `suspected from ${suspectNat.toFixed(1)}`, "caution"),
          threshold(confirmNat, `confirmed from ${confirmNat.toFixed(1)}`, "alarm"),
        ],
      },
    ],
  });
  const perPoint = watched.trace.framesABucket;
  const thinned =
    perPoint > 1
      ? ` Thinned to one point for ${perPoint} frames of ${loop.framePeriodS} s; extremes are kept.`
      : ` One point a frame of ${loop.framePeriodS} s.`;
  const figures = [
    figure(
      inlineSvg(evidence),
      `Channel ${loop.inventoryChannel}. Expected: what orbit, temperatures and drift explain, learned before the frame it is compared with. Hatched: no data; nothing is drawn there.${thinned}`,
    ),
  ];
  const size = sizeStrips(subject, buckets);
  if (size.length > 0) {
    const plot = stripPlot({
      ...common(subject, fromS, untilS),
      title: `${documented.name}: size of the leak as it was known`,
      strips: size,
    });
    figures.push(
      figure(
        inlineSvg(plot),
        "Line: median as known at each instant. Band: 90 %. Nothing in it comes from later data.",
      ),
    );
  }
  return figures;
}

/** From some time before the onset to the end; all of it where nothing leaks. */
function shown({ watched, leak }: Subject): { buckets: TraceBucket[]; fromS: number; untilS: number } {
  const all = watched.trace.buckets;
  const untilS = all.at(-1)!.endS;
  const startS = all[0]!.startS;
  const onsetS = leak === null ? startS : onsetBand(leak).p05;
  const fromS = leak === null ? startS : Math.max(startS, onsetS - Math.max(7200, 0.6 * (untilS - onsetS)));
  return { buckets: all.filter(({ endS }) => endS >= fromS), fromS, untilS };
}

function common(
  { leak, watched }: Subject,
  fromS: number,
  untilS: number,
  length: "whole" | "in brief" = "whole",
) {
  const gaps = gapsOf(watched.trace.buckets, watched.loop.framePeriodS);
  const marks: TimeMark[] = [];
  if (leak?.suspectedAt && leak.suspectedAt !== leak.confirmedAt && (length === "whole" || !leak.confirmedAt))
    marks.push({
      timeS: secondsOf(leak.suspectedAt),
      label: `suspected ${clock(leak.suspectedAt)}`,
      shape: "diamond",
      tone: "caution",
    });
  if (leak?.confirmedAt)
    marks.push({
      timeS: secondsOf(leak.confirmedAt),
      label: `confirmed ${clock(leak.confirmedAt)}`,
      shape: "triangle",
      tone: "alarm",
    });
  const onset = leak === null ? null : onsetBand(leak);
  return {
    widthPx: WIDTH,
    fromS,
    untilS,
    gaps,
    marks,
    ...(onset !== null && {
      onset: { fromS: onset.p05, untilS: onset.p95, label: `onset ${clock(leak!.onset.median)}` },
    }),
  };
}

const clock = (iso: string) =>
  new Date(Math.round(Date.parse(iso) / 1000) * 1000).toISOString().slice(11, 19);

function signalStrip({ watched }: Subject, buckets: readonly TraceBucket[], heightPx: number): Strip {
  const { loop } = watched;
  const times = buckets.map(({ endS }) => endS);
  const what = loop.inventory.kind === "accumulator-quantity" ? "Accumulator" : "Pressure";
  return {
    title: `${what}, ${unitWord(loop.inventoryUnit)}: measured (dark) and expected (blue)`,
    heightPx,
    scale: "linear",
    layers: [
      {
        kind: "line",
        role: "expected",
        timesS: times,
        values: buckets.map(({ expected, measured }) => (Number.isNaN(measured) ? Number.NaN : expected)),
      },
      ...envelope(times, buckets, "measured"),
    ],
  };
}

function envelope(
  timesS: readonly number[],
  buckets: readonly TraceBucket[],
  what: "measured" | "residual",
): Layer[] {
  const low = buckets.map((bucket) => (what === "measured" ? bucket.measuredLow : bucket.residualLow));
  const high = buckets.map((bucket) => (what === "measured" ? bucket.measuredHigh : bucket.residualHigh));
  const line: Layer = { kind: "line", role: what, timesS, values: buckets.map((bucket) => bucket[what]) };
  const isThinned = low.some((value, i) => value !== high[i] && !Number.isNaN(value));
  return isThinned ? [{ kind: "range", role: "envelope", timesS, low, high }, line] : [line];
}

function sizeStrips({ watched, leak, emptySinceS }: Subject, all: readonly TraceBucket[]): Strip[] {
  if (leak === null) return [];
  const { loop } = watched;
  // An empty loop tells nothing more of its hole: what is inferred then would flatten all that came before.
  const buckets = emptySinceS === null ? all : all.filter(({ endS }) => endS <= emptySinceS);
  const strips: Strip[] = [];
  const add = (title: string, band: (bucket: TraceBucket) => Band | null, factor: number) => {
    const bands = buckets.map(band);
    if (!bands.some((each) => each !== null)) return;
    const at = (key: keyof Band) => bands.map((each) => (each === null ? Number.NaN : factor * each[key]));
    // The first minutes know so little that their band would flatten all that follows.
    const settled = [...at("p95").filter((value) => Number.isFinite(value))].sort((a, b) => a - b);
    const medians = at("median").filter(Number.isFinite);
    const most = Math.max(1.05 * Math.max(...medians), settled[Math.floor(0.985 * (settled.length - 1))]!);
    strips.push({
      title,
      heightPx: 84,
      scale: "linear",
      from: 0,
      until: 1.1 * most,
      layers: [
        {
          kind: "range",
          role: "band",
          timesS: buckets.map(({ endS }) => endS),
          low: at("p05"),
          high: at("p95"),
        },
        { kind: "line", role: "median", timesS: buckets.map(({ endS }) => endS), values: at("median") },
      ],
    });
  };
  if (leak.rateKgPerS !== null) add("Leak rate, g/s", ({ rateKgPerS }) => rateKgPerS, 1000);
  else add(`Leak rate, % ${fractionOf(loop)}`, ({ rateFractionPerDay }) => rateFractionPerDay, 100);
  add("Hole, mm (sharp and round)", ({ holeDiameterM }) => holeDiameterM, 1000);
  add("Coolant left, kg", ({ inventoryKg }) => inventoryKg, 1);
  return strips;
}

/** What the residual needs, and the usual width of its band: before anything is learned the band is wider than any plot. */
function residualSpan(buckets: readonly TraceBucket[]): { from: number; until: number } | null {
  const span = spanOf(buckets.flatMap(({ residualLow, residualHigh }) => [residualLow, residualHigh]));
  if (span === null) return null;
  const widths = buckets.map(({ expectedSd }) => 1.645 * expectedSd).filter(Number.isFinite);
  const usual = widths.sort((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 0;
  return { from: Math.min(span[0], -1.2 * usual), until: Math.max(span[1], 1.2 * usual) };
}

function threshold(value: number, label: string, tone: "caution" | "alarm"): Layer {
  return { kind: "threshold", value, label, tone };
}

/** Stretches of buckets without a measurement, longer than one frame. */
export function gapsOf(
  buckets: readonly TraceBucket[],
  framePeriodS: number,
): { fromS: number; untilS: number }[] {
  const gaps: { fromS: number; untilS: number }[] = [];
  for (const { startS, endS, measured } of buckets) {
    if (!Number.isNaN(measured)) continue;
    const last = gaps.at(-1);
    if (last !== undefined && startS - last.untilS < 1e-6) last.untilS = endS;
    else gaps.push({ fromS: startS, untilS: endS });
  }
  return gaps.filter(({ fromS, untilS }) => untilS - fromS > 1.5 * framePeriodS);
}
