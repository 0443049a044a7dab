import { Notice } from "../parts/Notice.tsx";

/** What is to come of the leak, and what would be otherwise. */
export function ForecastView() {
  return <Notice title="Asking for a forecast">One moment.</Notice>;
}
