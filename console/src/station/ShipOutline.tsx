import { outlineOf } from "./ship-shapes.ts";

/** A ship docked at the origin, its tail to the right. The compartment of a leaking one is hatched, and it is drawn twice. */
export function ShipOutline({ type, leaking }: { type: string; leaking: boolean }) {
  const { body, details, cooled } = outlineOf(type);
  return (
    <>
      {leaking && <path className="ship-halo" d={body} />}
      <path className="ship-body" d={body} />
      <path className="ship-detail" d={details} />
      {leaking && (
        <>
          <rect className="ship-hatched" {...cooled} fill="url(#station-leak)" />
          <g className="ship-plume">
            {plume.map(([x, y, r]) => (
              <circle
                key={`${x} ${y}`}
                cx={cooled.x + cooled.width / 2 + x}
                cy={cooled.y + cooled.height + y}
                r={r}
              />
            ))}
          </g>
        </>
      )}
    </>
  );
}

/** A sign of what leaves: where it goes is not known. */
const plume = [
  [2, 6, 1.6],
  [-5, 10, 1.2],
  [7, 12, 1.3],
  [0, 15, 1.8],
  [-9, 18, 1],
  [11, 19, 1.1],
  [4, 22, 1.3],
  [-4, 25, 1],
  [14, 27, 0.9],
  [-12, 28, 0.8],
  [7, 31, 0.9],
] as const;
