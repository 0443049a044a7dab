import type { PlanAnswer } from "../../../src/service/contract.ts";
import { Asking } from "../parts/Asking.tsx";
import { Hindsight, KnownChooser } from "../parts/KnownChooser.tsx";
import { StatusShape } from "../parts/StatusShape.tsx";
import { knowable, planKey } from "../state/console-state.ts";
import { useConsoleState } from "../state/use-console.ts";
import { dayAndYear } from "../words/format.ts";
import { DisposalPanel } from "./DisposalPanel.tsx";
import { GapsPanel } from "./GapsPanel.tsx";
import { OptionsPanel } from "./OptionsPanel.tsx";
import { SeatChart } from "./SeatChart.tsx";
import { type Bar, chartRows, coverageSteps, type PlanOption } from "./seat-spans.ts";
import "./plan.css";

const DAY_S = 86_400;
const BEFORE_S = 60 * DAY_S;

/** Seats as flown, what to do about them, and how a cargo ship ends. */
export function PlanView() {
  const asked = useConsoleState((state) => knowable(state.plan, planKey(state), state.instantS));
  const hindsight = useConsoleState((state) => state.hindsight);
  const planOption = useConsoleState((state) => state.planOption);
  const instantS = useConsoleState((state) => Math.floor((state.instantS ?? 0) / 60) * 60);
  const answer = asked?.value ?? null;
  if (answer === null) return <Asking what="the plan" problem={asked?.problem ?? null} />;
  const { record, plan } = answer;
  const option = plan === null ? null : (plan.options[planOption - 1] ?? plan.options[0] ?? null);
  const flownUntilS = hindsight ? record.untilS : instantS;
  // With hindsight the record alone is shown: a plan of what is known to have come otherwise would only confuse.
  const shownOption = hindsight ? null : option;
  const fromS = Math.max(record.fromS, instantS - BEFORE_S);
  const untilS = hindsight ? record.untilS : (plan?.horizonS ?? instantS + BEFORE_S);
  return (
    <div className="view view-plan">
      <section className="panel record-lead" aria-label="Verdict">
        <Lead record={record} instantS={instantS} option={shownOption} flownUntilS={flownUntilS} />
        <KnownChooser />
      </section>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="panel plan-seats" aria-labelledby="chart-title" tabIndex={0}>
        <div className="panel-head">
          <h2 id="chart-title">Seats</h2>
          <span className="caption">
            at every moment a seat for each person, in a ship that can leave; solid: as flown
            {shownOption !== null && ", dashed: as planned"}
          </span>
        </div>
        <SeatChart
          record={record}
          option={shownOption}
          fromS={fromS}
          untilS={untilS}
          flownUntilS={flownUntilS}
          instantS={instantS}
        />
        <SeatLegend planned={shownOption !== null} />
      </section>
      <OptionsPanel answer={answer} chosen={planOption} />
      <DisposalPanel answer={answer} />
      <GapsPanel record={record} />
    </div>
  );
}

const standings = [
  ["none", "Without a seat"],
  ["emergency", "For an emergency only"],
  ["deck", "On a cargo deck"],
] as const;

const seatAt = (bars: readonly Bar[], timeS: number): Bar | undefined =>
  bars.findLast(({ fromS, untilS }) => fromS <= timeS && timeS <= untilS);

interface LeadProps {
  readonly record: PlanAnswer["record"];
  readonly instantS: number;
  readonly option: PlanOption | null;
  readonly flownUntilS: number;
}

function Lead({ record, instantS, option, flownUntilS }: LeadProps) {
  const { people } = chartRows(record, option, flownUntilS);
  const now = coverageSteps(people).findLast(({ fromS, untilS }) => fromS <= instantS && instantS <= untilS);
  const steps = coverageSteps(people);
  const whole = steps.find(({ untilS, good, aboard }) => untilS > instantS && good === aboard);
  const open = record.gaps.find(({ fromS, untilS }) => fromS <= instantS && instantS <= untilS);
  const holds = now !== undefined && now.good === now.aboard;
  const tone = holds ? "ok" : open?.severity === "alarm" ? "alarm" : "caution";
  const shape = holds ? "circle" : open?.severity === "alarm" ? "triangle" : "diamond";
  return (
    <div>
      <h1 className={`tone-${tone}`}>
        <StatusShape shape={shape} tone={tone} size={16} />
        {now === undefined
          ? "Nobody aboard is on record"
          : holds
            ? `A good seat for each of ${now.aboard}`
            : `${now.good} good seats for ${now.aboard} people`}
      </h1>
      <p>
        {holds || whole === undefined || whole.fromS <= instantS
          ? ""
          : option === null
            ? `A good seat for everyone again from ${dayAndYear(whole.fromS)}, as flown. `
            : `The chosen option gives everyone a good seat from ${dayAndYear(whole.fromS)}. `}
        {standings
          .map(([kind, words]) => {
            const names = people
              .filter(({ bars }) => seatAt(bars, instantS)?.kind === kind)
              .map(({ name }) => name);
            return names.length === 0 ? "" : `${words}: ${names.join(", ")}. `;
          })
          .join("")}
        <Hindsight />
      </p>
    </div>
  );
}

function SeatLegend({ planned }: { planned: boolean }) {
  const kinds = [
    ["good", "good"],
    ["deck", "liner on a cargo deck"],
    ["emergency", "emergency only"],
    ["none", "no seat, unfit ship"],
  ] as const;
  return (
    <p className="seat-legend caption">
      {kinds.map(([kind, words]) => (
        <span key={kind}>
          <svg width="22" height="12" aria-hidden="true" className={`seat-bar seat-bar-${kind}`}>
            <rect x="1" y="1" width="20" height="10" rx="2" />
          </svg>
          {words}
        </span>
      ))}
      {planned && (
        <span>
          <svg width="22" height="12" aria-hidden="true" className="seat-bar seat-bar-good seat-bar-planned">
            <rect x="1" y="1" width="20" height="10" rx="2" />
          </svg>
          planned
        </span>
      )}
    </p>
  );
}
