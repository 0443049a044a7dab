import { type RefObject, useEffect, useRef } from "react";
import uPlot from "uplot";
import { chartWindow, type TimeWindow } from "../state/console-state.ts";
import { useConsole } from "../state/use-console.ts";
import { axisWords } from "./axis-words.ts";
import { drawColumns, drawOverlay } from "./draw.ts";
import { createLinesLayer } from "./lines-layer.ts";
import { keptPalette, type Palette } from "./palette.ts";
import { axisRange, axisTicks, BEND, type Columns, type Strip } from "./strip.ts";
import { tickWords, timeTicks } from "./time-ticks.ts";

export const AXIS_PX = 56;
export const TITLE_PX = 20;
export const TIME_AXIS_PX = 24;

interface StripChartProps {
  readonly strip: Strip;
  readonly timeS: readonly number[];
  readonly columns: Columns;
  readonly width: number;
  readonly height: number;
  readonly first: boolean;
  readonly last: boolean;
  readonly onHover: (timeS: number | null) => void;
  readonly onZoom: (window: TimeWindow) => void;
}

const SYNC = uPlot.sync("strips");

/** What a strip's plot is built from anew, as against what only moves. */
const buildKey = (strip: Strip, first: boolean, last: boolean): string =>
  [
    strip.id,
    strip.unit,
    strip.axis,
    strip.lines.map((line) => `${line.label}${line.colour}`),
    first,
    last,
  ].join(" ");

function build(place: HTMLElement, props: RefObject<StripChartProps>): uPlot {
  const { strip, width, height, last } = props.current;
  const paletteAt = keptPalette();
  let palette: Palette = paletteAt(place);
  const lines = createLinesLayer();
  const colour = (name: keyof Palette) => () => palette[name];
  const timeSplits = (plot: uPlot): number[] => {
    const { min, max } = plot.scales.x!;
    return [...timeTicks(min ?? 0, max ?? 1, plot.over.clientWidth || width)];
  };
  return new uPlot(
    {
      width,
      height,
      padding: [TITLE_PX, 8, last ? 0 : 4, 0],
      legend: { show: false },
      cursor: {
        sync: { key: SYNC.key, scales: ["x", null] },
        drag: { x: true, y: false, setScale: false },
        points: { show: false },
        y: false,
        bind: { dblclick: () => () => null },
      },
      scales: {
        x: { time: false, auto: false },
        y: {
          ...(strip.axis === "bent" ? { distr: 4 as const, asinh: BEND } : {}),
          range: (_plot, low, high) => axisRange(props.current.strip, low, high),
        },
      },
      axes: [
        {
          size: last ? TIME_AXIS_PX : 0,
          gap: 6,
          font: `11px ${palette.font}`,
          stroke: colour("ink3"),
          grid: { stroke: colour("line1"), width: 1 },
          ticks: { show: false },
          splits: timeSplits,
          values: (_plot, splits) =>
            splits.map((split) => (last ? tickWords(split, (splits[1] ?? split + 60) - splits[0]!) : "")),
        },
        {
          size: AXIS_PX,
          gap: 6,
          font: `11px ${palette.font}`,
          stroke: colour("ink3"),
          grid: { stroke: colour("line1"), width: 1 },
          ticks: { show: false },
          splits: (plot, _axis, low, high) =>
            axisTicks(props.current.strip, low, high, plot.over.clientHeight || height - TITLE_PX),
          filter: (_plot, splits) => splits,
          values: (_plot, splits) => axisWords(splits, strip.axis === "bent"),
        },
      ],
      series: [
        {},
        ...strip.lines.map(
          (line): uPlot.Series => ({
            label: line.label,
            points: { show: false },
            auto: line.aside !== true,
            // The lines are drawn as a picture that a hand can move.
            paths: () => null,
          }),
        ),
      ],
      hooks: {
        drawClear: [
          (plot) => {
            palette = paletteAt(place);
            drawColumns(plot, palette, props.current.columns, props.current.first);
          },
        ],
        draw: [
          (plot) => {
            const { strip, timeS, columns, first } = props.current;
            lines.draw(plot, palette, strip, timeS);
            drawOverlay(plot, palette, strip, columns, first);
          },
        ],
        setCursor: [
          (plot) => {
            const left = plot.cursor.left ?? -1;
            props.current.onHover(left < 0 ? null : plot.posToVal(left, "x"));
          },
        ],
        setSelect: [
          (plot) => {
            const { left, width: chosen } = plot.select;
            if (chosen < 5) return;
            const zoomTo = { fromS: plot.posToVal(left, "x"), toS: plot.posToVal(left + chosen, "x") };
            plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
            props.current.onZoom(zoomTo);
          },
        ],
      },
    },
    dataOf(props.current),
    place,
  );
}

const dataOf = ({ timeS, strip }: StripChartProps): uPlot.AlignedData =>
  [timeS, ...strip.lines.map((line) => line.values)] as unknown as uPlot.AlignedData;

/** One strip: a plot that shares its time axis and its pointer with all others. */
export function StripChart(props: StripChartProps) {
  const { strip, timeS, columns, width, height, first, last } = props;
  const { store } = useConsole();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const drawn = useRef<{ of: uPlot | null; rows: StripChartProps }>({ of: null, rows: props });
  const key = buildKey(strip, first, last);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for all that the plot is built from
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const built = build(element, latest);
    plot.current = built;
    const repaint = (): void => built.redraw(false);
    addEventListener("hoarfrost-theme", repaint);
    return () => {
      removeEventListener("hoarfrost-theme", repaint);
      built.destroy();
      plot.current = null;
    };
  }, [key]);

  useEffect(() => {
    plot.current?.setSize({ width, height });
  }, [width, height]);

  // The window moves at every frame of the screen, past React: only the plot hears of it, once a frame.
  useEffect(() => {
    let frame = 0;
    const follow = (): void => {
      frame = 0;
      const wanted = chartWindow(store.get());
      const scale = plot.current?.scales.x;
      if (wanted !== null && scale !== undefined && (scale.min !== wanted.fromS || scale.max !== wanted.toS))
        plot.current?.setScale("x", { min: wanted.fromS, max: wanted.toS });
    };
    const unsubscribe = store.subscribe(() => {
      frame ||= requestAnimationFrame(follow);
    });
    return () => {
      unsubscribe();
      cancelAnimationFrame(frame);
    };
  }, [store]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: columns and strip are read by the drawing hooks
  useEffect(() => {
    const target = plot.current;
    if (target === null) return;
    target.batch(() => {
      const { of, rows } = drawn.current;
      if (of !== target || rows.strip !== strip || rows.timeS !== timeS)
        target.setData(dataOf(latest.current), false);
      else if (rows.columns !== columns) target.redraw(false);
      drawn.current = { of: target, rows: latest.current };
      const shown = chartWindow(store.get());
      if (shown !== null) target.setScale("x", { min: shown.fromS, max: shown.toS });
    });
  }, [key, strip, timeS, columns]);

  return <div className="strip-plot" ref={place} />;
}
