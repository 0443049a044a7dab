import { useEffect, useState } from "react";
import type {
  ForecastAnswer,
  ForecastChoices,
  ForecastQuestion,
  WhatIf,
} from "../../../src/service/contract.ts";
import { askForecastChoices, RequestProblem, runForecast } from "../service/requests.ts";
import type { ForecastChoice, PickedAction, PickedWhatIf } from "../state/console-state.ts";
import { type AskedFor, useAsked } from "../state/use-asked.ts";

/** Members of a forecast in the console: bands at 5 and 95 % hold still to about a tenth of their width. */
const MEMBERS = 100;

const messageOf = (error: unknown): string =>
  error instanceof RequestProblem ? error.message : `The answer cannot be read: ${String(error)}`;

/** What can be asked of a loop's vehicle from an instant; a null instant asks for nothing. */
export function useChoices(
  run: string | null,
  loop: string | null,
  asOfS: number | null,
): AskedFor<ForecastChoices> {
  const key = run === null || loop === null || asOfS === null ? null : `${run} ${loop} ${asOfS}`;
  return useAsked(key, (signal) => askForecastChoices(run!, loop!, asOfS!, signal));
}

export interface RunningForecast {
  /** Bands so far; null before the first. */
  readonly forecast: ForecastAnswer | null;
  readonly done: number;
  readonly asked: number;
  readonly state: "running" | "done" | "cancelled" | "failed";
  readonly problem: string | null;
  readonly cancel: () => void;
}

const nothing = { forecast: null, done: 0, asked: MEMBERS, problem: null } as const;

/** Runs a forecast whenever the question changes, and ends the one before; null asks for nothing. */
export function useForecast(
  run: string | null,
  loop: string | null,
  question: ForecastQuestion | null,
): RunningForecast | null {
  const [running, setRunning] = useState<{ of: string; value: RunningForecast } | null>(null);
  const of = question === null ? "" : `${run} ${loop} ${JSON.stringify(question)}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `of` stands for the question, whose object is new each time
  useEffect(() => {
    if (run === null || loop === null || question === null) return;
    const control = new AbortController();
    const cancel = (): void => {
      control.abort();
      change({ state: "cancelled" });
    };
    let now: RunningForecast = { ...nothing, state: "running", cancel };
    const change = (part: Partial<RunningForecast>): void => {
      now = { ...now, ...part };
      setRunning({ of, value: now });
    };
    change({});
    runForecast(
      run,
      loop,
      question,
      (update) => {
        if (control.signal.aborted) return;
        if (update.kind === "progress") change({ done: update.done, asked: update.asked });
        else if (update.kind === "problem") change({ state: "failed", problem: update.detail });
        else
          change({
            forecast: update.forecast,
            done: update.forecast.members.sound + update.forecast.members.failed,
            asked: update.forecast.members.asked,
            ...(update.forecast.partial ? {} : { state: "done" as const }),
          });
      },
      control.signal,
    ).then(
      () => {
        if (now.state === "running" && !control.signal.aborted)
          change({ state: "failed", problem: "The forecast ended before all its members were run." });
      },
      (error: unknown) => {
        if (!control.signal.aborted) change({ state: "failed", problem: messageOf(error) });
      },
    );
    return () => control.abort();
  }, [of]);
  return running !== null && running.of === of ? running.value : null;
}

/** The action that a pick stands for, or null where the vehicle has no such thing. */
function actionOf(choices: ForecastChoices, { kind, what, to, atS }: PickedAction) {
  const choice = choices.choices.find((each) => each.kind === kind && each.what === what);
  const action = choice?.to.find(({ word }) => word === to)?.action;
  return action === undefined ? null : { ...action, atS };
}

/** What is asked, from what is picked; what-ifs of which this vehicle can do nothing are left out. */
export function questionOf(choices: ForecastChoices, choice: ForecastChoice): ForecastQuestion {
  const whatIfs = choice.whatIfs.flatMap(({ name, picks }): WhatIf[] => {
    const actions = picks.flatMap((pick) => actionOf(choices, pick) ?? []);
    return actions.length === 0 ? [] : [{ name, actions }];
  });
  const where = choices.where.find(({ element }) => element === choice.where)?.element;
  return {
    timeS: choices.timeS,
    horizonS: choice.hours * 3600,
    members: MEMBERS,
    whatIfs,
    ...(where === undefined ? {} : { where }),
  };
}

/** Picked what-ifs that ask for something this vehicle does not have. */
export const impossible = (choices: ForecastChoices, whatIfs: readonly PickedWhatIf[]): readonly string[] =>
  whatIfs.flatMap(({ name, picks }) =>
    picks.filter((pick) => actionOf(choices, pick) === null).map(({ what }) => `${name}: ${what}`),
  );
