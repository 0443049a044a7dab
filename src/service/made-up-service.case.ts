import { tmpdir } from "node:os";
import { join } from "node:path";
import { madeUpRun } from "./made-up-run.case.ts";
import { createService } from "./service.ts";

/** Serves a made-up run, for work on the console: `npx jiti src/service/made-up-service.case.ts [port]`. */
const service = createService({
  port: Number(process.argv[2] ?? 8420),
  dataFolder: join(tmpdir(), "hoarfrost-made-up"),
});
await service.addRun(madeUpRun());
console.log(await service.listen());
