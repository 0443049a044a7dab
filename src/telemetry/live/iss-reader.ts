import { Quality } from "../sample.ts";
import { TIME_ITEM } from "./iss-items.ts";
import { resolveStamp } from "./iss-stamp.ts";
import type { ItemReader, Reading } from "./item-reader.ts";
import type { ItemUpdate } from "./tlcp-session.ts";

/** The fields subscribed to, in this order. */
export const issFields: readonly string[] = ["TimeStamp", "Value", "Status.Class"];

/** Status class of a healthy value, and on the time item of an acquired signal. */
const CLASS_DEFAULT = "24";

/** Age of the station's clock beyond which the signal counts as lost, s. */
const STALE_S = 5.5;

const bad = new Set(["2", "3", "4", "8"]);
const withinMeaning = new Set(["5", "6", "16", "17", "18", CLASS_DEFAULT]);

/**
 * How far a value can be trusted, by its status class. Out of a limit (5, 6, 16 to 18) is a statement about the loop, not
 * about the sensor, so it stays good: a leak must not hide behind its own alarm. Dead, off-scale and overscaled are bad;
 * overridden, out of calibration, static, truncated and any class not in the catalogue are suspect. No class at all
 * is no complaint.
 */
export function qualityOfClass(statusClass: string | null | undefined): Quality {
  if (statusClass === null || statusClass === undefined || statusClass === "") return Quality.good;
  if (withinMeaning.has(statusClass)) return Quality.good;
  if (statusClass === "1") return Quality.missing;
  return bad.has(statusClass) ? Quality.bad : Quality.suspect;
}

/**
 * Reads the public ISS feed: samples at their own stamps, and the state of the signal from the station's clock. The signal
 * is acquired while the clock item has status class 24 and its stamp is at most 5.5 s behind the local clock, which
 * therefore must be right to a few seconds. Loss is dated to the latest instant of which anything is known.
 */
export class IssReader implements ItemReader {
  #state: "acquired" | "lost" | undefined;
  #clockS: number | undefined;
  #clockHealthy = false;
  #latestS = Number.NEGATIVE_INFINITY;
  readonly #last = new Map<string, string>();

  update(update: ItemUpdate, nowS: number): readonly Reading[] {
    const [stamp, valueText, statusClass] = update.values;
    const timeS =
      typeof stamp === "string" && stamp.trim() !== "" ? resolveStamp(Number(stamp), nowS) : undefined;
    if (timeS === undefined) return [refused(update, `time stamp "${stamp}" is no hour of the year`)];
    if (update.item === TIME_ITEM) {
      this.#clockS = timeS;
      this.#clockHealthy = statusClass === CLASS_DEFAULT;
      return this.#judge(nowS);
    }
    // A snapshot after a reconnection tells again what was told before.
    const report = `${stamp},${valueText},${statusClass}`;
    if (update.snapshot && this.#last.get(update.item) === report) return [];
    const quality = qualityOfClass(statusClass);
    const value = typeof valueText === "string" && valueText.trim() !== "" ? Number(valueText) : Number.NaN;
    if (!Number.isFinite(value)) return [refused(update, `value "${valueText}" is no number`)];
    this.#last.set(update.item, report);
    this.#latestS = Math.max(this.#latestS, timeS);
    return [{ kind: "sample", timeS, channel: update.item, value, quality }];
  }

  link(state: "up" | "down", nowS: number): readonly Reading[] {
    if (state === "up") return [];
    this.#clockS = undefined;
    return this.#become("lost", nowS);
  }

  tick(nowS: number): readonly Reading[] {
    return this.#clockS === undefined ? [] : this.#judge(nowS);
  }

  #judge(nowS: number): readonly Reading[] {
    const fresh = this.#clockS !== undefined && nowS - this.#clockS <= STALE_S;
    if (fresh && this.#clockHealthy) return this.#become("acquired", nowS);
    return this.#become("lost", nowS);
  }

  #become(state: "acquired" | "lost", nowS: number): readonly Reading[] {
    const clockS = this.#clockS ?? Number.NEGATIVE_INFINITY;
    if (state === "acquired") this.#latestS = Math.max(this.#latestS, clockS);
    if (this.#state === state) return [];
    this.#state = state;
    if (state === "acquired") return [{ kind: "signal", timeS: clockS, state }];
    const knownS = Math.max(this.#latestS, clockS);
    return [{ kind: "signal", timeS: Number.isFinite(knownS) ? Math.min(knownS, nowS) : nowS, state }];
  }
}

function refused(update: ItemUpdate, problem: string): Reading {
  return { kind: "refused", count: 1, problem: `channel ${update.item}: ${problem}` };
}
