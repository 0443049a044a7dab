import type { FastifyInstance } from "fastify";
import { Problem } from "./problem.ts";

/** No inline script, nothing from elsewhere. Inline style stays allowed: charts and pop-ups are placed with it. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const loopbackNames = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Security headers on every answer, and, while the service listens on this machine only, no answer to a page of another
 * site that had its name pointed here (DNS rebinding).
 */
export function addGuard(server: FastifyInstance, boundHost: string): void {
  const isLocal = loopbackNames.includes(boundHost) || boundHost === "::1";
  server.addHook("onRequest", async (request, reply) => {
    reply.headers({
      "content-security-policy": contentSecurityPolicy,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
    });
    if (request.url.startsWith("/api/")) reply.header("cache-control", "no-store");
    const host = request.headers.host ?? "";
    if (isLocal && !loopbackNames.includes(host.replace(/:\d+$/, "").toLowerCase())) {
      const detail =
        "The service listens on this machine only: open it as localhost, or start it with a host to listen on.";
      throw new Problem(421, "wrong-host", detail);
    }
    const { origin } = request.headers;
    if (
      request.method !== "GET" &&
      request.method !== "HEAD" &&
      origin !== undefined &&
      !isSameHost(origin, host)
    ) {
      throw new Problem(
        403,
        "other-site",
        "Only the console that this service serves may change anything here.",
      );
    }
  });
}

function isSameHost(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}
