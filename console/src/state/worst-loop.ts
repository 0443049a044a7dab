import type { Board, LoopStatus, Run } from "../../../src/service/contract.ts";
import { stateStatus } from "../words/state-words.ts";

/** Worst first: by state, then by how near the statistic is to its threshold. */
export function worstFirst(statuses: readonly LoopStatus[]): readonly LoopStatus[] {
  const nearness = (status: LoopStatus): number =>
    (status.statisticNat ?? Number.NEGATIVE_INFINITY) - (status.confirmNat ?? 0);
  return [...statuses].sort(
    (a, b) =>
      stateStatus[a.state].rank - stateStatus[b.state].rank ||
      (a.state === "leaking" || a.state === "suspected" ? nearness(b) - nearness(a) : 0),
  );
}

/** The loop that a flight director would want to see first. */
export const worstLoop = (run: Run | null, board: Board | null): string | null =>
  (board === null ? undefined : worstFirst(board.loops)[0]?.loop) ?? run?.loops[0]?.id ?? null;
