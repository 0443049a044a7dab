import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leak } from "../../alarm/findings.case.ts";
import { streamMessageSchema } from "../contract.ts";
import { LiveSource, pointOf } from "../live-source.case.ts";
import { madeUpRun } from "../made-up-run.case.ts";
import { type Served, StreamClient, serve } from "../service.case.ts";
import { MessageRing } from "./message-ring.ts";

/** A service with one live run that says what the test says. */
async function serveLive(
  options = {},
): Promise<{ served: Served; speak: (count: number, paddingBytes?: number) => void }> {
  const source = new LiveSource();
  const live = madeUpRun({
    id: "live",
    kind: "live",
    frames: 0,
    loops: [{ id: "a", name: "A", carrier: "Station" }],
  });
  const served = await serve([{ ...live, outputs: source.outputs() }], { aliveEveryMs: 50, ...options });
  let timeS = live.startS;
  const speak = (count: number, paddingBytes = 0) => {
    const odds = { ["x".repeat(paddingBytes)]: 1 };
    for (let index = 0; index < count; index += 1) {
      timeS += 10;
      source.say({
        loopIndex: 0,
        point: pointOf(timeS, "leaking"),
        findings: [leak("a", timeS, "confirmed", odds)],
      });
    }
  };
  return { served, speak };
}

const findingsOf = (client: StreamClient) =>
  client.messages.filter(({ message }) => message.kind === "finding");
const numbersOf = (client: StreamClient) => client.messages.map(({ id }) => id!);
const isGapless = (ids: readonly number[]) =>
  ids.every((id, index) => index === 0 || id === ids[index - 1]! + 1);

describe("the stream", () => {
  test("says that the watch is alive, and of how many loops, again and again", async () => {
    const { served } = await serveLive();
    const client = new StreamClient(served.address);
    await client.until(() => client.heard.length >= 4);
    for (const { message } of client.heard) {
      expect(streamMessageSchema.parse(message)).toMatchObject({ kind: "alive", loops: 1 });
    }
  });

  test("tells every finding and alarm once, in order, in the contract's words", async () => {
    const { served, speak } = await serveLive();
    const client = new StreamClient(served.address);
    await client.until(() => client.heard.length > 0);
    speak(20);
    await client.until(() => findingsOf(client).length >= 20);
    for (const { message } of client.messages) streamMessageSchema.parse(message);
    expect(isGapless(numbersOf(client))).toBe(true);
    const times = findingsOf(client).map(({ message }) => message.finding.timeS);
    expect(times).toEqual([...new Set(times)].sort());
    const alarms = client.messages.filter(({ message }) => message.kind === "alarm");
    expect(alarms.map(({ message }) => [message.alarm.id, message.alarm.priority])).toEqual([
      ["a~leak", "warning"],
    ]);
  });

  test("goes on where a client that lost its connection had stopped", async () => {
    const { served, speak } = await serveLive();
    const first = new StreamClient(served.address);
    await first.until(() => first.heard.length > 0);
    speak(5);
    await first.until(() => findingsOf(first).length >= 5);
    const last = numbersOf(first).at(-1)!;
    first.close();
    speak(5);
    const second = new StreamClient(served.address, last);
    await second.until(() => findingsOf(second).length >= 5);
    expect(numbersOf(second)[0]).toBe(last + 1);
    expect(isGapless([...numbersOf(first), ...numbersOf(second)])).toBe(true);
    const times = [...findingsOf(first), ...findingsOf(second)].map(({ message }) => message.finding.timeS);
    expect(new Set(times).size).toBe(10);
  });

  test("tells a client to ask for everything anew when what it missed is gone, or was never sent", async () => {
    const { served, speak } = await serveLive({ messagesKept: 8 });
    const first = new StreamClient(served.address);
    await first.until(() => first.heard.length > 0);
    speak(30);
    await first.until(() => findingsOf(first).length >= 30);
    const ids = numbersOf(first);
    for (const stale of [ids[0]!, ids.at(-1)! + 1000, 1, "not-a-number"]) {
      const client = new StreamClient(served.address, stale);
      await client.until(() => client.heard.length >= 2);
      expect(client.heard[0]).toMatchObject({ event: "reload", id: ids.at(-1), message: { reason: /ask/i } });
    }
    const near = new StreamClient(served.address, ids.at(-3));
    await near.until(() => near.heard.length >= 3);
    expect(numbersOf(near)).toEqual(ids.slice(-2));
  });

  test("numbers of one start are never taken for those of the next", async () => {
    const one = await serveLive();
    const client = new StreamClient(one.served.address);
    await client.until(() => client.heard.length > 0);
    one.speak(10);
    await client.until(() => findingsOf(client).length >= 10);
    const last = numbersOf(client).at(-1)!;
    await one.served.close();
    const two = await serveLive();
    two.speak(50);
    const again = new StreamClient(two.served.address, last);
    await again.until(() => again.heard.length > 0);
    expect(again.heard[0]!.event).toBe("reload");
  });

  test("a client that does not read is let go, and nobody else waits for it", async () => {
    const { served, speak } = await serveLive({
      unreadBytesAtMost: 20_000,
      messagesKept: 100_000,
      stallAtMostMs: 1500,
    });
    const stalled = new StreamClient(served.address);
    const reader = new StreamClient(served.address);
    await stalled.until(() => stalled.heard.length > 0);
    await reader.until(() => reader.heard.length > 0);
    stalled.stall();
    let spoken = 0;
    const clients = async () => (await served.get("/api/v1/health")).body.clients;
    // What a socket swallows before it pushes back differs from system to system.
    while ((await clients()) === 2) {
      speak(50, 20_000);
      spoken += 50;
      await reader.until(() => findingsOf(reader).length >= spoken);
    }
    expect(await clients()).toBe(1);
    expect(isGapless(numbersOf(reader))).toBe(true);
    stalled.goOn();
    await stalled.until(() => stalled.ended);
    const last = stalled.heard.at(-1)!;
    expect(last.event).toBe("dropped");
    const back = new StreamClient(served.address, numbersOf(stalled).at(-1));
    await back.until(() => findingsOf(stalled).length + findingsOf(back).length >= spoken);
    expect(isGapless([...numbersOf(stalled), ...numbersOf(back)])).toBe(true);
  });

  test("takes only so many clients, and says so to the next", async () => {
    const { served } = await serveLive({ clientsAtMost: 2 });
    const clients = [new StreamClient(served.address), new StreamClient(served.address)];
    for (const client of clients) await client.until(() => client.heard.length > 0);
    const answer = await served.get("/api/v1/stream");
    expect([answer.status, answer.body.detail]).toEqual([
      503,
      expect.stringMatching(/Close another console/),
    ]);
  });
});

test("the ring gives exactly what was missed, or says that it cannot", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.nat(100),
      fc.integer({ min: -5, max: 120 }),
      (capacity, sent, ago) => {
        const ring = new MessageRing(capacity, 1000);
        for (let index = 0; index < sent; index += 1) ring.add({ kind: "alive", timeS: index, loops: 0 });
        const missed = ring.after(ring.lastId - ago);
        const canTell = ago >= 0 && ago <= Math.min(capacity, sent);
        expect(missed?.map(({ id }) => id) ?? null).toEqual(
          canTell ? Array.from({ length: ago }, (_, index) => ring.lastId - ago + 1 + index) : null,
        );
      },
    ),
    { seed: 5 },
  );
});
