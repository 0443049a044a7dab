import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import type { FieldValue } from "./tlcp-fields.ts";

/** Encodes one value as the specification asks: `|`, `%` and line ends always, `#`, `$` and `^` where they would mean more. */
function encodeValue(value: FieldValue): string {
  if (value === null) return "#";
  if (value === "") return "$";
  return value.replace(/[%|\r\n]|^[#$^]/g, (character) => encodeURIComponent(character));
}

function letters(value: number): string {
  let text = String.fromCharCode(97 + (value % 26));
  for (let rest = Math.floor(value / 26); rest > 0; rest = Math.floor(rest / 26))
    text = String.fromCharCode(65 + (rest % 26)) + text;
  return text;
}

function commonHead(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** The field list that takes a client from `before` to `next`; `flip` chooses among the permitted ways to write it. */
export function encodeFieldList(
  before: readonly FieldValue[] | undefined,
  next: readonly FieldValue[],
  flip: () => boolean,
): string {
  const tokens: string[] = [];
  for (let field = 0; field < next.length; field++) {
    const value = next[field] as FieldValue;
    const old = before?.[field];
    if (before === undefined || (old === value && flip())) {
      tokens.push(encodeValue(value));
    } else if (old === value) {
      let run = 1;
      while (flip() && field + run < next.length && before[field + run] === next[field + run]) run++;
      tokens.push(run === 1 && flip() ? "" : `^${run}`);
      field += run - 1;
    } else if (typeof old === "string" && value !== null && /^[ -~]*$/.test(old + value) && flip()) {
      const head = commonHead(old, value);
      const fresh = value.slice(head);
      tokens.push(`^T${encodeValue(`${letters(head)}${letters(fresh.length)}${fresh}`)}`);
    } else {
      tokens.push(encodeValue(value));
    }
  }
  return tokens.join("|");
}

interface Subscription {
  readonly items: readonly string[];
  readonly fieldCount: number;
  readonly sent: Map<string, readonly FieldValue[]>;
}

/** A session of the server, which outlives its connection. */
class ServerSession {
  readonly log: string[] = [];
  readonly subscriptions = new Map<number, Subscription>();
  connection: WebSocket | undefined;

  constructor(readonly id: string) {}

  send(...lines: string[]): void {
    if (lines.length > 0) this.connection?.send(`${lines.join("\r\n")}\r\n`);
  }

  /** A line that the session's progressive counts; kept for recovery. */
  data(...lines: string[]): void {
    this.log.push(...lines);
    this.send(...lines);
  }
}

/** A server that speaks TLCP 2.5.0 over WebSocket on the loopback address, as well or as badly as a test tells it to. */
export class TlcpTestServer {
  readonly sessions = new Map<string, ServerSession>();
  /** Every request taken, its name and parameters. */
  readonly requests: { readonly name: string; readonly parameters: URLSearchParams }[] = [];
  /** Answers to the next create_session requests in place of a session. */
  readonly denials: string[] = [];
  /** Answers to the next subscriptions in place of SUBOK. */
  readonly subscriptionRefusals: string[] = [];
  keepAliveMs = 5000;
  /** How many notifications before the asked one a recovery starts. */
  repeatOnRecovery = 0;
  silent = false;
  /** Chooses how updates are written. */
  flip: () => boolean = () => false;
  readonly #state = new Map<string, readonly FieldValue[]>();
  readonly #server: WebSocketServer;
  readonly #bound = new Map<WebSocket, ServerSession>();
  #lastId = 0;

  private constructor(server: WebSocketServer) {
    this.#server = server;
    server.on("connection", (connection) => {
      connection.on("error", () => undefined);
      connection.on("message", (content) => {
        if (!this.silent) this.#request(connection, content.toString());
      });
      connection.on("close", () => this.#unbind(connection));
    });
  }

  static async start(port = 0): Promise<TlcpTestServer> {
    const server = new WebSocketServer({
      port,
      host: "127.0.0.1",
      path: "/lightstreamer",
      handleProtocols: (protocols) =>
        protocols.has("TLCP-2.5.0.lightstreamer.com") ? "TLCP-2.5.0.lightstreamer.com" : false,
    });
    await new Promise((resolve) => server.once("listening", resolve));
    return new TlcpTestServer(server);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}`;
  }

  get connections(): number {
    return this.#server.clients.size;
  }

  /** Sets an item's fields and tells every session subscribed to it. */
  publish(item: string, values: readonly FieldValue[]): void {
    this.#state.set(item, values);
    for (const session of this.sessions.values()) {
      for (const [id, subscription] of session.subscriptions) {
        const index = subscription.items.indexOf(item);
        if (index >= 0) session.data(this.#updateLine(id, subscription, index, item, values));
      }
    }
  }

  /** Sends lines outside the book-keeping to every bound session. */
  sendRaw(...lines: string[]): void {
    for (const session of this.sessions.values()) session.send(...lines);
  }

  /** Sends lines that the progressive counts to every session. */
  sendData(...lines: string[]): void {
    for (const session of this.sessions.values()) session.data(...lines);
  }

  /** Asks every session to rebind on its connection, as a server does at the end of a stream. */
  loop(): void {
    for (const session of this.sessions.values()) {
      session.send("LOOP,0");
      if (session.connection !== undefined) this.#bound.delete(session.connection);
      session.connection = undefined;
    }
  }

  /** Cuts all connections without a closing handshake; sessions stay. */
  dropConnections(): void {
    for (const connection of this.#server.clients) {
      this.#unbind(connection);
      connection.terminate();
    }
  }

  forgetSessions(): void {
    this.sessions.clear();
  }

  async stop(): Promise<void> {
    for (const connection of this.#server.clients) connection.terminate();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #unbind(connection: WebSocket): void {
    const session = this.#bound.get(connection);
    if (session?.connection === connection) session.connection = undefined;
    this.#bound.delete(connection);
  }

  #updateLine(
    id: number,
    subscription: Subscription,
    index: number,
    item: string,
    values: readonly FieldValue[],
  ): string {
    const list = encodeFieldList(subscription.sent.get(item), values, this.flip);
    subscription.sent.set(item, values);
    return `U,${id},${index + 1},${list}`;
  }

  #request(connection: WebSocket, text: string): void {
    const [name = "", ...lines] = text.split("\r\n");
    if (name === "wsok") {
      connection.send("WSOK\r\n");
      return;
    }
    if (name === "heartbeat") {
      connection.send("REQOK\r\n");
      return;
    }
    for (const line of lines.length === 0 ? [""] : lines) {
      const parameters = new URLSearchParams(line);
      this.requests.push({ name, parameters });
      if (name === "create_session") this.#create(connection);
      else if (name === "bind_session") this.#bind(connection, parameters);
      else if (name === "control") this.#control(connection, parameters);
      else connection.send("ERROR,67,Malformed request\r\n");
    }
  }

  #create(connection: WebSocket): void {
    const denial = this.denials.shift();
    if (denial !== undefined) {
      connection.send(`${denial}\r\n`);
      return;
    }
    const session = new ServerSession(`S${++this.#lastId}`);
    this.sessions.set(session.id, session);
    this.#attach(connection, session);
  }

  #attach(connection: WebSocket, session: ServerSession): void {
    session.connection = connection;
    this.#bound.set(connection, session);
    session.send(
      `CONOK,${session.id},50000,${this.keepAliveMs},*`,
      "SERVNAME,Test server",
      "CLIENTIP,127.0.0.1",
      "CONS,unlimited",
    );
  }

  #bind(connection: WebSocket, parameters: URLSearchParams): void {
    const session = this.sessions.get(parameters.get("LS_session") ?? "");
    if (session === undefined) {
      connection.send("CONERR,20,Session not found\r\n");
      return;
    }
    this.#attach(connection, session);
    const from = parameters.get("LS_recovery_from");
    if (from === null) return;
    const progressive = Math.max(0, Number(from) - this.repeatOnRecovery);
    session.send(`PROG,${progressive}`, ...session.log.slice(progressive));
  }

  #control(connection: WebSocket, parameters: URLSearchParams): void {
    const session = this.#bound.get(connection);
    const request = parameters.get("LS_reqId");
    if (session === undefined) {
      connection.send(`REQERR,${request},20,Session not found\r\n`);
      return;
    }
    const id = Number(parameters.get("LS_subId"));
    switch (parameters.get("LS_op")) {
      case "add": {
        const refusal = this.subscriptionRefusals.shift();
        if (refusal !== undefined) {
          session.send(`REQERR,${request},${refusal}`);
          return;
        }
        session.send(`REQOK,${request}`);
        this.#subscribe(session, id, parameters);
        return;
      }
      case "delete":
        session.subscriptions.delete(id);
        session.send(`REQOK,${request}`);
        session.data(`UNSUB,${id}`);
        return;
      case "destroy":
        session.send(`REQOK,${request}`, "END,31,Destroyed by the client");
        this.sessions.delete(session.id);
        return;
      default:
        session.send(`REQOK,${request}`);
    }
  }

  #subscribe(session: ServerSession, id: number, parameters: URLSearchParams): void {
    const items = (parameters.get("LS_group") ?? "").split(" ");
    const fieldCount = (parameters.get("LS_schema") ?? "").split(" ").length;
    const subscription: Subscription = { items, fieldCount, sent: new Map() };
    session.subscriptions.set(id, subscription);
    session.data(`SUBOK,${id},${items.length},${fieldCount}`, `CONF,${id},unlimited,filtered`);
    for (const [index, item] of items.entries()) {
      const values = this.#state.get(item);
      if (values !== undefined) session.data(this.#updateLine(id, subscription, index, item, values));
    }
  }
}
