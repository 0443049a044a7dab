import { KERNELS_BASE64, RECORD_FIELDS } from "./kernels.generated.ts";
import { type Kernels, plainKernels } from "./plain-kernels.ts";
import { webAssembly } from "./platform.ts";

/** Which variant of the kernels runs: compiled to WebAssembly, or the TypeScript that it was compiled from. */
export type KernelVariant = "webassembly" | "plain";

type Numbers = Float64Array | Int32Array | Uint8Array | Int8Array;

/**
 * Where a solver's arrays live, and the kernels that work on them. Both variants give the same bits. Arrays stay
 * ordinary typed arrays; of WebAssembly's they are windows into its memory, and must not be cloned or transferred.
 */
export interface Workspace {
  readonly variant: KernelVariant;
  readonly kernels: Kernels;
  float64(length: number): Float64Array;
  int32(length: number): Int32Array;
  uint8(length: number): Uint8Array;
  int8(length: number): Int8Array;
  /** A second window of integers over the same bytes. */
  bitsOf(array: Float64Array): Int32Array;
  /** A copy of constants, in the workspace. */
  copy<T extends Numbers>(source: T): T;
  /** Constants that nobody will change: the source itself where that will do. */
  share<T extends Numbers>(source: T): T;
  /** What stands for an array of the workspace when a kernel is given it directly. */
  pass<T extends Float64Array | Int32Array>(array: T): T;
  /** Makes a record of arrays, counts and other records known to kernels; the result is what they take. */
  place<T extends object>(name: string, fields: T): T;
  /** Gives back what was asked for and not used. */
  close(): void;
}

/**
 * A workspace with room for `bytes`. Without a variant named, WebAssembly where the platform allows it, which some
 * security policies of web pages do not, and plain TypeScript elsewhere.
 */
export function openWorkspace(bytes: number, variant?: KernelVariant): Workspace {
  if (variant !== "plain") {
    const chunk = chunkFor(bytes);
    if (chunk !== undefined) return new WebAssemblyWorkspace(chunk, bytes);
    if (variant === "webassembly")
      throw new Error("this platform does not run WebAssembly; use the plain kernels");
  }
  return new PlainWorkspace();
}

class PlainWorkspace implements Workspace {
  readonly variant = "plain";
  readonly kernels = plainKernels;
  float64 = (length: number) => new Float64Array(length);
  int32 = (length: number) => new Int32Array(length);
  uint8 = (length: number) => new Uint8Array(length);
  int8 = (length: number) => new Int8Array(length);
  bitsOf = (array: Float64Array) => new Int32Array(array.buffer, array.byteOffset, 2 * array.length);
  copy = <T extends Numbers>(source: T): T => source.slice() as T;
  share = <T extends Numbers>(source: T): T => source;
  pass = <T extends object>(array: T): T => array;
  place = <T extends object>(_: string, fields: T): T => fields;
  close = () => {};
}

/** One memory and the kernels bound to it, shared by several workspaces; freed when the last of them is. */
interface Chunk {
  readonly buffer: ArrayBuffer;
  readonly kernels: Kernels;
  next: number;
}

const PAGE_BYTES = 65536;
/** Each memory reserves much address space, little of it real: small workspaces share one. */
const CHUNK_BYTES = 4 * 1024 * 1024;
const ALIGNMENT = 16;

let compiled: object | undefined;
let refused = webAssembly === undefined;
let current: Chunk | undefined;

function chunkFor(bytes: number): Chunk | undefined {
  if (refused || webAssembly === undefined) return undefined;
  if (current !== undefined && current.next + bytes <= current.buffer.byteLength) return current;
  try {
    compiled ??= new webAssembly.Module(fromBase64(KERNELS_BASE64));
    const memory = new webAssembly.Memory({
      initial: Math.ceil(Math.max(bytes + ALIGNMENT, CHUNK_BYTES) / PAGE_BYTES),
    });
    const { exp, log } = Math;
    const instance = new webAssembly.Instance(compiled, { env: { memory, exp, log } });
    current = { buffer: memory.buffer, kernels: instance.exports as Kernels, next: ALIGNMENT };
    return current;
  } catch {
    refused = true;
    return undefined;
  }
}

class WebAssemblyWorkspace implements Workspace {
  readonly variant = "webassembly";
  readonly kernels: Kernels;
  readonly #chunk: Chunk;
  readonly #end: number;

  constructor(chunk: Chunk, bytes: number) {
    this.#chunk = chunk;
    this.kernels = chunk.kernels;
    this.#end = chunk.next + bytes;
    chunk.next = this.#end;
    this.#next = this.#end - bytes;
  }

  #next: number;

  float64 = (length: number) => new Float64Array(this.#chunk.buffer, this.#take(8 * length), length);
  int32 = (length: number) => new Int32Array(this.#chunk.buffer, this.#take(4 * length), length);
  uint8 = (length: number) => new Uint8Array(this.#chunk.buffer, this.#take(length), length);
  int8 = (length: number) => new Int8Array(this.#chunk.buffer, this.#take(length), length);
  bitsOf = (array: Float64Array) => new Int32Array(array.buffer, array.byteOffset, 2 * array.length);

  copy = <T extends Numbers>(source: T): T => {
    const Kind = source.constructor as new (buffer: ArrayBuffer, at: number, length: number) => T;
    const copy = new Kind(this.#chunk.buffer, this.#take(source.byteLength), source.length);
    copy.set(source);
    return copy;
  };

  share = <T extends Numbers>(source: T): T => this.copy(source);

  /** Kernels know arrays and records by address. */
  pass = <T extends Float64Array | Int32Array>(array: T): T => array.byteOffset as unknown as T;

  /** The record's address stands for it. */
  place = <T extends object>(name: string, fields: T): T => {
    const names = RECORD_FIELDS[name];
    if (names === undefined) throw new RangeError(`no kernel takes a record called ${name}`);
    const record = this.int32(names.length);
    names.forEach((field, f) => {
      const value = (fields as Record<string, unknown>)[field];
      if (typeof value === "number") record[f] = value;
      else if (ArrayBuffer.isView(value) && value.buffer === this.#chunk.buffer) record[f] = value.byteOffset;
      else throw new RangeError(`field ${field} of record ${name} does not lie in the workspace`);
    });
    return record.byteOffset as unknown as T;
  };

  close = () => {
    if (this.#chunk.next === this.#end) this.#chunk.next = this.#next;
  };

  #take(bytes: number): number {
    const at = this.#next;
    this.#next = at + Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    if (this.#next > this.#end) throw new RangeError("a solver's workspace was reserved too small");
    return at;
  }
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const clean = text.replace(/[^A-Za-z0-9+/]/g, "");
  const bytes = new Uint8Array(Math.floor((clean.length * 6) / 8));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const digit of clean) {
    held = (held << 6) | digits.indexOf(digit);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = (held >> bits) & 0xff;
  }
  return bytes;
}
