import ts from "typescript";
import type { SourceRoom } from "./constants.ts";
import { OP, type ValueType } from "./wasm-binary.ts";

/** What a name or expression of a kernel is: a number, an array in memory, or a record of arrays. */
export type KernelType =
  | ValueType
  | "literal"
  | "Float64Array"
  | "Int32Array"
  | "Uint8Array"
  | "Int8Array"
  | { record: string };

export const ELEMENT = {
  Float64Array: { size: 3, load: OP.f64Load, store: OP.f64Store, type: "f64" },
  Int32Array: { size: 2, load: OP.i32Load, store: OP.i32Store, type: "i32" },
  Uint8Array: { size: 0, load: OP.i32Load8U, store: OP.i32Store8, type: "i32" },
  Int8Array: { size: 0, load: OP.i32Load8S, store: OP.i32Store8, type: "i32" },
} as const;

export const MATH: Record<string, number> = {
  abs: OP.f64Abs,
  floor: OP.f64Floor,
  sqrt: OP.f64Sqrt,
  min: OP.f64Min,
  max: OP.f64Max,
};
/** Taken from the host, so that every variant calls the same one. */
export const HOST_MATH = ["exp", "log"];

/** Instructions on two doubles at once. */
export const PAIR: Record<string, readonly number[]> = {
  load: [0xfd, 0x00],
  store: [0xfd, 0x0b],
  splat: [0xfd, 0x14],
  "+": [0xfd, 0xf0, 0x01],
  "-": [0xfd, 0xf1, 0x01],
  "*": [0xfd, 0xf2, 0x01],
  "/": [0xfd, 0xf3, 0x01],
};

export interface Signature {
  readonly index: number;
  readonly parameters: readonly KernelType[];
  readonly result: ValueType | undefined;
  /** Where it is written; short ones are copied into their callers, which saves the call. */
  readonly room: SourceRoom;
  readonly node: ts.FunctionDeclaration;
}

/** Longest function that is copied into its callers [characters]; one with a loop never is. */
export const SHORT = 500;

export interface KernelProgram {
  readonly records: ReadonlyMap<string, ReadonlyMap<string, KernelType>>;
  readonly functions: ReadonlyMap<string, Signature>;
}

export function typeNamed(text: string): KernelType {
  if (text === "F64") return "f64";
  if (text === "I32" || text === "boolean") return "i32";
  if (text in ELEMENT) return text as KernelType;
  return { record: text };
}

/** Numbers by value, everything else by address. */
export function passedAs(type: KernelType): ValueType {
  return type === "f64" ? "f64" : "i32";
}

export function isShort(node: ts.FunctionDeclaration): boolean {
  const text = node.body!.getText();
  return text.length < SHORT && !/\b(for|while)\b/.test(text);
}

/** Name of the counter of `i < n; i++`. */
export function pairedCounter(
  condition: ts.Expression | undefined,
  next: ts.Expression | undefined,
): string | undefined {
  if (condition === undefined || !ts.isBinaryExpression(condition) || !ts.isIdentifier(condition.left))
    return undefined;
  const counter = condition.left.text;
  const plain = condition.operatorToken.getText() === "<" && ts.isIdentifier(condition.right);
  return plain && next?.getText() === `${counter}++` ? counter : undefined;
}

export function mathName(node: ts.CallExpression): string | undefined {
  const callee = node.expression;
  return ts.isPropertyAccessExpression(callee) && callee.expression.getText() === "Math"
    ? callee.name.text
    : undefined;
}

export function bare(node: ts.Expression): ts.Expression {
  let inner = node;
  while (ts.isParenthesizedExpression(inner) || ts.isNonNullExpression(inner) || ts.isAsExpression(inner))
    inner = inner.expression;
  return inner;
}

export function join(a: KernelType, b: KernelType): KernelType {
  if (a === "literal") return b;
  if (b === "literal" || a === b) return a;
  return "f64";
}

export function concrete(type: KernelType, wanted: ValueType): ValueType {
  return type === "literal" ? wanted : passedAs(type);
}
