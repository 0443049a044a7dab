import { expect, test } from "vitest";
import { detectabilityAnswerSchema } from "./detectability-contract.ts";
import { madeUpRun, madeUpScript } from "./made-up-run.case.ts";
import { serve } from "./service.case.ts";

const short = { ...madeUpScript, frames: 60 };
const path = (loop: string) => `/api/v1/runs/made-up/loops/${loop}/detectability`;

test("a longer look never needs a larger leak, more certainty never a smaller one, and none beats the bound", async () => {
  const { get } = await serve([madeUpRun(short)]);
  const { windows } = detectabilityAnswerSchema.parse((await get(path("ms21-external"))).body);
  expect(windows.map(({ windowS }) => windowS)).toEqual([600, 3600, 86_400, 604_800]);
  for (const [i, { half, most, bound }] of windows.entries()) {
    expect(half.perDay!).toBeGreaterThan(bound.perDay!);
    expect(most.perDay!).toBeGreaterThan(half.perDay!);
    if (i > 0) expect(half.perDay!).toBeLessThan(windows[i - 1]!.half.perDay!);
    expect(half.words).toMatch(/g\/s, hole .* mm/);
  }
});

test("a loop that the run does not have is refused", async () => {
  const { get } = await serve([madeUpRun(short)]);
  expect((await get(path("nowhere"))).status).toBe(404);
});
