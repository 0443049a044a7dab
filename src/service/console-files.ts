import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { Problem } from "./problem.ts";

/** Beside the compiled service, or, run from its sources, where the build puts it. */
export function defaultConsoleFolder(): string {
  const built = fileURLToPath(new URL("../console", import.meta.url));
  return existsSync(join(built, "index.html"))
    ? built
    : fileURLToPath(new URL("../../dist/console", import.meta.url));
}

/** Serves the built console; an address without a file is one of its views. Files named by their content are kept for ever. */
export async function addConsole(server: FastifyInstance, folder: string): Promise<void> {
  const isBuilt = existsSync(join(folder, "index.html"));
  if (isBuilt) {
    await server.register(fastifyStatic, {
      root: folder,
      wildcard: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const isHashed = /[-.][A-Za-z0-9_-]{8,}\.\w+$/.test(path) && /[\\/]assets[\\/]/.test(path);
        reply.header("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
  }
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?")[0]!;
    const isView = request.method === "GET" && !path.startsWith("/api/") && !/\.\w+$/.test(path);
    if (isView && isBuilt) return reply.sendFile("index.html");
    if (isView) {
      throw new Problem(
        404,
        "no-console",
        "The console is not built. Run `npm run build`, then start the service again.",
      );
    }
    const detail = `There is nothing at ${path.slice(0, 200)} for ${request.method}. GET /api/v1/openapi.json lists what there is.`;
    throw new Problem(404, "not-found", detail);
  });
}
