import type { StreamMessage } from "../contract.ts";

export interface NumberedMessage {
  readonly id: number;
  /** The message as JSON: written once, sent to all. */
  readonly json: string;
}

/** What a client that comes back has missed; null if that is no longer held or was never sent. */
export type Missed = readonly NumberedMessage[] | null;

/** The latest messages of the stream, numbered without gaps. */
export class MessageRing {
  readonly #capacity: number;
  #messages: NumberedMessage[] = [];
  #lastId: number;

  /** `firstId` must grow from one start of the service to the next, so that an old number is never mistaken for a new one. */
  constructor(capacity: number, firstId: number) {
    this.#capacity = capacity;
    this.#lastId = firstId - 1;
  }

  get lastId(): number {
    return this.#lastId;
  }

  add(message: StreamMessage): NumberedMessage {
    this.#lastId += 1;
    const numbered = { id: this.#lastId, json: JSON.stringify(message) };
    this.#messages.push(numbered);
    // Trimmed in blocks, so that adding stays cheap.
    if (this.#messages.length >= 2 * this.#capacity) this.#messages = this.#messages.slice(-this.#capacity);
    return numbered;
  }

  after(id: number): Missed {
    if (id > this.#lastId) return null;
    const missed = this.#lastId - id;
    if (missed > Math.min(this.#capacity, this.#messages.length)) return null;
    return missed === 0 ? [] : this.#messages.slice(-missed);
  }
}
