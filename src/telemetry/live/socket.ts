import WebSocket from "ws";
import { TLCP_SUBPROTOCOL } from "./tlcp-message.ts";

/** Longest message taken from a server, bytes; a longer one closes the connection. */
const LONGEST_MESSAGE_BYTES = 4 * 1024 * 1024;

/** What a session needs of a connection. Nothing is reported after `close`. */
export interface Socket {
  send(text: string): void;
  /** Stops reading, so that the server sees a slow client, until `resume`. */
  pause(): void;
  resume(): void;
  close(): void;
}

export interface SocketListener {
  opened(): void;
  /** One line without its CR-LF. */
  line(line: string): void;
  closed(reason: string): void;
}

/** Opens a WebSocket to a Lightstreamer server: `wss://host` or `ws://host:port`; the path is the protocol's own. */
export function openSocket(server: string, listener: SocketListener): Socket {
  const socket = new WebSocket(new URL("/lightstreamer", server), TLCP_SUBPROTOCOL, {
    maxPayload: LONGEST_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  let live = true;
  let failure: string | undefined;
  socket.on("open", () => {
    if (live) listener.opened();
  });
  socket.on("message", (content, isBinary) => {
    if (!live || isBinary) return;
    for (const line of content.toString().split("\r\n")) {
      if (line !== "" && live) listener.line(line);
    }
  });
  socket.on("error", (error) => {
    failure = error.message;
  });
  socket.on("close", (code) => {
    if (live) listener.closed(failure ?? `connection closed (code ${code})`);
    live = false;
  });
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close: () => {
      live = false;
      // A silent peer would not answer a closing handshake.
      socket.close();
      setTimeout(() => socket.terminate(), 1000).unref();
    },
  };
}
