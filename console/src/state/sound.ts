import type { Alarm } from "../../../src/service/contract.ts";

const place = "hoarfrost.sound";

/** Whether sound was asked for last time; silent where it was not or storage is refused. */
export function readSound(): boolean {
  try {
    return localStorage.getItem(place) === "on";
  } catch {
    return false;
  }
}

export function keepSound(on: boolean): void {
  try {
    localStorage.setItem(place, on ? "on" : "off");
  } catch {
    // Storage refused: the choice holds until the page is closed.
  }
}

/** How many tones announce an alarm of each class; an emergency repeats its three until somebody answers. */
export const tonesOf: Readonly<Record<Alarm["priority"], number>> = {
  emergency: 3,
  warning: 3,
  caution: 1,
  advisory: 0,
};

const TONE_HZ = 880;
const TONE_S = 0.18;
const PAUSE_S = 0.12;
/** Below what startles; the machine's own volume does the rest. */
const LOUDNESS = 0.2;

let context: AudioContext | null = null;

/**
 * Plays so many tones. Browsers let a page be heard only after a first key or click on it: until then this is silent,
 * and nothing is queued to be heard late.
 */
export function playTones(count: number): void {
  if (count === 0 || typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume();
  const beginS = context.currentTime;
  for (let tone = 0; tone < count; tone += 1) {
    const fromS = beginS + tone * (TONE_S + PAUSE_S);
    const source = context.createOscillator();
    const gain = context.createGain();
    source.frequency.value = TONE_HZ;
    // Ramps instead of steps: a tone that begins at once clicks.
    gain.gain.setValueAtTime(0, fromS);
    gain.gain.linearRampToValueAtTime(LOUDNESS, fromS + 0.01);
    gain.gain.setValueAtTime(LOUDNESS, fromS + TONE_S - 0.02);
    gain.gain.linearRampToValueAtTime(0, fromS + TONE_S);
    source.connect(gain).connect(context.destination);
    source.start(fromS);
    source.stop(fromS + TONE_S);
  }
}
