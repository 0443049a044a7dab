import { useConsole, useConsoleState } from "../state/use-console.ts";

/** The mute switch: off by default, and always within one click. */
export function SoundSwitch() {
  const console = useConsole();
  const sound = useConsoleState((state) => state.sound);
  return (
    <button
      type="button"
      className="button sound-switch wide-only"
      aria-pressed={sound}
      aria-label="Sound"
      title={sound ? "Sound on: press to mute" : "Sound off: press to hear new alarms"}
      onClick={() => console.setSound(!sound)}
    >
      <svg width="16" height="14" viewBox="0 0 16 14" aria-hidden="true">
        <path d="M1 5h2.6L7 2v10L3.6 9H1Z" fill="currentColor" />
        <path
          d={sound ? "M9.4 4.4a3.6 3.6 0 0 1 0 5.2M11.6 2.2a6.8 6.8 0 0 1 0 9.6" : "M10 4.6l5 5M15 4.6l-5 5"}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
        />
      </svg>
    </button>
  );
}
