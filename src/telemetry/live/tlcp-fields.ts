import { applyTlcpDiff } from "./tlcp-diff.ts";
import { percentDecode } from "./tlcp-message.ts";

/** A field of an item: text, or null where the server says that there is no value. */
export type FieldValue = string | null;

/** The values after an update, and which of them the update itself carried. */
export interface FieldUpdate {
  readonly values: readonly FieldValue[];
  readonly changed: readonly boolean[];
}

/**
 * Applies the `|`-separated field list of an update to the values before it (TLCP 2.5.0, "Real-Time Update").
 * `previous` is undefined for the first update of an item, which must carry every field.
 * Throws an Error that names the field (1-based) if the list cannot be applied; the caller then keeps `previous`.
 */
export function applyFieldList(
  previous: readonly FieldValue[] | undefined,
  list: string,
  fieldCount: number,
): FieldUpdate {
  const values: FieldValue[] = previous === undefined ? [] : [...previous];
  const changed = new Array<boolean>(fieldCount).fill(false);
  let field = 0;
  for (const token of list.split("|")) {
    if (field >= fieldCount) throw new Error(`more than ${fieldCount} fields`);
    const skip = unchangedRun(token, field);
    if (skip > 0) {
      if (previous === undefined) throw new Error(`field ${field + 1} is "unchanged" in a first update`);
      field += skip;
      continue;
    }
    values[field] = fieldValue(token, previous?.[field], field);
    changed[field] = true;
    field++;
  }
  if (field !== fieldCount) throw new Error(`${field} fields where ${fieldCount} were subscribed`);
  return { values, changed };
}

/** How many fields a token leaves as they are; 0 for a token with a value. */
function unchangedRun(token: string, field: number): number {
  if (token === "") return 1;
  if (!/^\^\d/.test(token)) return 0;
  if (!/^\^\d{1,6}$/.test(token) || Number(token.slice(1)) === 0)
    throw new Error(`field ${field + 1} has "${token}"`);
  return Number(token.slice(1));
}

function fieldValue(token: string, before: FieldValue | undefined, field: number): FieldValue {
  if (token === "#") return null;
  if (token === "$") return "";
  if (!token.startsWith("^")) return percentDecode(token);
  if (!token.startsWith("^T"))
    throw new Error(`field ${field + 1} has the difference "${token.slice(0, 2)}", which was not negotiated`);
  if (before === undefined || before === null)
    throw new Error(`field ${field + 1} has a difference to no value`);
  return applyTlcpDiff(before, percentDecode(token.slice(2)));
}
