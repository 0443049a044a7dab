import { useEffect, useState } from "react";
import { RequestProblem } from "../service/requests.ts";

export interface AskedFor<T> {
  readonly value: T | null;
  readonly problem: string | null;
}

const nothing = { value: null, problem: null } as const;

/** An answer that one part of a view asks for by itself, under a key that says what it is an answer to; null asks for nothing. */
export function useAsked<T>(key: string | null, load: (signal: AbortSignal) => Promise<T>): AskedFor<T> {
  const [asked, setAsked] = useState<{ key: string | null; answer: AskedFor<T> }>({
    key: null,
    answer: nothing,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what is loaded
  useEffect(() => {
    if (key === null) return;
    const control = new AbortController();
    load(control.signal).then(
      (value) => setAsked({ key, answer: { value, problem: null } }),
      (error: unknown) => {
        if (control.signal.aborted) return;
        const problem =
          error instanceof RequestProblem ? error.message : `The answer cannot be read: ${String(error)}`;
        setAsked({ key, answer: { value: null, problem } });
      },
    );
    return () => control.abort();
  }, [key]);
  return asked.key === key ? asked.answer : nothing;
}
