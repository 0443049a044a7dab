import { type Backoff, backoffMs } from "./backoff.ts";
import { applyFieldList, type FieldValue } from "./tlcp-fields.ts";
import { readMessage, type TlcpMessage, writeRequest } from "./tlcp-message.ts";

/** What to subscribe to and how patient to be. All times in ms. */
export interface TlcpSessionOptions {
  readonly adapterSet: string;
  readonly items: readonly string[];
  readonly fields: readonly string[];
  /** Longest silence to ask of the server; it answers with what it grants. */
  readonly keepAliveMs: number;
  /** Silence beyond the granted one after which an open connection counts as dead. */
  readonly graceMs: number;
  /** Longest wait for the socket to open, and then for the session to be granted. */
  readonly connectMs: number;
  /** Time a connection must have lasted to start the back-off anew. */
  readonly stableMs: number;
  /** Shortest time between two subscriptions renewed because an update could not be applied. */
  readonly renewMs: number;
  readonly backoff: Backoff;
}

/** What happens to the session from outside. `closed` is only for a socket that the session did not close itself. */
export type TlcpEvent =
  | { kind: "start" | "opened" | "tick" | "stop" }
  | { kind: "line"; line: string }
  | { kind: "closed"; reason: string };

/** All fields of an item after an update. `snapshot` marks the first one of a subscription: a state, not a change. */
export interface ItemUpdate {
  readonly item: string;
  readonly values: readonly FieldValue[];
  readonly changed: readonly boolean[];
  readonly snapshot: boolean;
}

/** What the owner of the socket has to do, in order. `fatal` ends the session for good. */
export type TlcpAction =
  | { kind: "open" | "close" }
  | { kind: "send"; text: string }
  | { kind: "update"; update: ItemUpdate }
  | { kind: "dropped"; item: string; count: number }
  | { kind: "link"; state: "up" | "down"; reason: string }
  | { kind: "refused"; problem: string }
  | { kind: "fatal"; problem: string };

type Phase = "idle" | "waiting" | "opening" | "connecting" | "streaming" | "stopped";

/** Given by the specification to every client that is not the vendor's own. */
const CLIENT_ID = "mgQkwtwdysogQz2BJ4Ji kOj2Bg";

/** Attempts to bind a session again before it is given up for a new one. */
const BIND_ATTEMPTS = 3;

/** Refusals of create_session that no waiting cures: credentials, adapter set, licence, client, syntax, port. */
const permanentCodes: ReadonlySet<number> = new Set([1, 2, 3, 11, 60, 65, 67, 70, 71]);

/** The notifications that the session's progressive counts, for recovery. */
const dataTag = /^(?:U|SUBOK|SUBCMD|UNSUB|EOS|CS|OV|CONF|MSGDONE|MSGFAIL)(?:,|$)/;

/**
 * One TLCP session over one WebSocket at a time, with one MERGE subscription with snapshot, as a state machine without
 * socket, clock or randomness of its own: events go in with the time (monotonic, ms), actions come out.
 *
 * A connection that drops or falls silent is opened again after a back-off and the session is recovered from the last
 * data notification counted; if the server has forgotten it, a new session is created and subscribed, and starts with
 * a snapshot. `LOOP` rebinds on the same socket.
 */
export class TlcpSession {
  readonly #options: TlcpSessionOptions;
  readonly #random: () => number;
  #phase: Phase = "idle";
  #deadlineMs = Number.POSITIVE_INFINITY;
  #sessionId: string | undefined;
  #binding = false;
  #bindAttempts = 0;
  #failures = 0;
  #streamingSinceMs = 0;
  #keepAliveMs: number;
  #dataCount = 0;
  #skip = 0;
  #awaitsProgressive = false;
  #requestId = 0;
  #subscription = 0;
  #subscribedOnce = false;
  #renewedMs = Number.NEGATIVE_INFINITY;
  #linkUp = false;
  #values: (readonly FieldValue[] | undefined)[] = [];
  #actions: TlcpAction[] = [];

  /** `random` gives numbers in [0, 1) for the jitter of the back-off. */
  constructor(options: TlcpSessionOptions, random: () => number) {
    this.#options = options;
    this.#random = random;
    this.#keepAliveMs = options.keepAliveMs;
  }

  /** When the session wants a `tick` at the latest, in the clock of `step`; infinite if it waits for nothing. */
  get deadlineMs(): number {
    return this.#deadlineMs;
  }

  /** Takes one event at a time that never runs backwards, and says what to do. */
  step(event: TlcpEvent, nowMs: number): readonly TlcpAction[] {
    this.#actions = [];
    if (this.#phase === "stopped") return this.#actions;
    switch (event.kind) {
      case "start":
        if (this.#phase === "idle") this.#open(nowMs);
        break;
      case "opened":
        if (this.#phase === "opening") this.#connect(nowMs);
        break;
      case "line":
        if (this.#phase === "connecting" || this.#phase === "streaming") this.#line(event.line, nowMs);
        break;
      case "closed":
        if (this.#phase !== "waiting" && this.#phase !== "idle") this.#retry(event.reason, nowMs);
        break;
      case "tick":
        if (nowMs >= this.#deadlineMs) this.#expire(nowMs);
        break;
      case "stop":
        this.#stop();
        break;
    }
    return this.#actions;
  }

  #open(nowMs: number): void {
    this.#phase = "opening";
    this.#deadlineMs = nowMs + this.#options.connectMs;
    this.#actions.push({ kind: "open" });
  }

  #connect(nowMs: number): void {
    if (this.#sessionId !== undefined && this.#bindAttempts >= BIND_ATTEMPTS) this.#forgetSession();
    if (this.#sessionId === undefined) this.#create(nowMs);
    else {
      this.#bindAttempts++;
      this.#awaitsProgressive = true;
      this.#bind(nowMs, this.#dataCount);
    }
  }

  #create(nowMs: number): void {
    this.#binding = false;
    this.#await(nowMs);
    this.#send("create_session", {
      LS_adapter_set: this.#options.adapterSet,
      LS_cid: CLIENT_ID,
      LS_supported_diffs: "T",
      LS_keepalive_millis: this.#options.keepAliveMs,
    });
  }

  #bind(nowMs: number, recoverFrom: number | undefined): void {
    this.#binding = true;
    this.#await(nowMs);
    this.#send("bind_session", {
      LS_session: this.#sessionId,
      LS_recovery_from: recoverFrom,
      LS_keepalive_millis: this.#options.keepAliveMs,
    });
  }

  #await(nowMs: number): void {
    this.#phase = "connecting";
    this.#deadlineMs = nowMs + this.#options.connectMs;
  }

  #send(name: Parameters<typeof writeRequest>[0], parameters: Parameters<typeof writeRequest>[1]): void {
    this.#actions.push({ kind: "send", text: writeRequest(name, parameters) });
  }

  #expire(nowMs: number): void {
    if (this.#phase === "waiting") {
      this.#open(nowMs);
      return;
    }
    const silence =
      this.#phase === "streaming"
        ? `nothing came for ${this.#keepAliveMs + this.#options.graceMs} ms on an open connection`
        : `no answer within ${this.#options.connectMs} ms`;
    this.#actions.push({ kind: "close" });
    this.#retry(silence, nowMs);
  }

  /** The socket is gone or about to be; comes back after the back-off. */
  #retry(reason: string, nowMs: number): void {
    this.#link("down", reason);
    this.#failures++;
    this.#phase = "waiting";
    this.#deadlineMs = nowMs + backoffMs(this.#options.backoff, this.#failures, this.#random());
  }

  /** Gives the session up, with its socket, for a new one. */
  #restart(reason: string, nowMs: number): void {
    this.#forgetSession();
    this.#actions.push({ kind: "close" });
    this.#retry(reason, nowMs);
  }

  #forgetSession(): void {
    this.#sessionId = undefined;
    this.#bindAttempts = 0;
    this.#awaitsProgressive = false;
    this.#skip = 0;
  }

  #fail(problem: string): void {
    this.#link("down", problem);
    this.#actions.push({ kind: "close" }, { kind: "fatal", problem });
    this.#phase = "stopped";
    this.#deadlineMs = Number.POSITIVE_INFINITY;
  }

  #stop(): void {
    if (this.#phase === "streaming") {
      this.#send("control", { LS_reqId: ++this.#requestId, LS_op: "destroy" });
    }
    if (this.#phase !== "idle" && this.#phase !== "waiting") this.#actions.push({ kind: "close" });
    this.#phase = "stopped";
    this.#deadlineMs = Number.POSITIVE_INFINITY;
  }

  #link(state: "up" | "down", reason: string): void {
    if (this.#linkUp === (state === "up")) return;
    this.#linkUp = state === "up";
    this.#actions.push({ kind: "link", state, reason });
  }

  #line(line: string, nowMs: number): void {
    if (this.#phase === "streaming") {
      this.#deadlineMs = nowMs + this.#keepAliveMs + this.#options.graceMs;
      if (nowMs - this.#streamingSinceMs >= this.#options.stableMs) this.#failures = 0;
    }
    if (dataTag.test(line)) {
      if (this.#awaitsProgressive) {
        this.#restart("the server resumed without saying from where", nowMs);
        return;
      }
      // Repeated by the server after a recovery: already handled.
      if (this.#skip > 0) {
        this.#skip--;
        return;
      }
      this.#dataCount++;
    }
    this.#message(readMessage(line), nowMs);
  }

  #message(message: TlcpMessage, nowMs: number): void {
    switch (message.kind) {
      case "conok":
        this.#granted(message, nowMs);
        return;
      case "conerr":
        this.#denied(message.code, message.message, nowMs);
        return;
      case "end":
        this.#restart(`the server ended the session (code ${message.code}: ${message.message})`, nowMs);
        return;
      case "loop":
        this.#bind(nowMs, undefined);
        return;
      case "prog":
        this.#progressive(message.progressive, nowMs);
        return;
      case "subok":
        this.#subscribed(message, nowMs);
        return;
      case "unsub":
        if (message.subscription === this.#subscription)
          this.#restart("the server ended the subscription", nowMs);
        return;
      case "reqerr":
      case "error":
        this.#requestRefused(message.code, message.message, nowMs);
        return;
      case "update":
        this.#update(message, nowMs);
        return;
      case "ov":
        if (message.subscription === this.#subscription)
          this.#actions.push({
            kind: "dropped",
            item: this.#options.items[message.item - 1] ?? `${message.item}`,
            count: message.dropped,
          });
        return;
      case "malformed":
        this.#actions.push({ kind: "refused", problem: `${message.problem}: ${message.line.slice(0, 200)}` });
        // Which item a broken update was for cannot be known, so nothing may be built upon any.
        if (message.line.startsWith("U,")) {
          this.#values.fill(undefined);
          this.#renew(nowMs);
        }
        return;
      case "unknown":
        this.#actions.push({
          kind: "refused",
          problem: `not a line of the protocol: ${message.line.slice(0, 200)}`,
        });
        return;
    }
  }

  #granted(message: Extract<TlcpMessage, { kind: "conok" }>, nowMs: number): void {
    this.#phase = "streaming";
    this.#streamingSinceMs = nowMs;
    this.#keepAliveMs = message.keepAliveMs;
    this.#deadlineMs = nowMs + this.#keepAliveMs + this.#options.graceMs;
    this.#sessionId = message.sessionId;
    if (this.#binding) {
      this.#bindAttempts = 0;
      if (!this.#awaitsProgressive) this.#link("up", "session rebound");
      return;
    }
    this.#dataCount = 0;
    this.#subscription = 0;
    this.#renewedMs = Number.NEGATIVE_INFINITY;
    this.#subscribe();
  }

  #denied(code: number, text: string, nowMs: number): void {
    const problem = `code ${code}: ${text}`;
    if (this.#binding) {
      this.#link("down", `the session is lost (${problem})`);
      this.#forgetSession();
      this.#create(nowMs);
      return;
    }
    if (permanentCodes.has(code) && !this.#subscribedOnce) {
      this.#fail(`adapter set "${this.#options.adapterSet}" is refused (${problem})`);
      return;
    }
    this.#restart(`no session is granted (${problem})`, nowMs);
  }

  #progressive(progressive: number, nowMs: number): void {
    if (!this.#awaitsProgressive) return;
    if (progressive > this.#dataCount) {
      this.#restart(
        `the server resumed at ${progressive}, beyond the last notification ${this.#dataCount}`,
        nowMs,
      );
      return;
    }
    this.#awaitsProgressive = false;
    this.#skip = this.#dataCount - progressive;
    this.#link("up", "session recovered");
  }

  #subscribe(): void {
    const previous = this.#subscription;
    this.#subscription = previous + 1;
    this.#values = new Array(this.#options.items.length).fill(undefined);
    if (previous > 0)
      this.#send("control", { LS_reqId: ++this.#requestId, LS_op: "delete", LS_subId: previous });
    this.#send("control", {
      LS_reqId: ++this.#requestId,
      LS_op: "add",
      LS_subId: this.#subscription,
      LS_mode: "MERGE",
      LS_group: this.#options.items.join(" "),
      LS_schema: this.#options.fields.join(" "),
      LS_snapshot: true,
    });
  }

  /** Asks for fresh snapshots, but not in a tight circle with a server that repeats its fault. */
  #renew(nowMs: number): void {
    if (nowMs - this.#renewedMs < this.#options.renewMs) return;
    this.#renewedMs = nowMs;
    this.#subscribe();
  }

  #subscribed(message: Extract<TlcpMessage, { kind: "subok" }>, nowMs: number): void {
    if (message.subscription !== this.#subscription) return;
    const { items, fields } = this.#options;
    if (message.items !== items.length || message.fields !== fields.length) {
      const problem = `the server counts ${message.items} items of ${message.fields} fields where ${items.length} of ${fields.length} were asked for`;
      if (this.#subscribedOnce) this.#restart(problem, nowMs);
      else this.#fail(problem);
      return;
    }
    this.#subscribedOnce = true;
    this.#link("up", "subscribed");
  }

  #requestRefused(code: number, text: string, nowMs: number): void {
    const problem = `the subscription is refused (code ${code}: ${text})`;
    if (this.#subscribedOnce) this.#restart(problem, nowMs);
    else this.#fail(problem);
  }

  #update(message: Extract<TlcpMessage, { kind: "update" }>, nowMs: number): void {
    // Of a subscription that has been renewed.
    if (message.subscription !== this.#subscription) return;
    const index = message.item - 1;
    const item = this.#options.items[index];
    if (item === undefined) {
      this.#actions.push({
        kind: "refused",
        problem: `update of item ${message.item} of ${this.#options.items.length}`,
      });
      return;
    }
    const before = this.#values[index];
    try {
      const { values, changed } = applyFieldList(before, message.fields, this.#options.fields.length);
      this.#values[index] = values;
      this.#actions.push({
        kind: "update",
        update: { item, values, changed, snapshot: before === undefined },
      });
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      this.#actions.push({
        kind: "refused",
        problem: `${item}: ${problem}: ${message.fields.slice(0, 200)}`,
      });
      this.#values[index] = undefined;
      this.#renew(nowMs);
    }
  }
}
