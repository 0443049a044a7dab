import type { StreamMessage } from "../../../src/service/contract.ts";

/** What happens to the stream besides its messages. */
export interface StreamTurns {
  /** Messages were missed that the service no longer holds: everything has to be asked for anew. */
  readonly lost: (reason: string) => void;
  /** A message came that cannot be read. */
  readonly broken: () => void;
}

const reasonOf = (event: MessageEvent<string>): string => {
  try {
    const said = JSON.parse(event.data) as { reason?: unknown };
    return typeof said.reason === "string" ? said.reason : "";
  } catch {
    return "";
  }
};

/** Opens the event stream; the browser reconnects by itself and resumes after the last sequence number. */
export function openStream(hear: (message: StreamMessage) => void, turns: StreamTurns): () => void {
  const source = new EventSource("/api/v1/stream");
  const read = (event: MessageEvent<string>): void => {
    let message: StreamMessage;
    try {
      message = JSON.parse(event.data) as StreamMessage;
    } catch {
      turns.broken();
      return;
    }
    hear(message);
  };
  source.addEventListener("message", read);
  for (const kind of ["reload", "dropped"])
    source.addEventListener(kind, (event) => turns.lost(reasonOf(event as MessageEvent<string>)));
  return () => source.close();
}
