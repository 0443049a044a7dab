import { z } from "zod";
import { type AlarmInput, alarmEventSchema, type Cause } from "../../alarm/index.ts";
import { Journal } from "./journal.ts";
import type { JournalFile } from "./journal-file.ts";

const recordSchema = z.object({
  schema: z.literal("hoarfrost/alarm-action/1"),
  run: z.string(),
  loop: z.string(),
  cause: z.custom<Cause>(
    (value) => typeof value === "string" && /^(leak|blind|source|fault:.*)$/s.test(value),
  ),
  event: alarmEventSchema,
});

/** What happened to the alarms of all runs, on disk: what people did, and what live sources said. */
export class ActionJournal {
  readonly #journal: Journal;
  readonly #byRun = new Map<string, AlarmInput[]>();
  #unknown = 0;

  private constructor(journal: Journal) {
    this.#journal = journal;
    for (const content of journal.contents) {
      const record = recordSchema.safeParse(content);
      if (record.success) this.#index(record.data.run, record.data);
      else this.#unknown += 1;
    }
  }

  static async open(file: JournalFile): Promise<ActionJournal> {
    return new ActionJournal(await Journal.open(file));
  }

  get problems(): readonly string[] {
    if (this.#unknown === 0) return this.#journal.problems;
    const unknown = `${this.#unknown} records of the journal are of a kind that this version does not know; they were left out.`;
    return [...this.#journal.problems, unknown];
  }

  actionsOf(run: string): readonly AlarmInput[] {
    return this.#byRun.get(run) ?? [];
  }

  /** Resolves when the action is on disk. */
  async append(run: string, { loop, cause, event }: AlarmInput): Promise<void> {
    await this.#journal.append({ schema: "hoarfrost/alarm-action/1", run, loop, cause, event });
    this.#index(run, { loop, cause, event });
  }

  close(): Promise<void> {
    return this.#journal.close();
  }

  #index(run: string, { loop, cause, event }: AlarmInput): void {
    const actions = this.#byRun.get(run) ?? [];
    actions.push({ loop, cause, event });
    this.#byRun.set(run, actions);
  }
}
