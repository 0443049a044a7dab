import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMessage, writeRequest } from "./tlcp-message.ts";

// Oracle: the examples printed in the TLCP 2.5.0 specification, chapters 2 and 3.
describe("the reader of TLCP lines", () => {
  it.each([
    [
      "CONOK,S73d162c183916f0dT2729905,50000,5000,*",
      {
        kind: "conok",
        sessionId: "S73d162c183916f0dT2729905",
        requestLimitBytes: 50000,
        keepAliveMs: 5000,
        controlLink: undefined,
      },
    ],
    [
      "CONERR,2,Requested Adapter Set not available",
      { kind: "conerr", code: 2, message: "Requested Adapter Set not available" },
    ],
    ["END,8,Session count limit reached", { kind: "end", code: 8, message: "Session count limit reached" }],
    ["SUBOK,3,1,10", { kind: "subok", subscription: 3, items: 1, fields: 10 }],
    ["UNSUB,3", { kind: "unsub", subscription: 3 }],
    ["EOS,3,1", { kind: "eos", subscription: 3, item: 1 }],
    ["CS,3,1", { kind: "cs", subscription: 3, item: 1 }],
    ["OV,3,1,5", { kind: "ov", subscription: 3, item: 1, dropped: 5 }],
    ["CONF,3,3.0,filtered", { kind: "conf", subscription: 3, frequency: "3.0", filtering: "filtered" }],
    ["SYNC,120", { kind: "sync", elapsedS: 120 }],
    ["PROG,24576", { kind: "prog", progressive: 24576 }],
    ["LOOP,5000", { kind: "loop", delayMs: 5000 }],
    ["PROBE", { kind: "probe" }],
    ["WSOK", { kind: "wsok" }],
    ["REQOK,1", { kind: "reqok", requestId: "1" }],
    ["CONS,50", { kind: "note", tag: "CONS", text: "50" }],
    ["CLIENTIP,::1", { kind: "note", tag: "CLIENTIP", text: "::1" }],
    [
      "SERVNAME,Lightstreamer HTTP Server",
      { kind: "note", tag: "SERVNAME", text: "Lightstreamer HTTP Server" },
    ],
    ["MSGDONE,Orders_Sequence,3,Processed with ID 32652506", { kind: "other-data", tag: "MSGDONE" }],
  ])("reads %s as the specification prints it", (line, message) => {
    expect(readMessage(line)).toEqual(message);
  });

  it("keeps commas and percent signs of an update's field list, and undoes percent-encoding elsewhere", () => {
    expect(readMessage("U,3,1,a,b%7Cc|d")).toEqual({
      kind: "update",
      subscription: 3,
      item: 1,
      fields: "a,b%7Cc|d",
    });
    expect(readMessage("REQERR,1,21,Bad%2C group")).toEqual({
      kind: "reqerr",
      requestId: "1",
      code: 21,
      message: "Bad, group",
    });
  });

  it.each([
    "CONOK,S1",
    "U,1,1",
    "U,x,1,a",
    "U,0,1,a",
    "PROBE,1",
    "SYNC,-3",
    "LOOP,",
    "CONERR,2",
    "END,1,%ZZ",
  ])("calls %s malformed instead of failing", (line) => {
    expect(readMessage(line)).toMatchObject({ kind: "malformed", line });
  });

  it("survives any line whatever", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom("constructor,1", "toString", "__proto__,1")),
        (line) => {
          expect(typeof readMessage(line).kind).toBe("string");
        },
      ),
    );
  });
});

describe("the writer of TLCP requests", () => {
  it("puts name and parameters on lines of their own, escapes reserved characters and leaves out what is undefined", () => {
    expect(writeRequest("control", { LS_reqId: 1, LS_group: "a b&c=d%+\r\n", LS_session: undefined })).toBe(
      "control\r\nLS_reqId=1&LS_group=a%20b%26c%3Dd%25%2B%0D%0A",
    );
  });
});
