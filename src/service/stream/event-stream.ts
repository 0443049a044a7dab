import type { ServerResponse } from "node:http";
import type { StreamMessage } from "../contract.ts";
import { MessageRing, type NumberedMessage } from "./message-ring.ts";

export interface EventStreamOptions {
  /** Messages held for clients that come back or fall behind. */
  readonly messagesKept: number;
  readonly clientsAtMost: number;
  /** A client with this much unread gets no more until it has read [bytes]. */
  readonly unreadBytesAtMost: number;
  /** A client that reads nothing for this long is let go [ms]. */
  readonly stallAtMostMs: number;
  readonly aliveEveryMs: number;
  readonly alive: () => Extract<StreamMessage, { kind: "alive" }>;
}

interface Client {
  readonly response: ServerResponse;
  /** Number of the last message handed to its socket. */
  sentId: number;
  /** Since when its socket has been full; null while it keeps up. */
  fullSinceMs: number | null;
}

/** How long a client that was let go may take to read why [ms]. */
const farewellMs = 5000;

/**
 * Server-sent events to any number of clients. Sending never waits: a client that falls behind catches up from the ring,
 * and one that reads nothing, or whose messages are gone from the ring, is told so and let go. It may come back with the
 * number of the last message that it read.
 */
export class EventStream {
  readonly #options: EventStreamOptions;
  readonly #ring: MessageRing;
  readonly #clients = new Set<Client>();
  readonly #pulse: NodeJS.Timeout;

  constructor(options: EventStreamOptions, firstId: number) {
    this.#options = options;
    this.#ring = new MessageRing(options.messagesKept, firstId);
    this.#pulse = setInterval(() => this.#beat(), options.aliveEveryMs);
    this.#pulse.unref();
  }

  get clients(): number {
    return this.#clients.size;
  }

  get isFull(): boolean {
    return this.#clients.size >= this.#options.clientsAtMost;
  }

  publish(message: StreamMessage): void {
    this.#ring.add(message);
    for (const client of this.#clients) this.#pump(client);
  }

  /** Takes a client whose headers have been sent. `lastId`: the last message that it read, if it has been here before. */
  join(response: ServerResponse, lastId: number | null): void {
    const isKnown = lastId !== null && this.#ring.after(lastId) !== null;
    const client: Client = { response, sentId: isKnown ? lastId : this.#ring.lastId, fullSinceMs: null };
    this.#clients.add(client);
    response.on("close", () => this.#clients.delete(client));
    response.on("error", () => this.#clients.delete(client));
    response.on("drain", () => {
      client.fullSinceMs = null;
      this.#pump(client);
    });
    response.write("retry: 2000\n\n");
    if (lastId !== null && !isKnown) {
      const reason = "The messages since the last one read are no longer held. Ask for everything again.";
      response.write(`event: reload\nid: ${client.sentId}\ndata: ${JSON.stringify({ reason })}\n\n`);
    }
    this.#pump(client);
    response.write(`id: ${client.sentId}\n${this.#aliveText()}`);
  }

  /** Ends all connections. */
  close(): void {
    clearInterval(this.#pulse);
    for (const { response } of this.#clients) {
      response.end();
      response.destroy();
    }
    this.#clients.clear();
  }

  #beat(): void {
    const text = this.#aliveText();
    const nowMs = performance.now();
    for (const client of this.#clients) {
      if (client.fullSinceMs === null) client.response.write(text);
      else if (nowMs - client.fullSinceMs > this.#options.stallAtMostMs) this.#letGo(client);
    }
  }

  #aliveText(): string {
    return `data: ${JSON.stringify(this.#options.alive())}\n\n`;
  }

  /** Hands over what the client has not got yet, as far as its socket takes it. */
  #pump(client: Client): void {
    if (client.fullSinceMs !== null) return;
    const missed = this.#ring.after(client.sentId);
    if (missed === null) {
      this.#letGo(client);
      return;
    }
    for (const message of missed) {
      const hasRoom = client.response.write(textOf(message));
      client.sentId = message.id;
      // Only a write that found no room is followed by a `drain`.
      if (!hasRoom && client.response.writableLength > this.#options.unreadBytesAtMost) {
        client.fullSinceMs = performance.now();
        return;
      }
    }
  }

  #letGo(client: Client): void {
    this.#clients.delete(client);
    const reason = "This client did not keep up with the stream. Connect again, with the number last read.";
    client.response.end(`event: dropped\ndata: ${JSON.stringify({ reason })}\n\n`);
    setTimeout(() => client.response.destroy(), farewellMs).unref();
  }
}

function textOf(message: NumberedMessage): string {
  return `id: ${message.id}\ndata: ${message.json}\n\n`;
}
