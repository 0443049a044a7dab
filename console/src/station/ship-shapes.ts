interface Outline {
  /** Filled with the room's ground. */
  readonly body: string;
  readonly details: string;
  /** Where the cooled equipment is: what is hatched when it leaks. */
  readonly cooled: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
}

const soyuz: Outline = {
  body: "M0-5H6V-8Q6-11 10-11H24Q28-11 28-8V8Q28 11 24 11H10Q6 11 6 8V5H0ZM28-7 34-10 46-13V13L34 10 28 7ZM46-13H70L78-16V16L70 13H46ZM54-13V-44H66V-13M54 13V44H66V13",
  details: "M60-13V-44M60 13V44",
  cooled: { x: 47, y: -12, width: 23, height: 24 },
};
const progress: Outline = {
  body: "M0-5H6V-8Q6-11 10-11H24Q28-11 28-8V8Q28 11 24 11H10Q6 11 6 8V5H0ZM28-9H46V9H28ZM46-13H70L78-16V16L70 13H46ZM54-13V-44H66V-13M54 13V44H66V13",
  details: "M60-13V-44M60 13V44",
  cooled: { x: 47, y: -12, width: 23, height: 24 },
};
const dragon: Outline = {
  body: "M0-6H6L40-18V18L6 6H0ZM40-18H76V18H40Z",
  details: "M14-9V9M40-18V18M46-18V18",
  cooled: { x: 41, y: -17, width: 34, height: 34 },
};
const cygnus: Outline = {
  body: "M0-9H6V-16H52V16H6V9H0ZM52-11H76V11H52Z",
  details: "M29-16V16",
  cooled: { x: 53, y: -10, width: 22, height: 20 },
};
const other: Outline = {
  body: "M0-6H8V-14H70V14H8V6H0Z",
  details: "M8-14V14",
  cooled: { x: 40, y: -13, width: 29, height: 26 },
};

const outlines: Readonly<Record<string, Outline>> = {
  "soyuz-ms": soyuz,
  "progress-ms": progress,
  "crew-dragon": dragon,
  "cargo-dragon": dragon,
  cygnus,
};

/** The outline of a kind of ship, docked at the origin and reaching to the right; a plain one for a kind that is not known. */
export const outlineOf = (type: string): Outline => outlines[type] ?? other;
