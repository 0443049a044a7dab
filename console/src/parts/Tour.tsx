import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { View } from "../state/console-state.ts";
import { useConsole, useConsoleState } from "../state/use-console.ts";

interface Step {
  readonly title: string;
  readonly text: string;
  /** The view it is about. */
  readonly view?: View;
  /** What is outlined, where it is on the screen. */
  readonly at?: string;
}

const steps: readonly Step[] = [
  {
    title: "The verdict comes first",
    text: "What leaks, how fast, since when, how much is left, until when, and how sure that is. Each number has its unit and a 90 % band, or says why it is not known.",
    view: "loops",
    at: ".verdict, .lead",
  },
  {
    title: "One instant for everything",
    text: "Play, pause, drag, or step with the arrow keys. Whatever is shown was knowable at this instant; what came later is a hollow diamond.",
    at: ".time-bar",
  },
  {
    title: "Alarms ask for an answer",
    text: "One sentence for a root cause: what, where, since when, what it is not. Acknowledge it with name and reason, or shelve it for a while. If the watch itself dies, this place says so within five seconds.",
    at: ".alarm, .top .button[aria-keyshortcuts='l']",
  },
  {
    title: "The reason, in signals",
    text: "Measured, expected and residual on one axis of time, the statistic against its thresholds, and what follows from it. Hatched columns are silence: nothing is filled in.",
    view: "loop",
    at: ".signals",
  },
  {
    title: "Who says otherwise",
    text: "What was said in public, each statement beside the number that supports or contradicts it, or the reason why nobody can tell.",
    view: "claims",
    at: "#content",
  },
  {
    title: "What to do",
    text: "A seat for each person at each minute, ranked ways out, gaps, and where a ship would come down.",
    view: "plan",
    at: "#content",
  },
  {
    title: "Yours to set",
    text: "Units, theme, density, sound, and mission time beside UTC are under Settings. The address of the page leads back to just what you see. Help has every key, and this tour.",
    view: "loops",
    at: ".top .button[aria-keyshortcuts='?']",
  },
];

/** Where the outlined part is, followed while the view settles. */
function useOutline(selector: string | undefined): DOMRect | null {
  const [box, setBox] = useState<DOMRect | null>(null);
  useEffect(() => {
    const look = (): void => {
      const found = selector === undefined ? null : document.querySelector(selector);
      setBox(found?.getBoundingClientRect() ?? null);
    };
    look();
    const timer = setInterval(look, 300);
    return () => clearInterval(timer);
  }, [selector]);
  return box;
}

function Outline({ selector }: { selector: string | undefined }) {
  const box = useOutline(selector);
  if (box === null || box.width === 0) return null;
  const inset = 3;
  const left = Math.max(inset, box.left - inset);
  const top = Math.max(inset, box.top - inset);
  return (
    <div
      className="tour-outline"
      aria-hidden="true"
      style={{
        left,
        top,
        width: Math.min(innerWidth - inset, box.right + inset) - left,
        height: Math.min(innerHeight - inset, box.bottom + inset) - top,
      }}
    />
  );
}

function Offer() {
  const console = useConsole();
  return (
    <section className="tour tour-offer" aria-label="Tour">
      <p>
        <b>New here?</b> A tour of two minutes shows where the answers are.
      </p>
      <p className="tour-actions">
        <button type="button" className="button" onClick={() => console.showTour("off")}>
          Not now
        </button>
        <button type="button" className="button button-primary" onClick={() => console.showTour(0)}>
          Take the tour
        </button>
      </p>
    </section>
  );
}

function Card({ at }: { at: number }) {
  const console = useConsole();
  const step = steps[at]!;
  const card = useRef<HTMLElement>(null);
  const last = at === steps.length - 1;
  useLayoutEffect(() => {
    if (step.view !== undefined && console.store.get().view !== step.view) console.goTo(step.view);
    card.current?.focus();
  }, [console, step]);
  return (
    <>
      <Outline selector={step.at} />
      <section
        ref={card}
        className="tour"
        role="dialog"
        aria-labelledby="tour-title"
        aria-describedby="tour-text"
        tabIndex={-1}
        onKeyDown={(event) => {
          if (event.key === "Escape") console.showTour("off");
          else if (event.key === "ArrowRight" && !last) console.showTour(at + 1);
          else if (event.key === "ArrowLeft" && at > 0) console.showTour(at - 1);
          else return;
          event.preventDefault();
        }}
      >
        <p className="dim">
          {at + 1} of {steps.length}
        </p>
        <h2 id="tour-title">{step.title}</h2>
        <p id="tour-text">{step.text}</p>
        <p className="tour-actions">
          <button type="button" className="button" onClick={() => console.showTour("off")}>
            {last ? "Close" : "Skip the tour"}
          </button>
          <span className="spacer" />
          {at > 0 && (
            <button type="button" className="button" onClick={() => console.showTour(at - 1)}>
              Back
            </button>
          )}
          {!last && (
            <button type="button" className="button button-primary" onClick={() => console.showTour(at + 1)}>
              Next
            </button>
          )}
        </p>
      </section>
    </>
  );
}

/** A tour for newcomers: offered once, skippable at any step, by keyboard too; it covers nothing that asks for action. */
export function Tour() {
  const tour = useConsoleState((state) => state.tour);
  if (tour === "off") return null;
  return tour === "offered" ? <Offer /> : <Card at={Math.min(tour, steps.length - 1)} />;
}
