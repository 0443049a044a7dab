export { INSTANT_WANTED, instantField, readInstantS } from "../../vehicle/instant-field.ts";

/** Writes an instant as people read it: 2023-02-11 08:45, seconds only where there are some. */
export function writeInstant(timeS: number): string {
  if (timeS === Number.POSITIVE_INFINITY) return "open end";
  const text = new Date(timeS * 1000).toISOString();
  return `${text.slice(0, 10)} ${timeS % 60 === 0 ? text.slice(11, 16) : text.slice(11, 19)}`;
}
