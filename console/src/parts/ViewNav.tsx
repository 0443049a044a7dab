import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { keyOfView, type View, views } from "../state/console-state.ts";
import { useConsole, useConsoleState } from "../state/use-console.ts";
import { howManyFit } from "./how-many-fit.ts";

export type ViewNames = Readonly<Record<View, string>>;

interface TabProps {
  readonly view: View;
  readonly name: string;
  readonly go: (view: View) => void;
}

function Tab({ view, name, go }: TabProps) {
  const on = useConsoleState((state) => state.view === view);
  return (
    <button
      type="button"
      className={on ? "tab tab-on" : "tab"}
      aria-current={on ? "page" : undefined}
      aria-keyshortcuts={keyOfView(view)}
      onClick={() => go(view)}
    >
      {name}
    </button>
  );
}

interface MoreProps {
  readonly hidden: readonly View[];
  readonly names: ViewNames;
  readonly go: (view: View) => void;
}

/** The views that the row has no room for, behind one button that names the one that is open. */
function More({ hidden, names, go }: MoreProps) {
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const current = useConsoleState((state) => hidden.find((view) => view === state.view));
  useEffect(() => {
    if (!open) return;
    const leave = (event: Event): void => {
      if (!place.current?.contains(event.target as Node)) setOpen(false);
    };
    const close = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener("keydown", close);
    document.addEventListener("pointerdown", leave);
    document.addEventListener("focusin", leave);
    return () => {
      document.removeEventListener("keydown", close);
      document.removeEventListener("pointerdown", leave);
      document.removeEventListener("focusin", leave);
    };
  }, [open]);
  return (
    <div className="more" ref={place}>
      <button
        ref={button}
        type="button"
        className={current === undefined ? "tab" : "tab tab-on"}
        aria-expanded={open}
        aria-controls="more-views"
        aria-label={current === undefined ? "More views" : `${names[current]}, more views`}
        onClick={() => setOpen(!open)}
      >
        {current === undefined ? "More" : names[current]} <span aria-hidden="true">▾</span>
      </button>
      <div id="more-views" className="more-list" hidden={!open}>
        {hidden.map((view) => (
          <Tab
            key={view}
            view={view}
            name={names[view]}
            go={(chosen) => {
              setOpen(false);
              button.current?.focus();
              go(chosen);
            }}
          />
        ))}
      </div>
    </div>
  );
}

/** All views in a row as far as there is room, the rest behind "More": nothing is cut off at any width. */
export function ViewNav({ names }: { names: ViewNames }) {
  const console = useConsole();
  const nav = useRef<HTMLElement>(null);
  const sample = useRef<HTMLDivElement>(null);
  const [fit, setFit] = useState<number>(views.length);
  useLayoutEffect(() => {
    const row = nav.current;
    if (row === null) return;
    const measure = (): void => {
      const widths = [...sample.current!.children].map((child) => child.getBoundingClientRect().width);
      // "More" may come to carry the longest name of those behind it.
      const most = Math.max(...widths) + 14;
      setFit(howManyFit(widths, row.clientWidth, most));
    };
    measure();
    // At once: the row must not be painted a single time with views under its neighbour.
    const observer = new ResizeObserver(() => flushSync(measure));
    observer.observe(row);
    // Words grow where a font comes late.
    for (const word of sample.current!.children) observer.observe(word);
    return () => observer.disconnect();
  }, []);
  const go = (view: View): void => console.goTo(view);
  const hidden = views.slice(fit);
  return (
    <nav aria-label="Views" className="views" ref={nav}>
      <div className="tab-sample" aria-hidden="true" ref={sample}>
        {views.map((view) => (
          <span key={view} className="tab tab-on">
            {names[view]}
          </span>
        ))}
      </div>
      {views.slice(0, fit).map((view) => (
        <Tab key={view} view={view} name={names[view]} go={go} />
      ))}
      {hidden.length > 0 && <More hidden={hidden} names={names} go={go} />}
    </nav>
  );
}
