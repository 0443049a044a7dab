/** Where an entry comes from: a key of the file's sources, or the admission that nobody has confirmed it. */
export interface Cited {
  readonly source?: string | undefined;
  readonly unconfirmed?: true | undefined;
  readonly note?: string | undefined;
}

/** Half-open in time: from its first moment to just before its last. Unix seconds UTC; Infinity where no end is known. */
export interface Span {
  readonly fromS: number;
  readonly untilS: number;
}

/** A place where a ship can be. */
export interface Port {
  readonly name: string;
  readonly module: string;
  /** Ids of the ship types whose docking gear and clearance fit. */
  readonly takes: readonly string[];
  readonly blocked: readonly (Span & Cited & { readonly why: string })[];
}

/** What a seat asks of the person who sits in it. */
export type SeatNeed = "liner" | "suit";

/** What ships of one kind have in common. */
export interface ShipType {
  readonly name: string;
  readonly seats: number;
  /** A seat takes whoever has its suit, or only whoever has a personal liner in it too. */
  readonly seatNeeds: SeatNeed;
  /** Kind of pressure suit that connects to its seats; null for a cargo ship. */
  readonly suit: string | null;
  /** Places for a liner on the cargo deck, without a suit connection: an exception for an emergency. */
  readonly deckPlaces: number;
  readonly dockedLifeS: number;
  /** Standing heights that a seat is made for [m]; null where none is published. */
  readonly heightRangeM: readonly [number, number] | null;
}

/** Whether a ship may carry people: always, only to flee the station, or not at all. */
export type Fitness = "good" | "emergency-only" | "unfit";

/** One stay at one port. Those named in `leavesWith` are aboard the ship from its end, be it to another port or home. */
export interface Stay extends Span, Cited {
  readonly port: string;
  readonly leavesWith: readonly string[];
}

export interface HealthEntry extends Cited {
  readonly fromS: number;
  readonly fitness: Fitness;
  readonly why: string;
}

export interface Ship {
  readonly name: string;
  readonly type: string;
  /** Longest time since first docking after which it may still leave, where this ship's differs from its type's. */
  readonly dockedLifeS: number | null;
  readonly stays: readonly Stay[];
  /** In order of time; a ship is good before its first entry. */
  readonly health: readonly HealthEntry[];
}

/** Where a person's seat liner is, from a moment on. */
export interface LinerEntry extends Cited {
  readonly fromS: number;
  readonly ship: string;
  readonly place: "seat" | "deck";
}

export interface SuitEntry extends Cited {
  readonly fromS: number;
  readonly kind: string;
}

/** One stay of a person in space, with the ships that brought and took them. */
export interface Tour extends Span, Cited {
  readonly up: string;
  readonly down: string | null;
}

export interface Person {
  readonly name: string;
  readonly agency: string;
  readonly heightM: number | null;
  readonly tours: readonly Tour[];
  readonly liners: readonly LinerEntry[];
  readonly suits: readonly SuitEntry[];
}

export interface Hatch {
  readonly between: readonly [string, string];
  readonly states: readonly (Cited & { readonly fromS: number; readonly open: boolean })[];
}

export interface StationSource {
  readonly title: string;
  readonly url?: string | undefined;
  readonly confidence: string;
}

/** A station with its traffic and its people over a stretch of time. Plain data: clone it, send it, branch it. */
export interface Station extends Span {
  readonly id: string;
  readonly name: string;
  readonly sources: Readonly<Record<string, StationSource>>;
  readonly modules: Readonly<Record<string, { readonly name: string }>>;
  readonly ports: Readonly<Record<string, Port>>;
  readonly shipTypes: Readonly<Record<string, ShipType>>;
  readonly ships: Readonly<Record<string, Ship>>;
  readonly hatches: Readonly<Record<string, Hatch>>;
  readonly people: Readonly<Record<string, Person>>;
}
