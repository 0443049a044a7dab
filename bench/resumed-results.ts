import { appendFileSync, existsSync, readFileSync } from "node:fs";

/** Results of a long run, one JSON object a line: those that a run stopped earlier has left, and a way to add to them. */
export function resumedResults<T>(file: string | undefined): { results: T[]; add: (result: T) => void } {
  const results: T[] =
    file && existsSync(file)
      ? readFileSync(file, "utf8")
          .split("\n")
          .filter((line) => line.trim() !== "")
          .map((line) => JSON.parse(line) as T)
      : [];
  const add = (result: T) => {
    results.push(result);
    if (file) appendFileSync(file, `${JSON.stringify(result)}\n`);
  };
  return { results, add };
}
