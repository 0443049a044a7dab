import { useState } from "react";
import type { ForecastChoices } from "../../../src/service/contract.ts";
import type { PickedAction, PickedWhatIf } from "../state/console-state.ts";
import { horizons, WHAT_IFS_AT_MOST } from "../state/forecast-address.ts";
import { useConsole, useConsoleState } from "../state/use-console.ts";
import { duration } from "../words/format.ts";

const delaysS = [0, 3600, 6 * 3600, 24 * 3600] as const;

const whenPicked = (atS: number): string => (atS === 0 ? "now" : `after ${duration(atS)}`);

function wordsOf(choices: ForecastChoices, { kind, what, to, atS }: PickedAction): string {
  const choice = choices.choices.find((each) => each.kind === kind && each.what === what);
  const put = choice?.to.find(({ word }) => word === to);
  if (choice === undefined || put === undefined) return `${what} ${to}: not on this vehicle`;
  return `${choice.name} ${put.name}, ${whenPicked(atS)}`;
}

/** What is done in each what-if; each column of the forecast is one of them. */
export function WhatIfPanel({ choices }: { choices: ForecastChoices }) {
  const console = useConsole();
  const { hours, where, whatIfs } = useConsoleState((state) => state.forecastChoice);
  const put = (next: readonly PickedWhatIf[]): void => console.setForecast({ whatIfs: next });
  const full = whatIfs.length >= WHAT_IFS_AT_MOST;
  return (
    <section className="panel forecast-picks" aria-labelledby="what-if-title">
      <div className="panel-head">
        <h2 id="what-if-title">What if</h2>
        <span className="caption">same members, same draws</span>
      </div>
      <div className="forecast-settings">
        <label className="choice">
          Ahead
          <select
            value={hours}
            onChange={(event) => console.setForecast({ hours: Number(event.target.value) })}
          >
            {horizons.map((each) => (
              <option key={each} value={each}>
                {each > 72 ? `${each / 24} d` : `${each} h`}
              </option>
            ))}
          </select>
        </label>
        {choices.leaks && choices.where.length > 1 && (
          <label className="choice">
            Hole in
            <select
              value={where ?? choices.where[0]!.element}
              onChange={(event) =>
                console.setForecast({
                  where: event.target.value === choices.where[0]!.element ? null : event.target.value,
                })
              }
            >
              {choices.where.map(({ element, name, probability }) => (
                <option key={element} value={element}>
                  {name}
                  {probability !== null && ` (${Math.round(100 * probability)} %)`}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <ol className="pick-list">
        <li>
          <b>as it is</b>
          <span className="dim">nothing more is done</span>
        </li>
        {whatIfs.map((whatIf) => (
          <PickedOne
            key={whatIf.name}
            whatIf={whatIf}
            choices={choices}
            change={(changed) =>
              put(whatIfs.flatMap((each) => (each !== whatIf ? [each] : changed === null ? [] : [changed])))
            }
          />
        ))}
      </ol>
      {full ? (
        <p className="caption pick-note">Remove one to add another: {WHAT_IFS_AT_MOST} fit side by side.</p>
      ) : (
        <>
          <Prepared
            choices={choices}
            taken={whatIfs.map(({ name }) => name)}
            add={(one) => put([...whatIfs, one])}
          />
          <PickAction
            choices={choices}
            label="Add as a what-if"
            add={(pick) => put([...whatIfs, { name: freeName(choices, pick, whatIfs), picks: [pick] }])}
          />
        </>
      )}
    </section>
  );
}

/** A short name of what is done, unlike the others'. */
function freeName(choices: ForecastChoices, pick: PickedAction, whatIfs: readonly PickedWhatIf[]): string {
  const choice = choices.choices.find((each) => each.kind === pick.kind && each.what === pick.what);
  const put = choice?.to.find(({ word }) => word === pick.to)?.name ?? pick.to;
  // A colon and a semicolon part the address.
  const name = `${choice?.name ?? pick.what} ${put}`.replace(/[:;]/g, " ").slice(0, 54);
  for (let at = 1; ; at++) {
    const free = at === 1 ? name : `${name} ${at}`;
    if (!whatIfs.some((each) => each.name === free)) return free;
  }
}

interface PickedOneProps {
  readonly whatIf: PickedWhatIf;
  readonly choices: ForecastChoices;
  readonly change: (changed: PickedWhatIf | null) => void;
}

function PickedOne({ whatIf, choices, change }: PickedOneProps) {
  const [adding, setAdding] = useState(false);
  const { name, picks } = whatIf;
  return (
    <li>
      <b>{name}</b>
      <ul>
        {picks.map((pick) => (
          <li key={`${pick.kind} ${pick.what} ${pick.to} ${pick.atS}`}>
            <span>{wordsOf(choices, pick)}</span>
            {picks.length > 1 && (
              <button
                type="button"
                className="link"
                aria-label={`Leave out ${wordsOf(choices, pick)}`}
                onClick={() => change({ name, picks: picks.filter((each) => each !== pick) })}
              >
                leave out
              </button>
            )}
          </li>
        ))}
      </ul>
      <span className="pick-buttons">
        <button type="button" className="link" aria-expanded={adding} onClick={() => setAdding(!adding)}>
          and also
        </button>
        <button
          type="button"
          className="link"
          aria-label={`Remove what-if ${name}`}
          onClick={() => change(null)}
        >
          remove
        </button>
      </span>
      {adding && (
        <PickAction
          choices={choices}
          label="Add to it"
          add={(pick) => {
            setAdding(false);
            change({ name, picks: [...picks, pick] });
          }}
        />
      )}
    </li>
  );
}

interface PreparedProps {
  readonly choices: ForecastChoices;
  readonly taken: readonly string[];
  readonly add: (one: PickedWhatIf) => void;
}

/** What is asked first, at one press: the one thing of each kind that this vehicle has. */
function Prepared({ choices, taken, add }: PreparedProps) {
  const offered: PickedWhatIf[] = [
    ["load", "shed", "shed loads"],
    ["hatch", "closed", "close hatch"],
    ["valve", "closed", "isolate"],
    ["pump", "off", "pump off"],
    ["attitude", "yawed", "turn by 180°"],
    ["crew", "0", "crew out"],
  ].flatMap(([kind, to, name]) => {
    const choice = choices.choices.find((each) => each.kind === kind);
    if (choice === undefined || taken.includes(name!)) return [];
    return [{ name: name!, picks: [{ kind: kind!, what: choice.what, to: to!, atS: 0 }] }];
  });
  if (offered.length === 0) return null;
  return (
    <p className="pick-prepared">
      {offered.map((one) => (
        <button
          key={one.name}
          type="button"
          className="button"
          title={wordsOf(choices, one.picks[0]!)}
          onClick={() => add(one)}
        >
          {one.name}
        </button>
      ))}
    </p>
  );
}

interface PickActionProps {
  readonly choices: ForecastChoices;
  readonly label: string;
  readonly add: (pick: PickedAction) => void;
}

/** Three fields: what, put to what, when. */
function PickAction({ choices, label, add }: PickActionProps) {
  const [at, setAt] = useState(0);
  const [to, setTo] = useState<string | null>(null);
  const [atS, setAtS] = useState<number>(0);
  const choice = choices.choices[at] ?? choices.choices[0];
  if (choice === undefined)
    return <p className="pick-note caption">This vehicle has nothing that can be acted on.</p>;
  const word = choice.to.some((each) => each.word === to) ? to! : choice.to[0]!.word;
  return (
    <div className="pick-action">
      <label>
        <span className="visually-hidden">What</span>
        <select value={at} onChange={(event) => setAt(Number(event.target.value))}>
          {choices.choices.map((each, index) => (
            <option key={`${each.kind} ${each.what}`} value={index}>
              {each.name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span className="visually-hidden">Put to</span>
        <select value={word} onChange={(event) => setTo(event.target.value)}>
          {choice.to.map((each) => (
            <option key={each.word} value={each.word}>
              {each.name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span className="visually-hidden">When</span>
        <select value={atS} onChange={(event) => setAtS(Number(event.target.value))}>
          {delaysS.map((each) => (
            <option key={each} value={each}>
              {whenPicked(each)}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className="button"
        onClick={() => add({ kind: choice.kind, what: choice.what, to: word, atS })}
      >
        {label}
      </button>
    </div>
  );
}
