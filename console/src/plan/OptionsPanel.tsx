import type { PlanAnswer } from "../../../src/service/contract.ts";
import { StatusShape } from "../parts/StatusShape.tsx";
import { useConsole } from "../state/use-console.ts";
import { dayAndYear, decimalsOf } from "../words/format.ts";

type Plan = NonNullable<PlanAnswer["plan"]>;

/** Ways out, best first, each with what it costs people and how it is done. */
export function OptionsPanel({ answer, chosen }: { answer: PlanAnswer; chosen: number }) {
  const { plan, planProblem } = answer;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="panel plan-options" aria-labelledby="options-title" tabIndex={0}>
      <div className="panel-head">
        <h2 id="options-title">Options</h2>
        <span className="caption">
          {plan === null ? "none" : `as known on ${dayAndYear(plan.knownAtS)}, best first`}
        </span>
      </div>
      {plan === null ? <p className="record-none">{planProblem}</p> : <Options plan={plan} chosen={chosen} />}
    </section>
  );
}

function Options({ plan, chosen }: { plan: Plan; chosen: number }) {
  const console = useConsole();
  const option = plan.options[chosen - 1] ?? plan.options[0];
  return (
    <>
      {plan.infeasible !== null && (
        <p className="record-none tone-caution">
          No plan keeps all rules; these cannot all be kept:{" "}
          {plan.infeasible.map(({ says }) => says).join("; ")}. The options waive what they must.
        </p>
      )}
      <ol className="plan-list">
        {plan.options.map((each, at) => {
          const isChosen = each === option;
          const { toll } = each;
          return (
            <li key={each.title + each.points} className={isChosen ? "plan-chosen" : ""}>
              <button type="button" aria-pressed={isChosen} onClick={() => console.showPlanOption(at + 1)}>
                <span className="plan-rank">{at + 1}</span>
                <span>
                  <b>{each.title}</b>
                  <span className={`chip ${at === 0 ? "tone-good" : "tone-quiet"}`}>
                    <StatusShape
                      shape={at === 0 ? "tick" : "circle"}
                      tone={at === 0 ? "good" : "quiet"}
                      size={11}
                    />
                    {at === 0
                      ? "Fewest points"
                      : `${decimalsOf((each.points ?? 0) - (plan.options[0]!.points ?? 0), 0)} points more`}
                    {each.provenOptimal ? "" : ", not proven optimal"}
                  </span>
                  {at > 0 && <Difference option={each} first={plan.options[0]!} />}
                  <span className="dim">
                    person-days: {decimalsOf(toll.emergencySeatPersonDays, 0)} emergency only,{" "}
                    {decimalsOf(toll.deckPersonDays, 0)} on a deck, {decimalsOf(toll.noSeatPersonDays, 0)}{" "}
                    without a seat
                  </span>
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      {option !== undefined && (
        <>
          <h3 className="panel-sub">Steps of option {plan.options.indexOf(option) + 1}</h3>
          <ol className="plan-steps">
            {option.steps
              .filter(({ kind }) => kind !== "go-home")
              .map(({ timeS, text, ship }) => (
                <li key={`${timeS} ${ship} ${text}`}>
                  <span className="dim">{dayAndYear(timeS)}</span>
                  <span>{text}</span>
                </li>
              ))}
          </ol>
        </>
      )}
      <p className="caption plan-note">
        A decision aid: costs are judgements of the rules file ({plan.title}). {plan.variables} variables,{" "}
        {plan.constraints} constraints, solved to 0.1 %.
      </p>
    </>
  );
}

const DIFFERENCES = 2;

/** What an option does that the first does not, or on another day. */
function Difference({ option, first }: { option: Plan["options"][number]; first: Plan["options"][number] }) {
  const key = ({ timeS, text }: Plan["options"][number]["steps"][number]): string => `${timeS} ${text}`;
  const known = new Set(first.steps.map(key));
  const own = option.steps.filter((step) => step.kind !== "go-home" && !known.has(key(step)));
  if (own.length === 0) {
    const choices = option.strategy.filter((name) => !first.strategy.includes(name));
    const left = first.strategy.filter((name) => !option.strategy.includes(name));
    return (
      <span className="dim">
        same steps as 1; other choices:{" "}
        {[...choices, ...left.map((name) => `not ${name}`)].join(", ") || "who sits where"}
      </span>
    );
  }
  const more = own.length - DIFFERENCES;
  return (
    <span className="dim">
      other than 1:{" "}
      {own
        .slice(0, DIFFERENCES)
        .map(({ timeS, text }) => `${text} on ${dayAndYear(timeS)}`)
        .join("; ")}
      {more > 0 && `; and ${more} more`}
    </span>
  );
}
