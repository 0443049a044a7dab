import type { Cause } from "./alarm.ts";
import { type AlarmEvent, isOperatorEvent } from "./alarm-event.ts";
import { type AlarmBook, type AlarmEntry, advance, advanceTo, emptyBook } from "./book.ts";
import type { LoopPlace } from "./sentence.ts";

/** Something that happened to an alarm from outside: said by the watch, or done by a person. */
export interface AlarmInput {
  readonly loop: string;
  readonly cause: Cause;
  readonly event: AlarmEvent;
}

/** Inputs between two kept books: bounds the work of one look into the past. */
const inputsPerCheckpoint = 64;

/**
 * All that happened to the alarms of one run, so that the book of any instant can be told from what was known by then.
 * A person at a time bar in the past acts in the past: inputs may be inserted anywhere. At most `inputsKept` are held;
 * beyond, the oldest half is folded into the book that `sinceS` begins with.
 */
export class AlarmHistory {
  readonly #inputsKept: number;
  #inputs: AlarmInput[] = [];
  /** Book before input `index * inputsPerCheckpoint`. */
  #checkpoints: AlarmBook[];
  #sinceS = Number.NEGATIVE_INFINITY;

  constructor(loops: readonly LoopPlace[], inputsKept = 20_000) {
    this.#inputsKept = Math.max(2 * inputsPerCheckpoint, inputsKept);
    this.#checkpoints = [emptyBook(loops)];
  }

  /** Before this instant nothing can be told or done any more. */
  get sinceS(): number {
    return this.#sinceS;
  }

  /** Inserts an input in its place in time; after those of the same instant, but what the watch says before what people do. */
  insert(input: AlarmInput): void {
    let index = this.#inputs.length;
    while (index > 0 && comesAfter(this.#inputs[index - 1]!, input)) index -= 1;
    this.#inputs.splice(index, 0, input);
    this.#checkpoints.length = Math.min(
      this.#checkpoints.length,
      Math.floor(index / inputsPerCheckpoint) + 1,
    );
    if (this.#inputs.length > this.#inputsKept) this.#foldOldest();
  }

  /** The alarms at an instant, from nothing later than it. */
  at(timeS: number): AlarmBook {
    return advanceTo(this.#bookBefore(this.#firstAfter(timeS)), timeS).book;
  }

  /** Every change of an alarm until an instant, in order: what a journal of the whole run would hold. */
  entriesUntil(timeS: number): AlarmEntry[] {
    let book = this.#checkpoints[0]!;
    const entries: AlarmEntry[] = [];
    for (const input of this.#inputs.slice(0, this.#firstAfter(timeS))) {
      const step = advance(book, input.loop, input.cause, input.event);
      entries.push(...step.entries);
      book = step.book;
    }
    entries.push(...advanceTo(book, timeS).entries);
    return entries;
  }

  #firstAfter(timeS: number): number {
    let low = 0;
    let high = this.#inputs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#inputs[middle]!.event.timeS > timeS) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #bookBefore(index: number): AlarmBook {
    const wanted = Math.floor(index / inputsPerCheckpoint);
    let from = Math.min(wanted, this.#checkpoints.length - 1);
    let book = this.#checkpoints[from]!;
    for (let at = from * inputsPerCheckpoint; at < index; at += 1) {
      const input = this.#inputs[at]!;
      book = advance(book, input.loop, input.cause, input.event).book;
      if ((at + 1) % inputsPerCheckpoint === 0) {
        from += 1;
        this.#checkpoints[from] = book;
      }
    }
    return book;
  }

  #foldOldest(): void {
    const checkpoint = Math.floor(this.#inputs.length / 2 / inputsPerCheckpoint);
    const index = checkpoint * inputsPerCheckpoint;
    const book = this.#bookBefore(index);
    this.#sinceS = this.#inputs[index - 1]!.event.timeS;
    this.#inputs = this.#inputs.slice(index);
    this.#checkpoints = [book];
  }
}

function comesAfter(known: AlarmInput, added: AlarmInput): boolean {
  if (known.event.timeS !== added.event.timeS) return known.event.timeS > added.event.timeS;
  return isOperatorEvent(known.event) && !isOperatorEvent(added.event);
}
