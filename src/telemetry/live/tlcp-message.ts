/** Name of the WebSocket subprotocol and so the version of the protocol this client speaks. */
export const TLCP_SUBPROTOCOL = "TLCP-2.5.0.lightstreamer.com";

/** One line of the server, read. `malformed` is a known tag with arguments that cannot be; `unknown` is any other tag. */
export type TlcpMessage =
  | { kind: "wsok" | "probe" }
  | {
      kind: "conok";
      sessionId: string;
      requestLimitBytes: number;
      keepAliveMs: number;
      controlLink: string | undefined;
    }
  | { kind: "conerr" | "end" | "error"; code: number; message: string }
  | { kind: "reqok"; requestId: string }
  | { kind: "reqerr"; requestId: string; code: number; message: string }
  | { kind: "subok"; subscription: number; items: number; fields: number }
  | { kind: "unsub"; subscription: number }
  | { kind: "conf"; subscription: number; frequency: string; filtering: string }
  | { kind: "update"; subscription: number; item: number; fields: string }
  | { kind: "eos" | "cs"; subscription: number; item: number }
  | { kind: "ov"; subscription: number; item: number; dropped: number }
  | { kind: "sync"; elapsedS: number }
  | { kind: "prog"; progressive: number }
  | { kind: "loop"; delayMs: number }
  | { kind: "note"; tag: "CONS" | "CLIENTIP" | "SERVNAME" | "NOOP"; text: string }
  | { kind: "other-data"; tag: "SUBCMD" | "MSGDONE" | "MSGFAIL" }
  | { kind: "malformed"; line: string; problem: string }
  | { kind: "unknown"; line: string };

/** Number of arguments of each tag of the TLCP 2.5.0 notification and response reference. */
const argumentCount: Readonly<Record<string, number>> = {
  WSOK: 0,
  PROBE: 0,
  CONOK: 4,
  CONERR: 2,
  END: 2,
  ERROR: 2,
  REQOK: 1,
  REQERR: 3,
  SUBOK: 3,
  SUBCMD: 5,
  UNSUB: 1,
  CONF: 3,
  U: 3,
  EOS: 2,
  CS: 2,
  OV: 3,
  SYNC: 1,
  PROG: 1,
  LOOP: 1,
  CONS: 1,
  CLIENTIP: 1,
  SERVNAME: 1,
  NOOP: 1,
  MSGDONE: 3,
  MSGFAIL: 4,
};

/**
 * Reads one line, without its CR-LF. Never throws: what cannot be read comes back as `malformed` or `unknown`, because a
 * feed that runs for months must survive a line it does not know.
 */
export function readMessage(line: string): TlcpMessage {
  const comma = line.indexOf(",");
  const tag = comma < 0 ? line : line.slice(0, comma);
  const wanted = Object.hasOwn(argumentCount, tag) ? argumentCount[tag] : undefined;
  if (wanted === undefined) return { kind: "unknown", line };
  // REQOK answers a heartbeat without naming a request.
  if (line === "REQOK") return { kind: "reqok", requestId: "" };
  const args = splitArguments(comma < 0 ? undefined : line.slice(comma + 1), wanted);
  if (args === undefined) return { kind: "malformed", line, problem: `${tag} takes ${wanted} arguments` };
  try {
    return messageOf(tag, args);
  } catch (error) {
    return { kind: "malformed", line, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** The last argument keeps its commas. */
function splitArguments(rest: string | undefined, wanted: number): string[] | undefined {
  if (wanted === 0) return rest === undefined ? [] : undefined;
  if (rest === undefined) return undefined;
  const args: string[] = [];
  let from = 0;
  while (args.length < wanted - 1) {
    const comma = rest.indexOf(",", from);
    if (comma < 0) return undefined;
    args.push(rest.slice(from, comma));
    from = comma + 1;
  }
  args.push(rest.slice(from));
  return args;
}

function messageOf(tag: string, args: readonly string[]): TlcpMessage {
  const count = (index: number) => integer(tag, args[index] ?? "", 0);
  const ordinal = (index: number) => integer(tag, args[index] ?? "", 1);
  const code = (index: number) => integer(tag, args[index] ?? "", Number.NEGATIVE_INFINITY);
  const text = (index: number) => percentDecode(args[index] ?? "");
  switch (tag) {
    case "WSOK":
      return { kind: "wsok" };
    case "PROBE":
      return { kind: "probe" };
    case "CONOK": {
      const link = text(3);
      return {
        kind: "conok",
        sessionId: required(tag, text(0)),
        requestLimitBytes: count(1),
        keepAliveMs: count(2),
        controlLink: link === "*" ? undefined : required(tag, link),
      };
    }
    case "CONERR":
      return { kind: "conerr", code: code(0), message: text(1) };
    case "END":
      return { kind: "end", code: code(0), message: text(1) };
    case "ERROR":
      return { kind: "error", code: code(0), message: text(1) };
    case "REQOK":
      return { kind: "reqok", requestId: text(0) };
    case "REQERR":
      return { kind: "reqerr", requestId: text(0), code: code(1), message: text(2) };
    case "SUBOK":
      return { kind: "subok", subscription: ordinal(0), items: count(1), fields: count(2) };
    case "UNSUB":
      return { kind: "unsub", subscription: ordinal(0) };
    case "CONF":
      return { kind: "conf", subscription: ordinal(0), frequency: text(1), filtering: text(2) };
    case "U":
      // The field list has its own encoding, undone value by value.
      return { kind: "update", subscription: ordinal(0), item: ordinal(1), fields: args[2] ?? "" };
    case "EOS":
      return { kind: "eos", subscription: ordinal(0), item: ordinal(1) };
    case "CS":
      return { kind: "cs", subscription: ordinal(0), item: ordinal(1) };
    case "OV":
      return { kind: "ov", subscription: ordinal(0), item: ordinal(1), dropped: count(2) };
    case "SYNC":
      return { kind: "sync", elapsedS: count(0) };
    case "PROG":
      return { kind: "prog", progressive: count(0) };
    case "LOOP":
      return { kind: "loop", delayMs: count(0) };
    case "CONS":
    case "CLIENTIP":
    case "SERVNAME":
    case "NOOP":
      return { kind: "note", tag, text: text(0) };
    case "SUBCMD":
    case "MSGDONE":
    case "MSGFAIL":
      return { kind: "other-data", tag };
    default:
      return { kind: "unknown", line: tag };
  }
}

function integer(tag: string, text: string, least: number): number {
  const value = Number(text);
  if (!/^-?\d{1,15}$/.test(text) || value < least) throw new Error(`${tag} has "${text}" for a number`);
  return value;
}

function required(tag: string, text: string): string {
  if (text === "") throw new Error(`${tag} has an empty argument`);
  return text;
}

/** Undoes percent-encoding of UTF-8; throws on a broken sequence. */
export function percentDecode(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Error(`"${text}" is not percent-encoded UTF-8`);
  }
}

/** A request as one WebSocket text message: its name on the first line, the parameters on the second. */
export function writeRequest(
  name: "create_session" | "bind_session" | "control",
  parameters: Readonly<Record<string, string | number | boolean | undefined>>,
): string {
  const pairs = Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`);
  return `${name}\r\n${pairs.join("&")}`;
}
