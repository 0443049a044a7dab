import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freshFolder, serve } from "../service.case.ts";
import { createService } from "../service.ts";

test("a second service on the same data folder is refused, and says who holds it", async () => {
  const dataFolder = await freshFolder();
  const { close } = await serve([], { dataFolder });
  const second = createService({ dataFolder });
  await expect(second.listen()).rejects.toThrow(new RegExp(`process ${process.pid}, uses the data folder`));
  await close();
  const third = await serve([], { dataFolder });
  expect((await third.get("/api/v1/runs")).status).toBe(200);
});

test("the folder of a service that was killed is taken over, also where its process had this number", async () => {
  const gone = spawnSync(process.execPath, ["-e", ""]).pid;
  for (const content of [`${gone}\n`, `${process.pid}\n`, "", "not a number"]) {
    const dataFolder = await freshFolder();
    await writeFile(join(dataFolder, "service.lock"), content);
    const { get } = await serve([], { dataFolder });
    expect((await get("/api/v1/health")).status).toBe(200);
  }
});
