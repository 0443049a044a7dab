import { Notice } from "./Notice.tsx";

/** Stands where an answer will be, or says why there is none. */
export function Asking({ what, problem }: { what: string; problem: string | null }) {
  if (problem === null) return <Notice title={`Asking for ${what}`}>One moment.</Notice>;
  return (
    <Notice title={`There is no answer about ${what}`} tone="problem">
      {problem}
    </Notice>
  );
}
