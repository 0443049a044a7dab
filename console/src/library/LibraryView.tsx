import { Notice } from "../parts/Notice.tsx";

/** Incidents on file, two of them side by side. */
export function LibraryView() {
  return <Notice title="Asking for the library">One moment.</Notice>;
}
