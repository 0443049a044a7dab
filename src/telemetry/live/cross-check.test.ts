import { LightstreamerClient, Subscription } from "lightstreamer-client-web";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import WebSocket from "ws";
import { LightstreamerSource, patientSession } from "./lightstreamer-source.ts";
import type { FieldValue } from "./tlcp-fields.ts";
import type { ItemUpdate } from "./tlcp-session.ts";
import { TlcpTestServer } from "./tlcp-test-server.case.ts";

// Oracle: the vendor's own client, connected to the same server, must see the same updates in the same order.
const items = ["A", "B", "C"];
const fields = ["TimeStamp", "Value", "Status.Class", "Text"];
const palette: readonly FieldValue[] = [
  null,
  "",
  "#",
  "$",
  "^",
  "^3",
  "^Tabc",
  "a|b",
  "100%",
  "1,2,3",
  "\r\n",
  "kPa \u00b7 \u20ac",
  "a long text that changes only at its very end: 1",
  "a long text that changes only at its very end: 22",
];

interface Seen {
  readonly item: string;
  readonly values: readonly FieldValue[];
  readonly snapshot: boolean;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}

function random(seed: number): (below: number) => number {
  const generator = xoroshiro128plus(seed);
  return (below) => (generator.next() >>> 0) % below;
}

describe("our client beside lightstreamer-client-web", () => {
  // The vendor's client is written for a browser and takes its socket from there.
  beforeAll(() => {
    Object.assign(globalThis, { WebSocket });
  });
  afterAll(() => {
    Reflect.deleteProperty(globalThis, "WebSocket");
  });

  it.each([1, 2, 3, 5, 8, 13, 21, 34])(
    "sees the same sequence of item updates for stream %d",
    async (seed) => {
      const server = await TlcpTestServer.start();
      const pick = random(seed);
      server.flip = () => pick(2) === 0;
      const value = (): FieldValue =>
        pick(2) === 0 ? String(pick(100_000) / 8) : (palette[pick(palette.length)] as FieldValue);
      const state = new Map<string, FieldValue[]>();
      const publish = () => {
        const item = items[pick(items.length)]!;
        const values = [...(state.get(item) ?? fields.map(value))];
        for (let n = pick(fields.length + 1); n > 0; n--) values[pick(fields.length)] = value();
        state.set(item, values);
        server.publish(item, values);
      };
      for (let n = 0; n < 3; n++) publish();

      const ours: Seen[] = [];
      const abort = new AbortController();
      const source = new LightstreamerSource({
        ...patientSession,
        server: server.url,
        adapterSet: "TEST",
        items,
        fields,
        signal: abort.signal,
        reader: {
          update: ({ item, values, snapshot }: ItemUpdate) => {
            ours.push({ item, values, snapshot });
            return [];
          },
          link: () => [],
          tick: () => [],
        },
      });
      const refused: unknown[] = [];
      const done = (async () => {
        for await (const event of source.events()) refused.push(event);
      })();

      const theirs: Seen[] = [];
      const client = new LightstreamerClient(server.url.replace("ws:", "http:"), "TEST");
      const subscription = new Subscription("MERGE", items, fields);
      subscription.setRequestedSnapshot("yes");
      subscription.addListener({
        onItemUpdate: (update) => {
          const values = fields.map((_, index) => update.getValue(fields[index]!));
          theirs.push({ item: update.getItemName() ?? "", values, snapshot: update.isSnapshot() });
        },
      });
      client.subscribe(subscription);
      client.connect();

      // Both from the same snapshot on, so that both see every later change.
      await until(() => ours.length === state.size && theirs.length === state.size);
      const total = state.size + 400;
      for (let n = 0; n < 400; n++) {
        publish();
        if (n % 97 === 0) server.sendRaw("PROBE", `SYNC,${n}`);
        if (n % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      }
      await until(() => ours.length >= total && theirs.length >= total);
      client.disconnect();
      abort.abort();
      await done;
      await server.stop();
      expect(refused).toEqual([]);
      expect(ours).toHaveLength(total);
      expect(ours).toEqual(theirs);
      // And both equal what was published last.
      for (const [item, values] of state)
        expect(ours.findLast((seen) => seen.item === item)?.values).toEqual(values);
    },
  );
});
