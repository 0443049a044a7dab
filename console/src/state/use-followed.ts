import { useEffect, useRef, useState } from "react";
import { RequestProblem } from "../service/requests.ts";
import type { AskedFor } from "./use-asked.ts";

/**
 * An answer that follows something that moves: the next is asked for when the one before has come, and until it has, that one stays.
 * A change of `subject` forgets it; a key of null asks for nothing.
 */
export function useFollowed<T>(
  subject: string,
  key: string | null,
  load: (signal: AbortSignal) => Promise<T>,
): AskedFor<T> & { readonly key: string | null } {
  const [held, setHeld] = useState<{
    readonly subject: string;
    readonly key: string;
    readonly value: T | null;
    readonly problem: string | null;
  } | null>(null);
  const asking = useRef<{ readonly subject: string; readonly control: AbortController } | null>(null);
  const current = held?.subject === subject ? held : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: subject and key stand for what is loaded; `held` wakes it after an answer
  useEffect(() => {
    if (key === null || current?.key === key) return;
    if (asking.current !== null) {
      if (asking.current.subject === subject) return;
      asking.current.control.abort();
    }
    const control = new AbortController();
    const mine = { subject, control };
    asking.current = mine;
    const keep = (value: T | null, problem: string | null): void => {
      if (asking.current !== mine) return;
      asking.current = null;
      setHeld({ subject, key, value, problem });
    };
    load(control.signal).then(
      (value) => keep(value, null),
      (error: unknown) => {
        if (control.signal.aborted) return;
        keep(
          null,
          error instanceof RequestProblem ? error.message : `The answer cannot be read: ${String(error)}`,
        );
      },
    );
  }, [subject, key, held]);
  useEffect(
    () => () => {
      asking.current?.control.abort();
      asking.current = null;
    },
    [],
  );
  return current ?? { value: null, problem: null, key: null };
}
