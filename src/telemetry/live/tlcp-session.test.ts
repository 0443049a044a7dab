import { describe, expect, it } from "vitest";
import { type TlcpAction, TlcpSession } from "./tlcp-session.ts";

const options = {
  adapterSet: "ISSLIVE",
  items: ["A", "B"],
  fields: ["TimeStamp", "Value"],
  keepAliveMs: 5000,
  graceMs: 2000,
  connectMs: 10_000,
  stableMs: 10_000,
  renewMs: 60_000,
  backoff: { firstMs: 1000, longestMs: 60_000 },
};

/** A session with a clock of its own that a test moves. */
function fresh() {
  const session = new TlcpSession(options, () => 0.5);
  let nowMs = 0;
  const step = (event: Parameters<TlcpSession["step"]>[0]): readonly TlcpAction[] =>
    session.step(event, nowMs);
  return {
    session,
    step,
    wait: (ms: number) => {
      nowMs += ms;
    },
    toDeadline: () => {
      nowMs = session.deadlineMs;
      return step({ kind: "tick" });
    },
    lines: (...lines: string[]) => lines.flatMap((line) => [...step({ kind: "line", line })]),
    get nowMs() {
      return nowMs;
    },
  };
}

const kinds = (actions: readonly TlcpAction[]) => actions.map((action) => action.kind);
const sent = (actions: readonly TlcpAction[]) =>
  actions.flatMap((action) => (action.kind === "send" ? [action.text] : []));

/** Up to the first snapshot: SUBOK, CONF and two updates make four data notifications. */
function streaming() {
  const s = fresh();
  s.step({ kind: "start" });
  s.step({ kind: "opened" });
  s.lines("CONOK,S1,50000,5000,*", "SERVNAME,x", "REQOK,1", "SUBOK,1,2,2", "CONF,1,unlimited,filtered");
  s.lines("U,1,1,24|1", "U,1,2,24|2");
  return s;
}

describe("a TLCP session", () => {
  it("opens, asks for a session as a custom client, subscribes in MERGE mode with snapshot, and is up when that is granted", () => {
    const s = fresh();
    expect(kinds(s.step({ kind: "start" }))).toEqual(["open"]);
    const [create] = sent(s.step({ kind: "opened" }));
    expect(create).toBe(
      "create_session\r\nLS_adapter_set=ISSLIVE&LS_cid=mgQkwtwdysogQz2BJ4Ji%20kOj2Bg&LS_supported_diffs=T&LS_keepalive_millis=5000",
    );
    const [subscribe] = sent(s.lines("CONOK,S1,50000,5000,*"));
    expect(subscribe).toBe(
      "control\r\nLS_reqId=1&LS_op=add&LS_subId=1&LS_mode=MERGE&LS_group=A%20B&LS_schema=TimeStamp%20Value&LS_snapshot=true",
    );
    expect(s.lines("SUBOK,1,2,2")).toEqual([{ kind: "link", state: "up", reason: "subscribed" }]);
  });

  it("tells a first update as a snapshot and the next as a change of the fields it names", () => {
    const s = streaming();
    expect(s.lines("U,1,1,|7")).toEqual([
      { kind: "update", update: { item: "A", values: ["24", "7"], changed: [false, true], snapshot: false } },
    ]);
  });

  it("calls an open but silent connection dead once keep-alive and grace have passed, and not before", () => {
    const s = streaming();
    s.wait(6999);
    expect(s.step({ kind: "tick" })).toEqual([]);
    s.wait(1);
    const actions = s.step({ kind: "tick" });
    expect(kinds(actions)).toEqual(["close", "link"]);
    expect(actions[1]).toMatchObject({ state: "down" });
  });

  it.each(["PROBE", "SYNC,5", "NOOP,x", "U,1,1,|8"])("lives on %s", (line) => {
    const s = streaming();
    for (let n = 0; n < 20; n++) {
      s.wait(6000);
      expect(kinds(s.step({ kind: "tick" }))).toEqual([]);
      s.lines(line);
    }
  });

  it("recovers a dropped session from the notifications counted, skips what it has had, and loses nothing", () => {
    const s = streaming();
    s.step({ kind: "closed", reason: "reset" });
    expect(kinds(s.toDeadline())).toEqual(["open"]);
    const [bind] = sent(s.step({ kind: "opened" }));
    expect(bind).toBe("bind_session\r\nLS_session=S1&LS_recovery_from=4&LS_keepalive_millis=5000");
    // The server starts two notifications early: both were handled before.
    const actions = s.lines("CONOK,S1,50000,5000,*", "PROG,2", "U,1,1,24|1", "U,1,2,24|2", "U,1,2,|3");
    expect(actions).toEqual([
      { kind: "link", state: "up", reason: "session recovered" },
      { kind: "update", update: { item: "B", values: ["24", "3"], changed: [false, true], snapshot: false } },
    ]);
  });

  it("makes a new session on the same socket if the old one is not found, and starts from a snapshot", () => {
    const s = streaming();
    s.step({ kind: "closed", reason: "reset" });
    s.toDeadline();
    s.step({ kind: "opened" });
    expect(sent(s.lines("CONERR,20,not found"))[0]).toContain("create_session");
    expect(sent(s.lines("CONOK,S2,50000,5000,*"))[0]).toContain("LS_op=add&LS_subId=1");
    expect(s.lines("SUBOK,1,2,2", "CONF,1,unlimited,filtered", "U,1,1,24|9").at(-1)).toMatchObject({
      update: { values: ["24", "9"], snapshot: true },
    });
  });

  it("asks for a new session if the server resumes beyond what was received, or without saying where", () => {
    for (const lines of [["PROG,9"], ["U,1,1,|5"]]) {
      const s = streaming();
      s.step({ kind: "closed", reason: "reset" });
      s.toDeadline();
      s.step({ kind: "opened" });
      expect(kinds(s.lines("CONOK,S1,50000,5000,*", ...lines))).toContain("close");
      s.toDeadline();
      expect(sent(s.step({ kind: "opened" }))[0]).toContain("create_session");
    }
  });

  it("gives up binding after three attempts without an answer", () => {
    const s = streaming();
    s.step({ kind: "closed", reason: "reset" });
    const requests: string[] = [];
    for (let attempt = 0; attempt < 4; attempt++) {
      s.toDeadline();
      requests.push(...sent(s.step({ kind: "opened" })).map((text) => text.split("\r\n")[0]!));
      s.toDeadline();
    }
    expect(requests).toEqual(["bind_session", "bind_session", "bind_session", "create_session"]);
  });

  it("rebinds on LOOP without recovery and without the link going down", () => {
    const s = streaming();
    const actions = s.lines("LOOP,0");
    expect(sent(actions)).toEqual(["bind_session\r\nLS_session=S1&LS_keepalive_millis=5000"]);
    expect(kinds(s.lines("CONOK,S1,50000,5000,*", "U,1,1,|8"))).toEqual(["update"]);
  });

  it("waits longer after each failure, up to the longest, and starts anew after a stable connection", () => {
    const s = fresh();
    s.step({ kind: "start" });
    const waits: number[] = [];
    for (let n = 0; n < 9; n++) {
      const before = s.nowMs;
      s.step({ kind: "closed", reason: "refused" });
      s.toDeadline();
      waits.push(s.nowMs - before);
    }
    expect(waits).toEqual([750, 1500, 3000, 6000, 12_000, 24_000, 45_000, 45_000, 45_000]);
    s.step({ kind: "opened" });
    s.lines("CONOK,S1,50000,5000,*", "SUBOK,1,2,2");
    s.wait(10_000);
    s.lines("PROBE");
    const before = s.nowMs;
    s.step({ kind: "closed", reason: "reset" });
    s.toDeadline();
    expect(s.nowMs - before).toBe(750);
  });

  it("does not start the back-off anew for a server that grants a session and drops it at once", () => {
    const s = fresh();
    s.step({ kind: "start" });
    let last = 0;
    for (let n = 0; n < 8; n++) {
      s.step({ kind: "opened" });
      s.lines("CONOK,S1,50000,5000,*", "SUBOK,1,2,2");
      const before = s.nowMs;
      s.lines("END,33,unexpected error");
      s.toDeadline();
      last = s.nowMs - before;
    }
    expect(last).toBe(45_000);
  });

  it.each([
    ["CONERR,1,User/password check failed", "refused"],
    ["CONERR,2,Requested Adapter Set not available", 'adapter set "ISSLIVE"'],
  ])("fails for good on %s before a session was ever granted", (line, text) => {
    const s = fresh();
    s.step({ kind: "start" });
    s.step({ kind: "opened" });
    const actions = s.lines(line);
    expect(kinds(actions)).toEqual(["close", "fatal"]);
    expect((actions[1] as { problem: string }).problem).toContain(text);
    expect(s.session.deadlineMs).toBe(Number.POSITIVE_INFINITY);
  });

  it("keeps trying after the same refusal once it has been subscribed: the server may be in repair", () => {
    const s = streaming();
    s.lines("END,32,closed by the administrator");
    s.toDeadline();
    s.step({ kind: "opened" });
    expect(kinds(s.lines("CONERR,2,Requested Adapter Set not available"))).toEqual(["close"]);
    expect(kinds(s.toDeadline())).toEqual(["open"]);
  });

  it("fails for good if the first subscription is refused or counts other items than asked for", () => {
    for (const line of ["REQERR,1,21,Bad Item Group name", "ERROR,65,Syntax error", "SUBOK,1,1,2"]) {
      const s = fresh();
      s.step({ kind: "start" });
      s.step({ kind: "opened" });
      s.lines("CONOK,S1,50000,5000,*");
      expect(kinds(s.lines(line))).toContain("fatal");
    }
  });

  it("refuses an update that cannot be applied, subscribes anew for a snapshot, and not again within the minute", () => {
    const s = streaming();
    const actions = s.lines("U,1,2,|%ZZ");
    expect(kinds(actions)).toEqual(["refused", "send", "send"]);
    expect(sent(actions)[1]).toContain("LS_op=add&LS_subId=2");
    expect(s.lines("UNSUB,1", "U,1,1,|9", "SUBOK,2,2,2", "CONF,2,unlimited,filtered")).toEqual([]);
    expect(kinds(s.lines("U,2,1,24|1", "U,2,2,24|2"))).toEqual(["update", "update"]);
    expect(kinds(s.lines("U,2,1,^P[]|3"))).toEqual(["refused"]);
    expect(kinds(s.lines("U,2,2,|5"))).toEqual(["update"]);
    // Nothing is built upon the refused one.
    expect(kinds(s.lines("U,2,1,|4"))).toEqual(["refused"]);
    expect(s.lines("U,2,1,24|4").at(-1)).toMatchObject({ update: { values: ["24", "4"] } });
  });

  it("names lines that are not of the protocol and goes on", () => {
    const s = streaming();
    expect(kinds(s.lines("<html>", "SYNC,x", "U,1,9,1|2"))).toEqual(["refused", "refused", "refused"]);
    expect(kinds(s.lines("OV,1,2,5"))).toEqual(["dropped"]);
    expect(s.lines("EOS,1,1", "CS,1,1", "CONS,unlimited", "CLIENTIP,::1", "WSOK")).toEqual([]);
  });

  it("builds nothing on any item after an update of which not even the item can be read", () => {
    const s = streaming();
    expect(kinds(s.lines("U,1"))).toEqual(["refused", "send", "send"]);
    s.lines("UNSUB,1", "SUBOK,2,2,2", "CONF,2,unlimited,filtered", "U,2,1,24|1", "U,2,2,24|2");
    // Within the minute there is no second renewal, so differences are refused until a whole update comes.
    expect(kinds(s.lines("U,x", "U,2,1,|5", "U,2,2,|6"))).toEqual(["refused", "refused", "refused"]);
    s.wait(60_000);
    expect(kinds(s.lines("U,2,1,|7"))).toEqual(["refused", "send", "send"]);
  });

  it("destroys its session when stopped and then does nothing more", () => {
    const s = streaming();
    expect(kinds(s.step({ kind: "stop" }))).toEqual(["send", "close"]);
    expect(s.lines("U,1,1,|9")).toEqual([]);
    expect(s.step({ kind: "tick" })).toEqual([]);
  });
});
