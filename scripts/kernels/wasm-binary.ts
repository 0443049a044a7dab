// The few parts of the WebAssembly binary format that kernels need (WebAssembly Core Specification 2.0, chapter 5).

export type ValueType = "i32" | "f64";
const TYPE_CODE = { i32: 0x7f, f64: 0x7c };
/** Block that leaves nothing on the stack. */
export const NO_RESULT = 0x40;

export const OP = {
  unreachable: 0x00,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  return: 0x0f,
  call: 0x10,
  drop: 0x1a,
  localGet: 0x20,
  localSet: 0x21,
  i32Load: 0x28,
  f64Load: 0x2b,
  i32Load8S: 0x2c,
  i32Load8U: 0x2d,
  i32Store: 0x36,
  f64Store: 0x39,
  i32Store8: 0x3a,
  i32Const: 0x41,
  f64Const: 0x44,
  i32Eqz: 0x45,
  f64Abs: 0x99,
  f64Neg: 0x9a,
  f64Floor: 0x9c,
  f64Sqrt: 0x9f,
  f64Min: 0xa4,
  f64Max: 0xa5,
  f64FromI32: 0xb7,
  i32And: 0x71,
  i32Or: 0x72,
  i32Shl: 0x74,
  i32ShrS: 0x75,
  i32ShrU: 0x76,
} as const;

export const BINARY: Record<string, { i32?: number; f64?: number }> = {
  "+": { i32: 0x6a, f64: 0xa0 },
  "-": { i32: 0x6b, f64: 0xa1 },
  "*": { i32: 0x6c, f64: 0xa2 },
  "/": { f64: 0xa3 },
  "===": { i32: 0x46, f64: 0x61 },
  "!==": { i32: 0x47, f64: 0x62 },
  "<": { i32: 0x48, f64: 0x63 },
  ">": { i32: 0x4a, f64: 0x64 },
  "<=": { i32: 0x4c, f64: 0x65 },
  ">=": { i32: 0x4e, f64: 0x66 },
  "&": { i32: OP.i32And },
  "|": { i32: OP.i32Or },
  "<<": { i32: OP.i32Shl },
  ">>": { i32: OP.i32ShrS },
  ">>>": { i32: OP.i32ShrU },
};

export interface WasmFunction {
  readonly name: string;
  readonly parameters: readonly ValueType[];
  readonly result: ValueType | undefined;
  readonly locals: readonly ValueType[];
  readonly code: readonly number[];
}

export interface WasmImport {
  readonly name: string;
  readonly parameters: readonly ValueType[];
  readonly result: ValueType;
}

export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  do {
    const low = left & 0x7f;
    left >>>= 7;
    bytes.push(left === 0 ? low : low | 0x80);
  } while (left !== 0);
  return bytes;
}

export function signed(value: number): number[] {
  const bytes: number[] = [];
  let left = value | 0;
  for (;;) {
    const low = left & 0x7f;
    left >>= 7;
    const done = (left === 0 && (low & 0x40) === 0) || (left === -1 && (low & 0x40) !== 0);
    bytes.push(done ? low : low | 0x80);
    if (done) return bytes;
  }
}

export function float(value: number): number[] {
  return [...new Uint8Array(Float64Array.of(value).buffer)];
}

export function valueType(type: ValueType): number {
  return TYPE_CODE[type];
}

/** Module that imports `env.memory` and the given functions, and exports each function under its name. */
export function encodeModule(imports: readonly WasmImport[], functions: readonly WasmFunction[]): Uint8Array {
  const signatures: string[] = [];
  const types: number[][] = [];
  const typeOf = (parameters: readonly ValueType[], result: ValueType | undefined) => {
    const key = `${parameters.join()}>${result ?? ""}`;
    let index = signatures.indexOf(key);
    if (index < 0) {
      index = signatures.push(key) - 1;
      types.push([
        0x60,
        ...list(parameters.map((p) => [TYPE_CODE[p]])),
        ...list(result ? [[TYPE_CODE[result]]] : []),
      ]);
    }
    return index;
  };
  const imported = imports.map((each) => [
    ...name("env"),
    ...name(each.name),
    0x00,
    ...unsigned(typeOf(each.parameters, each.result)),
  ]);
  const declared = functions.map((each) => unsigned(typeOf(each.parameters, each.result)));
  const bodies = functions.map((each) => {
    const body = [...list(each.locals.map((type) => [0x01, TYPE_CODE[type]])), ...each.code, OP.end];
    return [...unsigned(body.length), ...body];
  });
  return Uint8Array.from([
    0x00,
    0x61,
    0x73,
    0x6d,
    0x01,
    0x00,
    0x00,
    0x00,
    ...section(1, list(types)),
    ...section(2, list([[...name("env"), ...name("memory"), 0x02, 0x00, 0x01], ...imported])),
    ...section(3, list(declared)),
    ...section(
      7,
      list(functions.map((each, f) => [...name(each.name), 0x00, ...unsigned(imports.length + f)])),
    ),
    ...section(10, list(bodies)),
  ]);
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

function list(items: readonly (readonly number[])[]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function name(text: string): number[] {
  return list([...new TextEncoder().encode(text)].map((byte) => [byte]));
}
