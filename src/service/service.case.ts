import { mkdtemp, rm } from "node:fs/promises";
import { type ClientRequest, get, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { RunInput } from "./run-input.ts";
import { createService, type ServiceOptions } from "./service.ts";

// biome-ignore lint/suspicious/noExplicitAny: what a service under test answers is for each test to check
type Anything = any;

/** A folder that is gone after the test. */
export async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "hoarfrost-service-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export interface Served {
  readonly address: string;
  get(path: string): Promise<{ status: number; type: string; body: Anything }>;
  post(
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: Anything }>;
  close(): Promise<void>;
}

/** A service on a free port of the loopback, with its runs watched to the end unless they are live. */
export async function serve(runs: readonly RunInput[], options: ServiceOptions = {}): Promise<Served> {
  const dataFolder = options.dataFolder ?? (await freshFolder());
  const service = createService({ consoleFolder: dataFolder, ...options, dataFolder });
  let closing: Promise<void> | null = null;
  const close = () => {
    closing ??= service.close();
    return closing;
  };
  onTestFinished(close);
  const address = await service.listen();
  for (const run of runs) {
    const { ended } = await service.addRun(run);
    if (run.kind !== "live") await ended;
  }
  return {
    address,
    close,
    get: async (path) => {
      const response = await fetch(address + path);
      const text = await response.text();
      const type = response.headers.get("content-type") ?? "";
      return { status: response.status, type, body: type.includes("json") ? JSON.parse(text) : text };
    },
    post: async (path, body, headers = {}) => {
      const response = await fetch(address + path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      });
      return { status: response.status, body: await response.json() };
    },
  };
}

export interface Heard {
  readonly id: number | null;
  readonly event: string;
  readonly message: Anything;
}

/** A client of the event stream that remembers what it heard. */
export class StreamClient {
  readonly heard: Heard[] = [];
  ended = false;
  readonly #request: ClientRequest;
  #response: IncomingMessage | null = null;
  #text = "";
  #wake: () => void = () => undefined;

  constructor(address: string, lastId?: number | string) {
    const headers = lastId === undefined ? {} : { "last-event-id": String(lastId) };
    this.#request = get(`${address}/api/v1/stream`, { headers, agent: false }, (response) => {
      this.#response = response;
      response.setEncoding("utf8");
      response.on("data", (text: string) => this.#read(text));
      response.on("close", () => {
        this.ended = true;
        this.#wake();
      });
    });
    this.#request.on("error", () => {
      this.ended = true;
      this.#wake();
    });
    onTestFinished(() => this.close());
  }

  get messages(): Heard[] {
    return this.heard.filter(({ event, message }) => event === "message" && message.kind !== "alive");
  }

  /** Stops reading without hanging up. */
  stall(): void {
    this.#response?.pause();
  }

  goOn(): void {
    this.#response?.resume();
  }

  close(): void {
    this.#request.destroy();
  }

  /** Resolves when something is true of what was heard. The test's own time limit ends a wait in vain. */
  async until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  #read(text: string): void {
    this.#text += text;
    const blocks = this.#text.split("\n\n");
    this.#text = blocks.pop()!;
    for (const block of blocks) {
      const fields = new Map(
        block.split("\n").map((line) => [line.split(": ")[0]!, line.slice(line.indexOf(": ") + 2)]),
      );
      const data = fields.get("data");
      if (data === undefined) continue;
      const id = fields.get("id");
      this.heard.push({
        id: id === undefined ? null : Number(id),
        event: fields.get("event") ?? "message",
        message: JSON.parse(data),
      });
    }
    this.#wake();
  }
}
