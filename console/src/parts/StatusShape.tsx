import type { Shape, Tone } from "../words/state-words.ts";

/** The drawn part of a status; always beside its word. */
export function StatusShape({ shape, tone, size = 12 }: { shape: Shape; tone: Tone; size?: number }) {
  return (
    <svg className={`shape tone-${tone}`} width={size} height={size} viewBox="0 0 12 12" aria-hidden="true">
      {outlines[shape]}
    </svg>
  );
}

const outlines: Readonly<Record<Shape, React.ReactNode>> = {
  triangle: (
    <>
      <path d="M6 .8 11.7 11.2H.3Z" fill="currentColor" />
      <path d="M6 4.4v3.2M6 8.8v1.1" className="shape-cut" />
    </>
  ),
  octagon: (
    <>
      <path d="M3.7.6h4.6l3.1 3.1v4.6l-3.1 3.1H3.7L.6 8.3V3.7Z" fill="currentColor" />
      <path d="M6 3v3.6M6 8v1.2" className="shape-cut" />
    </>
  ),
  diamond: <path d="M6 .4 11.6 6 6 11.6.4 6Z" fill="currentColor" />,
  hollow: <path d="M6 1.2 10.8 6 6 10.8 1.2 6Z" fill="none" stroke="currentColor" strokeWidth="1.4" />,
  circle: <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  dot: <circle cx="6" cy="6" r="3.4" fill="currentColor" />,
  dashed: (
    <circle
      cx="6"
      cy="6"
      r="4.2"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeDasharray="2.2 2.2"
    />
  ),
  tick: <path d="M1.4 6.4 4.6 9.8 10.8 2.4" fill="none" stroke="currentColor" strokeWidth="2" />,
  cross: <path d="M2 2 10 10M10 2 2 10" fill="none" stroke="currentColor" strokeWidth="2" />,
  hatched: (
    <path
      d="M1.2 1.2h9.6v9.6H1.2ZM1.2 7.4l6.2-6.2M1.2 10.8 10.8 1.2M4.6 10.8l6.2-6.2"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.1"
    />
  ),
};
