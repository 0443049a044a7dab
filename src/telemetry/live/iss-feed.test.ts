import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { InputError, type SourceEvent } from "../sample.ts";
import { openIssFeed } from "./iss-feed.ts";
import { contextItems, coolingItems, TIME_ITEM } from "./iss-items.ts";
import { stampOf } from "./iss-stamp.ts";
import { TlcpTestServer } from "./tlcp-test-server.case.ts";

const patience = {
  graceMs: 200,
  connectMs: 2000,
  backoff: { firstMs: 20, longestMs: 100 },
};

/** A consumer that collects the feed's events as plain values until stopped. */
function consume(server: TlcpTestServer, items = ["S1000002", "P1000002"]) {
  const abort = new AbortController();
  const links: string[] = [];
  const feed = openIssFeed({
    server: server.url,
    items,
    patience,
    signal: abort.signal,
    random: () => 0.5,
    onLink: (state, reason) => links.push(`${state}: ${reason}`),
  });
  const samples: { channel: string; value: number; timeS: number }[] = [];
  const others: Exclude<SourceEvent, { kind: "samples" }>[] = [];
  const done = (async () => {
    for await (const event of feed.events()) {
      if (event.kind !== "samples") others.push(event);
      else
        for (let n = 0; n < event.batch.count; n++)
          samples.push({
            channel: feed.channels.names[event.batch.channel[n]!]!,
            value: event.batch.value[n]!,
            timeS: event.batch.timeS[n]!,
          });
    }
  })();
  const stop = () => {
    abort.abort();
    return done;
  };
  return { samples, others, links, done, feed, stop };
}

/** Waits until something holds; the test's own time limit is the only one. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const report = (value: number) => [String(stampOf(Date.now() / 1000)), String(value), "24"];

describe("the live ISS feed, against a server on the loopback address", () => {
  let server: TlcpTestServer;
  beforeEach(async () => {
    server = await TlcpTestServer.start();
  });
  afterEach(() => server.stop());

  it("asks for the ISSLIVE set and all cooling items, their context and the clock by default", async () => {
    const abort = new AbortController();
    const feed = openIssFeed({ server: server.url, patience, signal: abort.signal });
    const done = feed.events()[Symbol.asyncIterator]().next();
    await until(() => server.requests.length >= 2);
    expect(server.requests[0]?.parameters.get("LS_adapter_set")).toBe("ISSLIVE");
    expect(server.requests[1]?.parameters.get("LS_group")?.split(" ")).toEqual([
      ...coolingItems,
      ...contextItems,
      TIME_ITEM,
    ]);
    expect([coolingItems.length, contextItems.length]).toEqual([18, 47]);
    abort.abort();
    expect((await done).value === undefined || (await done).value.kind === "signal").toBe(true);
  });

  it("delivers snapshot and changes in order, and the signal's state from the clock", async () => {
    server.publish("S1000002", report(1809));
    const c = consume(server);
    await until(() => c.samples.length === 1);
    server.publish(TIME_ITEM, report(0));
    for (let n = 1; n <= 50; n++) server.publish(n % 2 === 0 ? "S1000002" : "P1000002", report(1809 + n));
    await until(() => c.samples.length === 51);
    await c.stop();
    expect(c.samples.map((sample) => sample.value)).toEqual(Array.from({ length: 51 }, (_, n) => 1809 + n));
    expect(c.others.map((event) => event.kind === "signal" && event.state)).toContain("acquired");
    await until(() => server.requests.at(-1)?.parameters.get("LS_op") === "destroy");
  });

  it("loses and repeats nothing when the connection drops in the middle of the stream", async () => {
    const c = consume(server);
    server.repeatOnRecovery = 3;
    let published = 0;
    for (let drop = 0; drop < 5; drop++) {
      await until(
        () => c.samples.length === published && server.connections === 1 && c.links.length === 2 * drop + 1,
      );
      for (let n = 0; n < 20; n++) server.publish("S1000002", report(++published));
      server.dropConnections();
      for (let n = 0; n < 20; n++) server.publish("S1000002", report(++published));
    }
    await until(() => c.samples.length >= published);
    await c.stop();
    expect(c.samples.map((sample) => sample.value)).toEqual(Array.from({ length: 200 }, (_, n) => n + 1));
    expect(c.links.filter((link) => link.includes("recovered"))).toHaveLength(5);
  });

  it("goes on with a fresh snapshot when the server has forgotten the session", async () => {
    const c = consume(server);
    server.publish("S1000002", report(1));
    await until(() => c.samples.length === 1);
    server.forgetSessions();
    server.dropConnections();
    server.publish("S1000002", report(2));
    await until(() => c.samples.length === 2);
    await c.stop();
    expect(c.samples.map((sample) => sample.value)).toEqual([1, 2]);
    expect(server.requests.map(({ name }) => name).filter((name) => name === "create_session")).toHaveLength(
      2,
    );
  });

  it("sees an open but silent socket as a lost signal, and comes back by itself", async () => {
    server.keepAliveMs = 300;
    const probes = setInterval(() => {
      if (!server.silent) server.sendRaw("PROBE");
    }, 50);
    const c = consume(server);
    server.publish(TIME_ITEM, report(0));
    await until(() => c.others.some((event) => event.kind === "signal" && event.state === "acquired"));
    server.silent = true;
    await until(() => c.others.some((event) => event.kind === "signal" && event.state === "lost"));
    expect(c.links.at(-1)).toContain("nothing came");
    server.silent = false;
    server.publish("S1000002", report(7));
    server.publish(TIME_ITEM, report(0));
    await until(() => c.samples.length === 1 && c.others.at(-1)?.kind === "signal");
    await until(() => c.others.filter((event) => event.kind === "signal").length === 3);
    clearInterval(probes);
    await c.stop();
    expect(c.others.map((event) => event.kind === "signal" && event.state)).toEqual([
      "acquired",
      "lost",
      "acquired",
    ]);
  });

  it("rebinds on LOOP without a gap", async () => {
    const c = consume(server);
    await until(() => c.links.length === 1);
    for (let n = 1; n <= 10; n++) {
      server.publish("S1000002", report(n));
      await until(() => c.samples.length === n);
      server.loop();
      const binds = n;
      await until(() => server.requests.filter(({ name }) => name === "bind_session").length === binds);
    }
    await c.stop();
    expect(c.samples.map((sample) => sample.value)).toEqual(Array.from({ length: 10 }, (_, n) => n + 1));
    expect(c.links).toHaveLength(1);
  });

  it("waits and tries again while the server is overloaded", async () => {
    server.denials.push("CONERR,5,overloaded", "CONERR,10,New sessions temporarily blocked");
    server.publish("S1000002", report(3));
    const c = consume(server);
    await until(() => c.samples.length === 1);
    await c.stop();
    expect(server.requests.filter(({ name }) => name === "create_session")).toHaveLength(3);
  });

  it("fails with a message naming server, adapter set and code if they do not fit", async () => {
    server.denials.push("CONERR,2,Requested Adapter Set not available");
    const { done } = consume(server);
    const failure = await done.catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InputError);
    expect((failure as Error).message).toContain(server.url);
    expect((failure as Error).message).toContain('"ISSLIVE"');
    expect((failure as Error).message).toContain("code 2");
  });

  it("tells of lines it cannot read and delivers what follows them", async () => {
    const c = consume(server);
    await until(() => c.links.length === 1);
    server.sendRaw("\u0000garbage", "CONF");
    server.publish("S1000002", ["not a stamp", "5", "24"]);
    server.publish("S1000002", report(6));
    await until(() => c.samples.length === 1);
    await c.stop();
    expect(c.samples[0]?.value).toBe(6);
    expect(c.others.filter((event) => event.kind === "refused")).toHaveLength(3);
  });

  it("keeps everything for a slow consumer, unread in the socket if need be, and stays connected meanwhile", async () => {
    // More than wait in memory at most.
    const count = 120_000;
    const abort = new AbortController();
    const feed = openIssFeed({ server: server.url, items: ["S1000002"], patience, signal: abort.signal });
    const values: number[] = [];
    const consumer = (async () => {
      for await (const event of feed.events()) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        if (event.kind === "samples") values.push(...event.batch.value.subarray(0, event.batch.count));
        if (values.length === count) abort.abort();
      }
    })();
    await until(() => server.requests.length >= 2);
    for (let n = 1; n <= count; n++) server.publish("S1000002", report(n));
    await consumer;
    expect(values).toEqual(Array.from({ length: count }, (_, n) => n + 1));
    expect(server.requests.filter(({ name }) => name === "create_session")).toHaveLength(1);
  });

  it("waits for a server that is not there yet", async () => {
    const { port } = server;
    await server.stop();
    const abort = new AbortController();
    const feed = openIssFeed({
      server: `ws://127.0.0.1:${port}`,
      items: ["S1000002"],
      patience,
      signal: abort.signal,
    });
    const first = feed.events()[Symbol.asyncIterator]().next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    server = await TlcpTestServer.start(port);
    server.publish("S1000002", report(11));
    expect((await first).value).toMatchObject({ kind: "samples" });
    abort.abort();
  });
});
