import type { ChannelTable } from "../sample.ts";
import { textOf } from "./decimal.ts";

/** Finds a channel's index from the bytes of its name, building a string only for a name seen for the first time. */
export class NameIndex {
  readonly #channels: ChannelTable;
  #slots = new Int32Array(256).fill(-1);
  #spellings: Uint8Array[] = [];
  #indices: number[] = [];

  constructor(channels: ChannelTable) {
    this.#channels = channels;
  }

  find(bytes: Uint8Array, start: number, end: number): number {
    let slot = hash(bytes, start, end) & (this.#slots.length - 1);
    for (;;) {
      const entry = this.#slots[slot]!;
      if (entry < 0) break;
      if (same(this.#spellings[entry]!, bytes, start, end)) return this.#indices[entry]!;
      slot = (slot + 1) & (this.#slots.length - 1);
    }
    const index = this.#channels.indexOf(textOf(bytes, start, end));
    this.#spellings.push(bytes.slice(start, end));
    this.#indices.push(index);
    this.#slots[slot] = this.#spellings.length - 1;
    if (this.#spellings.length * 2 > this.#slots.length) this.#grow();
    return index;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 4).fill(-1);
    for (const [entry, spelling] of this.#spellings.entries()) {
      let slot = hash(spelling, 0, spelling.length) & (slots.length - 1);
      while (slots[slot]! >= 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = entry;
    }
    this.#slots = slots;
  }
}

// FNV-1a, 32 bits (Fowler, Noll, Vo): short keys, no table.
function hash(bytes: Uint8Array, start: number, end: number): number {
  let state = 0x811c9dc5;
  for (let i = start; i < end; i++) state = Math.imul(state ^ bytes[i]!, 0x01000193);
  return state ^ (state >>> 15);
}

function same(spelling: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (spelling.length !== end - start) return false;
  for (let i = 0; i < spelling.length; i++) if (spelling[i] !== bytes[start + i]) return false;
  return true;
}
