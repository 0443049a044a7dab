import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import ts from "typescript";

/** A source file of the solver, parsed, with what it imports. */
export interface SourceRoom {
  readonly path: string;
  readonly file: ts.SourceFile;
  /** Name used here: path and name where it is declared. */
  readonly imported: ReadonlyMap<string, { path: string; name: string }>;
}

const rooms = new Map<string, SourceRoom>();

export function readRoom(path: string): SourceRoom {
  const known = rooms.get(path);
  if (known !== undefined) return known;
  const file = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022, true);
  const imported = new Map<string, { path: string; name: string }>();
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const from = resolve(dirname(path), statement.moduleSpecifier.text);
    const bindings = statement.importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings)) continue;
    for (const each of bindings.elements)
      imported.set(each.name.text, { path: from, name: (each.propertyName ?? each.name).text });
  }
  const room = { path, file, imported };
  rooms.set(path, room);
  return room;
}

/** Value of a constant of a file, evaluated as the program would, or undefined where there is none of that name. */
export function constantOf(room: SourceRoom, name: string): number | undefined {
  const from = room.imported.get(name);
  if (from !== undefined) return constantOf(readRoom(from.path), from.name);
  for (const statement of room.file.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const each of statement.declarationList.declarations)
      if (ts.isIdentifier(each.name) && each.name.text === name && each.initializer !== undefined)
        return evaluate(room, each.initializer);
  }
  return undefined;
}

function evaluate(room: SourceRoom, node: ts.Expression): number | undefined {
  const value = (each: ts.Expression) => evaluate(room, each) ?? Number.NaN;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isParenthesizedExpression(node)) return evaluate(room, node.expression);
  if (ts.isIdentifier(node)) return constantOf(room, node.text);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken)
    return -value(node.operand);
  if (ts.isBinaryExpression(node)) {
    const a = value(node.left);
    const b = value(node.right);
    switch (node.operatorToken.getText()) {
      case "+":
        return a + b;
      case "-":
        return a - b;
      case "*":
        return a * b;
      case "/":
        return a / b;
      case "**":
        return a ** b;
      case "<<":
        return a << b;
    }
  }
  if (node.getText() === "Number.POSITIVE_INFINITY") return Number.POSITIVE_INFINITY;
  if (ts.isPropertyAccessExpression(node) && node.expression.getText() === "Math")
    return (Math as unknown as Record<string, number>)[node.name.text];
  if (ts.isCallExpression(node) && node.expression.getText() === "Math.sqrt")
    return Math.sqrt(value(node.arguments[0]!));
  return undefined;
}
