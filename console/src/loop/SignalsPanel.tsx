import { type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import type { LoopStatus, LoopSummary, Series } from "../../../src/service/contract.ts";
import { onsetWords } from "../charts/draw.ts";
import { gapsOf } from "../charts/gaps.ts";
import { AXIS_PX, StripChart, TIME_AXIS_PX } from "../charts/StripChart.tsx";
import type { Columns, Strip } from "../charts/strip.ts";
import { knownBy, stripsOf } from "../charts/strips.ts";
import { useSize } from "../parts/use-size.ts";
import { chartWindow, type TimeWindow } from "../state/console-state.ts";
import { knownChanges } from "../state/past.ts";
import { sameItems, useConsole, useConsoleState, useUnits } from "../state/use-console.ts";
import { clockBeside, duration } from "../words/format.ts";
import { leakOf } from "../words/verdict-cells.ts";
import { Legend } from "./Legend.tsx";
import { PanelChooser } from "./PanelChooser.tsx";
import { readOut } from "./read-out.ts";
import { SpanChooser } from "./SpanChooser.tsx";

const EMPTY_PX = 30;
const LEAST_STRIP_PX = 70;

/** Heights of the strips: what has nothing to show is a line of text, the rest share the room. */
function heightsOf(strips: readonly Strip[], roomPx: number): readonly number[] {
  const drawn = strips.filter((strip) => strip.empty === null);
  const weight = drawn.reduce((sum, strip) => sum + strip.weight, 0);
  const left = roomPx - TIME_AXIS_PX - EMPTY_PX * (strips.length - drawn.length);
  const unit = Math.max(LEAST_STRIP_PX, left / weight);
  return strips.map((strip) => (strip.empty === null ? Math.floor(unit * strip.weight) : EMPTY_PX));
}

function useWheelZoom(place: React.RefObject<HTMLDivElement | null>): void {
  const console = useConsole();
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    function turn(event: WheelEvent): void {
      const shown = chartWindow(console.store.get());
      if (shown === null || element === null || event.deltaY === 0) return;
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const part = (event.clientX - box.left - AXIS_PX) / Math.max(1, box.width - AXIS_PX);
      const about = shown.fromS + Math.min(1, Math.max(0, part)) * (shown.toS - shown.fromS);
      console.zoom(event.deltaY > 0 ? 1.25 : 0.8, about);
    }
    element.addEventListener("wheel", turn, { passive: false });
    return () => element.removeEventListener("wheel", turn);
  }, [console, place]);
}

interface SignalsProps {
  readonly loop: LoopSummary;
  readonly status: LoopStatus | null;
  readonly series: Series;
}

/** The strips of a loop on one time axis: why the watch says what it says. */
export function SignalsPanel({ loop, status, series }: SignalsProps) {
  const console = useConsole();
  const instantS = useConsoleState((state) => state.instantS ?? 0);
  // Where the window stands is the plots' business: they follow it without this panel being rendered again.
  const placed = useConsoleState((state) => chartWindow(state) !== null);
  const moved = useConsoleState((state) => state.window !== null);
  const units = useUnits();
  const place = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(place);
  const [hoverS, setHoverS] = useState<number | null>(null);
  const [grip, setGrip] = useState<{ x: number; window: TimeWindow } | null>(null);
  useWheelZoom(place);

  const rows = series.columns.timeS;
  const knownRows =
    rows.length > 0 && rows.at(-1)! <= instantS + 1e-6
      ? rows.length
      : rows.filter((row) => row <= instantS + 1e-6).length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is known changes with the count of known rows only
  const known = useMemo(() => knownBy(series, instantS), [series, knownRows]);
  const changes = useConsoleState((state) => knownChanges(state, loop.id), sameItems);
  const strips = useMemo(
    () => stripsOf(known, loop, status, changes, units),
    [known, loop, status, changes, units],
  );
  const gaps = useMemo(() => gapsOf(known, Number.POSITIVE_INFINITY), [known]);
  const onset = status === null ? null : (leakOf(status)?.onset ?? null);
  const columns = useMemo<Columns>(
    () => ({
      gaps,
      onset: onset && { fromS: onset.p05S, toS: onset.p95S, label: onsetWords(onset.medianS) },
      nowS: instantS,
    }),
    [gaps, onset, instantS],
  );

  const heights = heightsOf(strips, height);
  const scrolls = heights.reduce((sum, each) => sum + each, TIME_AXIS_PX) > height;
  const lastDrawn = strips.findLastIndex((strip) => strip.empty === null);
  const readS = hoverS ?? instantS;
  const row =
    readS > instantS
      ? -1
      : known.columns.timeS.findLastIndex((time) => time <= readS + known.framePeriodS / 2);

  function hold(event: PointerEvent<HTMLDivElement>): void {
    const shown = chartWindow(console.store.get());
    if (!event.shiftKey || shown === null) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    setGrip({ x: event.clientX, window: shown });
  }
  function drag(event: PointerEvent<HTMLDivElement>): void {
    if (grip === null) return;
    const byS =
      ((grip.x - event.clientX) / Math.max(1, width - AXIS_PX)) * (grip.window.toS - grip.window.fromS);
    console.showWindow({ fromS: grip.window.fromS + byS, toS: grip.window.toS + byS });
  }

  return (
    <section className="panel signals" aria-labelledby="signals-title">
      <div className="panel-head">
        <h2 id="signals-title">Signals</h2>
        <PanelChooser />
        <span className="caption">
          {known.decimation > 1
            ? `1 row = ${known.decimation} frames of ${duration(known.framePeriodS)}, extremes kept`
            : `every frame, ${duration(known.framePeriodS)} each`}
        </span>
        <span className="spacer" />
        <span className="read-time">
          {hoverS === null ? "now" : "at"}{" "}
          <b>{clockBeside(row < 0 ? readS : known.columns.timeS[row]!, instantS)}</b>
        </span>
        <Legend />
        {moved && (
          <button
            type="button"
            className="button"
            aria-keyshortcuts="Escape"
            onClick={() => console.showWindow(null)}
          >
            Follow
          </button>
        )}
        <SpanChooser />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: every gesture here has a key of its own, listed under "Help" */}
      <div
        className={grip === null ? "strips" : "strips strips-held"}
        ref={place}
        // strips that do not fit scroll, so they must be reachable by keyboard
        {...(scrolls && { tabIndex: 0, role: "group", "aria-label": "Strips" })}
        onPointerDownCapture={hold}
        onMouseDownCapture={(event) => event.shiftKey && event.stopPropagation()}
        onPointerMove={drag}
        onPointerUp={() => setGrip(null)}
        onDoubleClick={() => console.showWindow(null)}
      >
        {width > 0 &&
          placed &&
          strips.map((strip, at) => (
            <div key={strip.id} className={strip.empty === null ? "strip" : "strip strip-empty"}>
              <div className="strip-title">
                <h3>
                  {strip.title}, <span>{strip.unit}</span>
                </h3>
                {strip.empty === null ? (
                  <span className="strip-read">{readOut(strip, row)}</span>
                ) : (
                  <span className="dim">{strip.empty}</span>
                )}
              </div>
              {strip.empty === null && (
                <StripChart
                  strip={strip}
                  timeS={known.columns.timeS}
                  columns={columns}
                  width={width}
                  height={heights[at]! + (at === lastDrawn ? TIME_AXIS_PX : 0)}
                  first={at === 0}
                  last={at === lastDrawn}
                  onHover={setHoverS}
                  onZoom={console.showWindow}
                />
              )}
            </div>
          ))}
      </div>
    </section>
  );
}
