import { type ChannelTable, InputError, type SourceEvent, type TelemetrySource } from "../sample.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { ItemReader, Reading } from "./item-reader.ts";
import { ReadingQueue } from "./reading-queue.ts";
import { openSocket, type Socket } from "./socket.ts";
import { type TlcpAction, type TlcpEvent, TlcpSession, type TlcpSessionOptions } from "./tlcp-session.ts";

/** Patience of a session with a far server. */
export const patientSession: Omit<TlcpSessionOptions, "adapterSet" | "items" | "fields"> = {
  keepAliveMs: 5000,
  graceMs: 5000,
  connectMs: 15_000,
  stableMs: 10_000,
  renewMs: 15_000,
  backoff: { firstMs: 1000, longestMs: 60_000 },
};

export interface LightstreamerOptions extends TlcpSessionOptions {
  /** `wss://host` or `ws://host:port`. */
  readonly server: string;
  readonly reader: ItemReader;
  /** Ends the feed: what has arrived is still delivered. */
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  /** Numbers in [0, 1), for the jitter of the back-off. */
  readonly random?: () => number;
  /** Told of each change of the connection, with its reason. */
  readonly onLink?: (state: "up" | "down", reason: string) => void;
}

/** Readings waiting for the consumer at which the socket is no longer read; the server then merges updates by itself. */
const HIGH_WATER = 50_000;

/** Interval of the reader's `tick`, ms. */
const TICK_MS = 1000;

/**
 * Live telemetry of a Lightstreamer server. Reconnects for ever; ends with the signal, or fails with an InputError if
 * the server refuses the adapter set or the subscription before it has ever granted one.
 */
export class LightstreamerSource implements TelemetrySource {
  readonly name: string;
  readonly #options: LightstreamerOptions;
  readonly #clock: Clock;
  readonly #session: TlcpSession;
  readonly #queue = new ReadingQueue();
  #socket: Socket | undefined;
  #paused = false;
  #cancelDeadline: () => void = () => undefined;
  #cancelTick: () => void = () => undefined;

  constructor(options: LightstreamerOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#session = new TlcpSession(options, options.random ?? Math.random);
    this.name = `${options.server} ${options.adapterSet}`;
  }

  get channels(): ChannelTable {
    return this.#queue.channels;
  }

  async *events(): AsyncGenerator<SourceEvent> {
    const { signal } = this.#options;
    const stop = () => this.#stop();
    signal?.addEventListener("abort", stop, { once: true });
    if (signal?.aborted) return;
    this.#scheduleTick();
    this.#step({ kind: "start" });
    try {
      for (;;) {
        const event = await this.#queue.next();
        if (event === undefined) return;
        if (this.#paused && this.#queue.length < HIGH_WATER / 2) this.#resume();
        yield event;
      }
    } finally {
      signal?.removeEventListener("abort", stop);
      this.#stop();
    }
  }

  #step(event: TlcpEvent): void {
    for (const action of this.#session.step(event, this.#clock.monotonicMs())) this.#do(action);
    this.#cancelDeadline();
    const waitMs = this.#session.deadlineMs - this.#clock.monotonicMs();
    // While we do not read, silence is our own doing.
    if (!Number.isFinite(waitMs) || this.#paused) return;
    this.#cancelDeadline = this.#clock.after(Math.max(0, Math.ceil(waitMs)), () =>
      this.#step({ kind: "tick" }),
    );
  }

  #do(action: TlcpAction): void {
    const { reader } = this.#options;
    const nowS = this.#clock.wallS();
    switch (action.kind) {
      case "open":
        this.#open();
        break;
      case "close":
        this.#socket?.close();
        this.#socket = undefined;
        break;
      case "send":
        this.#socket?.send(action.text);
        break;
      case "update":
        this.#deliver(reader.update(action.update, nowS));
        break;
      case "link":
        this.#options.onLink?.(action.state, action.reason);
        this.#deliver(reader.link(action.state, nowS));
        break;
      case "dropped":
        this.#deliver([
          {
            kind: "refused",
            count: action.count,
            problem: `channel ${action.item}: dropped by the server, which could not keep up`,
          },
        ]);
        break;
      case "refused":
        this.#deliver([{ kind: "refused", count: 1, problem: `${this.name}: ${action.problem}` }]);
        break;
      case "fatal":
        this.#shut();
        this.#queue.end(new InputError(`${this.name}: ${action.problem}`));
        break;
    }
  }

  #open(): void {
    const socket: Socket = openSocket(this.#options.server, {
      opened: () => this.#step({ kind: "opened" }),
      line: (line) => {
        if (this.#socket === socket) this.#step({ kind: "line", line });
      },
      closed: (reason) => {
        this.#socket = undefined;
        this.#paused = false;
        this.#step({ kind: "closed", reason });
      },
    });
    this.#socket = socket;
    this.#paused = false;
  }

  #deliver(readings: readonly Reading[]): void {
    for (const reading of readings) this.#queue.push(reading);
    if (this.#queue.length > HIGH_WATER && !this.#paused && this.#socket !== undefined) {
      this.#paused = true;
      this.#socket.pause();
      this.#cancelDeadline();
    }
  }

  #resume(): void {
    this.#paused = false;
    this.#socket?.resume();
    // The time we did not read must not count as the server's silence.
    this.#cancelDeadline();
    this.#cancelDeadline = this.#clock.after(this.#options.graceMs, () => this.#step({ kind: "tick" }));
  }

  #scheduleTick(): void {
    this.#cancelTick = this.#clock.after(TICK_MS, () => {
      this.#deliver(this.#options.reader.tick(this.#clock.wallS()));
      this.#scheduleTick();
    });
  }

  #stop(): void {
    this.#step({ kind: "stop" });
    this.#shut();
    this.#queue.end();
  }

  #shut(): void {
    this.#cancelDeadline();
    this.#cancelTick();
  }
}
