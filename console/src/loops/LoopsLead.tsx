import type { Board, LoopStatus, Run } from "../../../src/service/contract.ts";
import { SyntheticTag } from "../parts/StateChip.tsx";
import { StatusShape } from "../parts/StatusShape.tsx";
import { Verdict } from "../parts/Verdict.tsx";
import { loopOf } from "../state/console-state.ts";
import { useConsole } from "../state/use-console.ts";
import { worstFirst } from "../state/worst-loop.ts";
import { duration } from "../words/format.ts";
import { fullName } from "../words/loop-words.ts";
import { stateStatus } from "../words/state-words.ts";

const count = (number: number, of: number): string =>
  number === of
    ? (["no loop", "the only loop", "both loops"][of] ?? `all ${of} loops`)
    : `${number} of ${of} loops`;

const NAMES_SHOWN = 3;

function namesOf(run: Run, statuses: readonly LoopStatus[]): string {
  const names = statuses.map((status) => {
    const loop = loopOf(run, status.loop);
    return loop === null ? status.loop : fullName(loop);
  });
  const more = names.length - NAMES_SHOWN;
  return more > 0 ? `${names.slice(0, NAMES_SHOWN).join("; ")}; and ${more} more` : names.join("; ");
}

/** The sentence of a board without a leak. It never says more than the watch can see. */
function quietWords(run: Run, board: Board, instantS: number): { title: string; text: string } {
  const all = board.loops.length;
  const blind = board.loops.filter((status) => status.state === "blind");
  const learning = board.loops.filter((status) => status.state === "learning");
  const normal = all - blind.length - learning.length;
  const learns =
    learning.length > 0 ? ` Learning, not yet watched for leaks: ${namesOf(run, learning)}.` : "";
  if (blind.length > 0) {
    const seen =
      normal > 0
        ? ` No leak seen on the other ${normal === 1 ? "loop" : `${normal}`} that can be judged.`
        : "";
    const lasts = blind.map((status) => status.lastDataS).filter((lastS) => lastS !== null);
    const age = lasts.length > 0 ? ` No data for ${duration(instantS - Math.min(...lasts))}.` : "";
    return {
      title: `Blind on ${count(blind.length, all)}`,
      text: `${namesOf(run, blind)}.${age}${seen}${learns}`,
    };
  }
  if (normal === 0)
    return { title: "Learning", text: "No loop has been seen for long enough to be watched for leaks." };
  return { title: "No leak seen", text: `On ${count(normal, all)}, with data up to now.${learns}` };
}

/** The verdict over the whole board: the worst leak, or what can honestly be said without one. */
export function LoopsLead({ run, board, instantS }: { run: Run; board: Board; instantS: number }) {
  const console = useConsole();
  const worst = worstFirst(board.loops)[0];
  const loop = loopOf(run, worst?.loop ?? null);
  if (worst === undefined) return null;
  if (loop !== null && (worst.state === "leaking" || worst.state === "suspected"))
    return (
      <Verdict
        loop={loop}
        status={worst}
        synthetic={run.synthetic}
        syntheticNote={run.syntheticNote}
        level={1}
        onOpen={() => console.goTo("loop", loop.id)}
      />
    );
  const { shape, tone } =
    stateStatus[
      worst.state === "learning" && board.loops.some((s) => s.state === "normal") ? "normal" : worst.state
    ];
  const { title, text } = quietWords(run, board, instantS);
  return (
    <section className={`panel lead lead-${tone}`} aria-label="Verdict">
      <h1 className={`tone-${tone}`}>
        <StatusShape shape={shape} tone={tone} size={18} />
        {title}
      </h1>
      <p>
        {text} {run.synthetic && <SyntheticTag note={run.syntheticNote} />}
      </p>
    </section>
  );
}
