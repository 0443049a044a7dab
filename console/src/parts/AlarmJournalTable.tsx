import type { AlarmEntry, AlarmJournal, Run } from "../../../src/service/contract.ts";
import { clockBeside } from "../words/format.ts";
import { fullName } from "../words/loop-words.ts";

const kinds: Readonly<Record<AlarmEntry["kind"], string>> = {
  raise: "raised",
  restate: "more is known",
  clear: "cleared",
  expire: "shelf ended, back on the board",
  suppress: "joined to the loss of the source",
  unsuppress: "stands by itself again",
  acknowledge: "acknowledged",
  shelve: "shelved",
  unshelve: "put back",
  remove: "taken out of service",
  restore: "back in service",
};

const ENTRIES_SHOWN = 100;

interface AlarmJournalProps {
  readonly journal: AlarmJournal | null;
  readonly problem: string | null;
  readonly run: Run | null;
  readonly instantS: number;
}

function whatOf(entry: AlarmEntry): string {
  const cause = (entry.alarm.split("~")[1] ?? "alarm").replace("fault:", "fault of ");
  const until = entry.untilS === null ? "" : ` until ${clockBeside(entry.untilS, entry.timeS, true)}`;
  const rank = entry.priority === null ? "" : `, ${entry.priority}`;
  return `${cause} ${kinds[entry.kind]}${until}${rank}`;
}

/** The journal of the run's alarms, newest first: people's acts stand out from what the watch said. */
export function AlarmJournalTable({ journal, problem, run, instantS }: AlarmJournalProps) {
  if (problem !== null) return <p className="form-problem">The journal cannot be read. {problem}</p>;
  if (journal === null) return <p className="dim">Asking for the journal.</p>;
  const shown = journal.entries.slice(-ENTRIES_SHOWN).reverse();
  const before = journal.leftOut + journal.entries.length - shown.length;
  const loopName = (id: string): string => {
    const loop = run?.loops.find((candidate) => candidate.id === id);
    return loop === undefined ? (id === "*" ? "all loops" : id) : fullName(loop);
  };
  if (shown.length === 0) return <p className="dim">Nothing has happened to any alarm yet.</p>;
  return (
    <>
      <table className="table alarm-journal">
        <thead>
          <tr>
            <th scope="col">when</th>
            <th scope="col">what</th>
            <th scope="col">loop</th>
            <th scope="col">who, why</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((entry) => (
            <tr
              key={`${entry.timeS} ${entry.alarm} ${entry.kind} ${entry.to}`}
              className={entry.by === null ? "" : "table-chosen"}
            >
              <td className="nowrap">{clockBeside(entry.timeS, instantS)}</td>
              <th scope="row">{whatOf(entry)}</th>
              <td data-name="loop">{loopName(entry.loop)}</td>
              <td data-name="who, why">
                {entry.by === null ? (
                  <span className="dim">the watch</span>
                ) : (
                  <>
                    <b>{entry.by}</b>: {entry.reason}
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {before > 0 && <p className="sheet-note">{before} older entries are not shown.</p>}
    </>
  );
}
