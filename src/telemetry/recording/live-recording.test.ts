import { expect, it } from "vitest";
import { openIssFeed } from "../live/iss-feed.ts";
import { stampOf } from "../live/iss-stamp.ts";
import { TlcpTestServer } from "../live/tlcp-test-server.case.ts";
import { MemoryDisk } from "./memory-disk.case.ts";
import { openRecording } from "./open-recording.ts";
import { recordSource } from "./record-source.ts";
import { plainEvents } from "./samples.case.ts";

it("the live feed, recorded over dropped connections, is read back with every report once and the gaps as lost signal", async () => {
  const server = await TlcpTestServer.start();
  const abort = new AbortController();
  const disk = new MemoryDisk();
  const feed = openIssFeed({
    server: server.url,
    items: ["S1000002"],
    signal: abort.signal,
    patience: { backoff: { firstMs: 10, longestMs: 50 } },
  });
  const stamp = () => String(stampOf(Date.now() / 1000));
  let published = 0;
  const publisher = setInterval(() => {
    if (server.requests.length < 2 || published === 100) return;
    server.publish("TIME_000001", [stamp(), "0", "24"]);
    server.publish("S1000002", [stamp(), String(++published), "24"]);
    if (published % 30 === 0) server.dropConnections();
  }, 5);
  const end = await recordSource(
    feed,
    "rec",
    {
      disk,
      syncEveryMs: 20,
      progressEveryMs: 5,
      onProgress: ({ samples, link }) => {
        if (samples === 100 && link === "acquired") abort.abort();
      },
    },
    abort.signal,
  );
  clearInterval(publisher);
  await server.stop();
  const events = await plainEvents(await openRecording("rec", disk));
  const values = events.flatMap((event) => (event.kind === "sample" ? [event.value] : []));
  expect(values).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
  expect(end.syncedSamples).toBe(100);
  const signals = events.flatMap((event) => (event.kind === "signal" ? [event.state] : []));
  expect(signals.filter((state) => state === "lost")).toHaveLength(3);
  expect(signals.at(-1)).toBe("acquired");
});
