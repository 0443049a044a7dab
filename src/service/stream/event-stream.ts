import type { ServerResponse } from "node:http";
import type { StreamMessage } from "../contract.ts";
import { MessageRing, type NumberedMessage } from "./message-ring.ts";

export interface EventStreamOptions {
  /** Messages held for clients that come back. */
  readonly messagesKept: number;
  readonly clientsAtMost: number;
  /** A client that has this much unread is let go [bytes]. */
  readonly unreadBytesAtMost: number;
  readonly aliveEveryMs: number;
  readonly alive: () => Extract<StreamMessage, { kind: "alive" }>;
}

/** How long a client that was let go may take to read why. */
const farewellMs = 5000;

/**
 * Server-sent events to any number of clients. Sending never waits: a client that does not keep up is told so and let
 * go, and may come back with the number of the last message that it read.
 */
export class EventStream {
  readonly #options: EventStreamOptions;
  readonly #ring: MessageRing;
  readonly #clients = new Set<ServerResponse>();
  readonly #pulse: NodeJS.Timeout;
  #dropped = 0;

  constructor(options: EventStreamOptions, firstId: number) {
    this.#options = options;
    this.#ring = new MessageRing(options.messagesKept, firstId);
    this.#pulse = setInterval(() => this.#sendAlive(), options.aliveEveryMs);
    this.#pulse.unref();
  }

  get clients(): number {
    return this.#clients.size;
  }

  /** Clients let go because they did not keep up. */
  get dropped(): number {
    return this.#dropped;
  }

  get isFull(): boolean {
    return this.#clients.size >= this.#options.clientsAtMost;
  }

  publish(message: StreamMessage): void {
    const numbered = this.#ring.add(message);
    const text = textOf(numbered);
    for (const client of this.#clients) this.#send(client, text);
  }

  /** Takes a client whose headers have been sent. `lastId`: the last message that it read, if it has been here before. */
  join(client: ServerResponse, lastId: number | null): void {
    this.#clients.add(client);
    client.on("close", () => this.#clients.delete(client));
    client.on("error", () => this.#clients.delete(client));
    client.write("retry: 2000\n\n");
    const missed = lastId === null ? [] : this.#ring.after(lastId);
    if (missed === null) {
      const reason = "The messages since the last one read are no longer held. Ask for everything again.";
      client.write(`event: reload\nid: ${this.#ring.lastId}\ndata: ${JSON.stringify({ reason })}\n\n`);
    } else for (const message of missed) this.#send(client, textOf(message));
    this.#send(client, `id: ${this.#ring.lastId}\n${this.#aliveText()}`);
  }

  /** Ends all connections. */
  close(): void {
    clearInterval(this.#pulse);
    for (const client of this.#clients) {
      client.end();
      client.destroy();
    }
    this.#clients.clear();
  }

  #sendAlive(): void {
    const text = this.#aliveText();
    for (const client of this.#clients) this.#send(client, text);
  }

  #aliveText(): string {
    return `data: ${JSON.stringify(this.#options.alive())}\n\n`;
  }

  #send(client: ServerResponse, text: string): void {
    if (!this.#clients.has(client) || client.destroyed) return;
    client.write(text);
    if (client.writableLength > this.#options.unreadBytesAtMost) this.#letGo(client);
  }

  #letGo(client: ServerResponse): void {
    this.#clients.delete(client);
    this.#dropped += 1;
    const reason = "This client did not keep up with the stream. Connect again, with the number last read.";
    client.end(`event: dropped\ndata: ${JSON.stringify({ reason })}\n\n`);
    setTimeout(() => client.destroy(), farewellMs).unref();
  }
}

function textOf(message: NumberedMessage): string {
  return `id: ${message.id}\ndata: ${message.json}\n\n`;
}
