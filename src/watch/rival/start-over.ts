import { emptyBank } from "../detect/onset-bank.ts";
import type { DisturbanceModel } from "../model/disturbance-model.ts";
import { type KalmanState, predict } from "../model/kalman.ts";
import type { WatchPlan } from "../plan.ts";
import type { WatchState } from "../state.ts";

/** Longest error of a clock that is taken out of the filter; after a longer one it learns the swing anew by itself. */
const LONGEST_S = 86_400;

/**
 * What a loop still knows once the evidence of the last minutes has turned out to be worthless, because its stamps or its readings were
 * not of the time they seemed to be: filter and memory stay, hypotheses begin anew. A leak that is known stays known.
 */
export function withoutEvidence(state: WatchState): Partial<WatchState> {
  if (state.phase === "leaking") return {};
  const anew = { bank: emptyBank(), statisticNat: Number.NEGATIVE_INFINITY };
  const { fast } = state;
  return {
    ...anew,
    pathNat: Number.NEGATIVE_INFINITY,
    spares: state.spares.map((spare) => ({ ...spare, ...anew })),
    fast: fast && {
      ...fast,
      path: { ...fast.path, ...anew },
      spares: fast.spares.map((spare) => ({ ...spare, ...anew })),
    },
    witnesses: state.witnesses.map((witness) => ({ ...witness, bank: emptyBank() })),
  };
}

/** The filter after true time has passed that no frame tells of, or from a state that was held since then. */
export function carriedOn(model: DisturbanceModel, kalman: KalmanState, seconds: number): KalmanState {
  if (seconds > LONGEST_S) return kalman;
  let carried = kalman;
  for (let i = 0; i < Math.round(seconds / model.periodS); i++) carried = predict(model, carried);
  return carried;
}

/** The filters of a loop whose readings stood still for minutes: their levels may be off by a swing. */
export function loosened({ loop }: WatchPlan, state: WatchState): Pick<WatchState, "kalman" | "witnesses"> {
  const by = Math.max(loop.noise.ripple, loop.noise.wander, loop.noise.step) ** 2;
  const loosen = (kalman: KalmanState): KalmanState => {
    const covariance = kalman.covariance.slice();
    covariance[0] = covariance[0]! + by;
    return { mean: kalman.mean, covariance };
  };
  const witnesses = state.witnesses.map((witness) => ({ ...witness, kalman: loosen(witness.kalman) }));
  return { kalman: loosen(state.kalman), witnesses };
}
