import type { StreamMessage } from "../../../src/service/contract.ts";

/**
 * Opens the event stream; the browser reconnects by itself and resumes after the last sequence number. `startAfresh` is
 * called when messages were missed that the service no longer holds.
 */
export function openStream(hear: (message: StreamMessage) => void, startAfresh: () => void): () => void {
  const source = new EventSource("/api/v1/stream");
  const read = (event: MessageEvent<string>): void => {
    let message: StreamMessage;
    try {
      message = JSON.parse(event.data) as StreamMessage;
    } catch {
      return; // A line cut off by a lost connection: the next message says the same anew.
    }
    hear(message);
  };
  source.addEventListener("message", read);
  source.addEventListener("reload", startAfresh);
  return () => source.close();
}
