import { useEffect, useRef } from "react";
import { isAcknowledged, knowableBoard, sameAlarms, standingAlarms } from "../state/console-state.ts";
import { playTones, tonesOf } from "../state/sound.ts";
import { useConsoleState } from "../state/use-console.ts";

const EMERGENCY_EVERY_MS = 2500;

/** Sounds each new alarm once, by the gravest of them, and the loss of the watch; an emergency until it is answered. */
export function AlarmSound() {
  const sound = useConsoleState((state) => state.sound);
  const silent = useConsoleState((state) => state.alive === false);
  const alarms = useConsoleState((state) => standingAlarms(knowableBoard(state)), sameAlarms);
  const heard = useRef(new Set<string>());

  useEffect(() => {
    const keyOf = (alarm: (typeof alarms)[number]): string => `${alarm.run} ${alarm.id} ${alarm.priority}`;
    const fresh = alarms.filter((alarm) => !isAcknowledged(alarm) && !heard.current.has(keyOf(alarm)));
    heard.current = new Set(alarms.map(keyOf));
    if (sound) playTones(Math.max(0, ...fresh.map((alarm) => tonesOf[alarm.priority])));
  }, [alarms, sound]);

  useEffect(() => {
    if (sound && silent) playTones(tonesOf.warning);
  }, [sound, silent]);

  const unanswered = alarms.some((alarm) => alarm.priority === "emergency" && !isAcknowledged(alarm));
  useEffect(() => {
    if (!sound || !unanswered) return;
    const timer = setInterval(() => playTones(tonesOf.emergency), EMERGENCY_EVERY_MS);
    return () => clearInterval(timer);
  }, [sound, unanswered]);
  return null;
}
