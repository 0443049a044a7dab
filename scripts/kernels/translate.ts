import ts from "typescript";
import { constantOf, type SourceRoom } from "./constants.ts";
import {
  bare,
  concrete,
  ELEMENT,
  HOST_MATH,
  isShort,
  join,
  type KernelProgram,
  type KernelType,
  MATH,
  mathName,
  PAIR,
  pairedCounter,
  passedAs,
  type Signature,
  typeNamed,
} from "./kernel-subset.ts";
import {
  BINARY,
  float,
  NO_RESULT,
  OP,
  signed,
  unsigned,
  type ValueType,
  valueType,
  type WasmFunction,
} from "./wasm-binary.ts";

/** Translates one function of the kernel subset. Throws with file and line where the source goes beyond it. */
export function translate(
  room: SourceRoom,
  program: KernelProgram,
  node: ts.FunctionDeclaration,
): WasmFunction {
  return new FunctionTranslation(room, program, node).run();
}

class FunctionTranslation {
  #room: SourceRoom;
  readonly #program: KernelProgram;
  readonly #node: ts.FunctionDeclaration;
  #signature: Signature;
  readonly #locals: ValueType[] = [];
  #scopes: Map<string, { local: number; type: KernelType }>[] = [new Map()];
  #code: number[] = [];
  /** Open blocks, innermost last: "break" and "continue" targets or plain. */
  readonly #open: string[] = [];
  #parameterCount = 0;

  constructor(room: SourceRoom, program: KernelProgram, node: ts.FunctionDeclaration) {
    this.#room = room;
    this.#program = program;
    this.#node = node;
    this.#signature = program.functions.get(node.name!.text)!;
  }

  run(): WasmFunction {
    const { parameters, result } = this.#signature;
    this.#node.parameters.forEach((parameter, p) => {
      this.#scopes[0]!.set(parameter.name.getText(), { local: p, type: parameters[p]! });
    });
    this.#parameterCount = parameters.length;
    for (const statement of this.#node.body!.statements) this.#statement(statement);
    if (result !== undefined) this.#code.push(OP.unreachable);
    return {
      name: this.#node.name!.text,
      parameters: parameters.map(passedAs),
      result,
      locals: this.#locals,
      code: this.#code,
    };
  }

  #fail(node: ts.Node, problem: string): never {
    const { line } = this.#room.file.getLineAndCharacterOfPosition(node.getStart());
    throw new Error(`${this.#room.path}:${line + 1}: ${problem}: ${node.getText()}`);
  }

  #find(name: string) {
    for (let s = this.#scopes.length - 1; s >= 0; s--) {
      const found = this.#scopes[s]!.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #declare(name: string, type: KernelType): number {
    const local = this.#parameterCount + this.#locals.push(passedAs(type)) - 1;
    this.#scopes[this.#scopes.length - 1]!.set(name, { local, type });
    return local;
  }

  #statement(node: ts.Statement): void {
    if (ts.isVariableStatement(node)) this.#variables(node.declarationList);
    else if (ts.isExpressionStatement(node)) this.#effect(node.expression);
    else if (ts.isBlock(node))
      this.#scoped(() =>
        node.statements.forEach((each) => {
          this.#statement(each);
        }),
      );
    else if (ts.isIfStatement(node)) {
      this.#value(node.expression, "i32");
      this.#block(OP.if, "plain", () => {
        this.#statement(node.thenStatement);
        if (node.elseStatement !== undefined) {
          this.#code.push(OP.else);
          this.#statement(node.elseStatement);
        }
      });
    } else if (ts.isForStatement(node))
      this.#scoped(() => {
        if (node.initializer !== undefined && ts.isVariableDeclarationList(node.initializer))
          this.#variables(node.initializer);
        this.#loop(node.condition, node.statement, node.incrementor);
      });
    else if (ts.isWhileStatement(node)) this.#loop(node.expression, node.statement, undefined);
    else if (ts.isReturnStatement(node)) {
      if (node.expression !== undefined) this.#value(node.expression, this.#signature.result);
      if (this.#open.includes("copied")) this.#branch("copied");
      else this.#code.push(OP.return);
    } else if (ts.isBreakStatement(node)) this.#branch("break");
    else if (ts.isContinueStatement(node)) this.#branch("continue");
    else this.#fail(node, "no such statement in kernels");
  }

  #scoped(work: () => void): void {
    this.#scopes.push(new Map());
    work();
    this.#scopes.pop();
  }

  #block(op: number, kind: string, work: () => void): void {
    this.#code.push(op, NO_RESULT);
    this.#open.push(kind);
    this.#scoped(work);
    this.#open.pop();
    this.#code.push(OP.end);
  }

  #branch(kind: string): void {
    this.#code.push(OP.br, ...unsigned(this.#open.length - 1 - this.#open.lastIndexOf(kind)));
  }

  #loop(condition: ts.Expression | undefined, body: ts.Statement, next: ts.Expression | undefined): void {
    // Tested before the first turn and at the end of each, so that a turn costs one branch.
    this.#inPairs(condition, body, next);
    this.#block(OP.block, "break", () => {
      if (condition !== undefined) {
        this.#value(condition, "i32");
        this.#code.push(OP.i32Eqz, OP.brIf, 0);
      }
      this.#block(OP.loop, "plain", () => {
        if (/\bcontinue\b/.test(body.getText()))
          this.#block(OP.block, "continue", () => this.#statement(body));
        else this.#statement(body);
        if (next !== undefined) this.#effect(next);
        if (condition === undefined) this.#code.push(OP.br, 0);
        else {
          this.#value(condition, "i32");
          this.#code.push(OP.brIf, 0);
        }
      });
    });
  }

  /**
   * Where a counted loop does nothing but sums and products of elements with the same index, two turns at a time in
   * one register of two doubles; what is left over the loop itself does. Each lane rounds as a single number does.
   */
  #inPairs(condition: ts.Expression | undefined, body: ts.Statement, next: ts.Expression | undefined): void {
    const counter = pairedCounter(condition, next);
    if (counter === undefined) return;
    const statements = ts.isBlock(body) ? [...body.statements] : [body];
    if (!statements.every((each) => this.#isPaired(each, counter))) return;
    const { local } = this.#find(counter)!;
    this.#block(OP.block, "plain", () =>
      this.#block(OP.loop, "plain", () => {
        this.#get(local);
        this.#code.push(OP.i32Const, 1, BINARY["+"]!.i32!);
        this.#value((condition as ts.BinaryExpression).right, "i32");
        this.#code.push(BINARY["<"]!.i32!, OP.i32Eqz, OP.brIf, 1);
        for (const each of statements) {
          const { left, right } = (each as ts.ExpressionStatement).expression as ts.BinaryExpression;
          const offset = this.#address(bare(left) as ts.ElementAccessExpression);
          this.#pair(right);
          this.#code.push(...PAIR.store!, 3, ...unsigned(offset));
        }
        this.#get(local);
        this.#code.push(OP.i32Const, 2, BINARY["+"]!.i32!);
        this.#set(local);
        this.#code.push(OP.br, 0);
      }),
    );
  }

  #isPaired(node: ts.Statement, counter: string): boolean {
    if (!ts.isExpressionStatement(node) || !ts.isBinaryExpression(node.expression)) return false;
    const { left, right, operatorToken } = node.expression;
    return (
      operatorToken.getText() === "=" &&
      this.#isPairedElement(left, counter) &&
      this.#isPairedValue(right, counter)
    );
  }

  #isPairedElement(whole: ts.Expression, counter: string): boolean {
    const node = bare(whole);
    if (!ts.isElementAccessExpression(node) || this.#typeOf(node.expression) !== "Float64Array") return false;
    const index = bare(node.argumentExpression);
    if (ts.isIdentifier(index)) return index.text === counter;
    if (!ts.isBinaryExpression(index) || index.operatorToken.getText() !== "+") return false;
    return ts.isIdentifier(index.left) && index.left.text !== counter && index.right.getText() === counter;
  }

  #isPairedValue(whole: ts.Expression, counter: string): boolean {
    const node = bare(whole);
    if (this.#constant(node) !== undefined) return true;
    if (ts.isIdentifier(node)) return this.#typeOf(node) === "f64";
    if (ts.isElementAccessExpression(node)) return this.#isPairedElement(node, counter);
    if (!ts.isBinaryExpression(node) || PAIR[node.operatorToken.getText()] === undefined) return false;
    return this.#isPairedValue(node.left, counter) && this.#isPairedValue(node.right, counter);
  }

  /** Leaves two values of an expression, for the counter and the one after it. */
  #pair(whole: ts.Expression): void {
    const node = bare(whole);
    if (ts.isElementAccessExpression(node)) {
      const offset = this.#address(node);
      this.#code.push(...PAIR.load!, 3, ...unsigned(offset));
    } else if (ts.isBinaryExpression(node)) {
      this.#pair(node.left);
      this.#pair(node.right);
      this.#code.push(...PAIR[node.operatorToken.getText()]!);
    } else {
      this.#value(node, "f64");
      this.#code.push(...PAIR.splat!);
    }
  }

  #variables(list: ts.VariableDeclarationList): void {
    for (const each of list.declarations) {
      if (ts.isObjectBindingPattern(each.name)) {
        const type = this.#typeOf(each.initializer!);
        if (typeof type !== "object") this.#fail(each, "only records can be taken apart");
        for (const element of each.name.elements) {
          const field = (element.propertyName ?? element.name).getText();
          this.#field(element, type.record, field, each.initializer!);
          this.#set(this.#declare(element.name.getText(), this.#fieldType(element, type.record, field)));
        }
        continue;
      }
      const given = each.type === undefined ? undefined : typeNamed(each.type.getText());
      const type = given ?? (each.initializer === undefined ? "f64" : this.#typeOf(each.initializer));
      if (type === "literal") this.#fail(each, "say F64 or I32");
      if (each.initializer === undefined) {
        this.#declare(each.name.getText(), type);
        continue;
      }
      this.#value(each.initializer, passedAs(type));
      this.#set(this.#declare(each.name.getText(), type));
    }
  }

  #set(local: number): void {
    this.#code.push(OP.localSet, ...unsigned(local));
  }

  #get(local: number): void {
    this.#code.push(OP.localGet, ...unsigned(local));
  }

  #fieldType(node: ts.Node, record: string, field: string): KernelType {
    const type = this.#program.records.get(record)?.get(field);
    return type ?? this.#fail(node, `record ${record} has no field ${field}`);
  }

  #field(node: ts.Node, record: string, field: string, owner: ts.Expression): void {
    this.#fieldType(node, record, field);
    const at = [...this.#program.records.get(record)!.keys()].indexOf(field);
    this.#value(owner, "i32");
    this.#code.push(OP.i32Load, 2, ...unsigned(4 * at));
  }

  /** An expression for what it does. */
  #effect(node: ts.Expression): void {
    if (ts.isCallExpression(node)) {
      if (this.#call(node) !== undefined) this.#code.push(OP.drop);
      return;
    }
    if (ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) {
      const step = node.operator === ts.SyntaxKind.PlusPlusToken ? "+" : "-";
      this.#assign(node, node.operand, (type) => {
        this.#value(node.operand, type);
        this.#code.push(
          ...(type === "f64" ? [OP.f64Const, ...float(1)] : [OP.i32Const, 1]),
          BINARY[step]![type]!,
        );
      });
      return;
    }
    if (!ts.isBinaryExpression(node)) this.#fail(node, "no effect");
    const operator = node.operatorToken.getText();
    this.#assign(node, node.left, (type) => {
      if (operator === "=") this.#value(node.right, type);
      else {
        this.#value(node.left, type);
        this.#value(node.right, type);
        this.#code.push(BINARY[operator.slice(0, -1)]?.[type] ?? this.#fail(node, "no such assignment"));
      }
    });
  }

  #assign(node: ts.Node, target: ts.Expression, value: (type: ValueType) => void): void {
    const place = bare(target);
    if (ts.isIdentifier(place)) {
      const found = this.#find(place.text) ?? this.#fail(node, "unknown name");
      value(passedAs(found.type));
      this.#set(found.local);
    } else if (ts.isElementAccessExpression(place)) {
      const element = this.#elementOf(place);
      const offset = this.#address(place);
      value(element.type);
      this.#code.push(element.store, element.size, ...unsigned(offset));
    } else this.#fail(node, "cannot be assigned");
  }

  #elementOf(node: ts.ElementAccessExpression) {
    const type = this.#typeOf(node.expression);
    if (typeof type === "object" || !(type in ELEMENT)) this.#fail(node, "not an array");
    return ELEMENT[type as keyof typeof ELEMENT];
  }

  /** Leaves the address of an element, short of the constant offset that it returns. */
  #address(node: ts.ElementAccessExpression): number {
    const { size } = this.#elementOf(node);
    this.#value(node.expression, "i32");
    let index: ts.Expression | undefined = bare(node.argumentExpression);
    let offset = this.#integer(index) ?? 0;
    if (this.#integer(index) !== undefined) index = undefined;
    else if (ts.isBinaryExpression(index) && index.operatorToken.getText() === "+") {
      const constant = this.#integer(index.right);
      if (constant !== undefined) {
        offset = constant;
        index = index.left;
      }
    }
    if (index !== undefined) {
      this.#value(index, "i32");
      if (size > 0) this.#code.push(OP.i32Const, size, OP.i32Shl);
      this.#code.push(BINARY["+"]!.i32!);
    }
    return offset << size;
  }

  #integer(node: ts.Expression): number | undefined {
    const constant = this.#constant(bare(node));
    return constant !== undefined && Number.isInteger(constant) && constant >= 0 ? constant : undefined;
  }

  #constant(node: ts.Expression): number | undefined {
    if (ts.isNumericLiteral(node)) return Number(node.text);
    if (ts.isIdentifier(node) && this.#find(node.text) === undefined)
      return constantOf(this.#room, node.text);
    return undefined;
  }

  #typeOf(whole: ts.Expression): KernelType {
    const node = bare(whole);
    const constant = this.#constant(node);
    if (constant !== undefined) return Number.isInteger(constant) ? "literal" : "f64";
    if (ts.isIdentifier(node)) return this.#find(node.text)?.type ?? this.#fail(node, "unknown name");
    if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) return "i32";
    if (ts.isPropertyAccessExpression(node)) {
      const owner = this.#typeOf(node.expression);
      return typeof owner === "object"
        ? this.#fieldType(node, owner.record, node.name.text)
        : this.#fail(node, "not a record");
    }
    if (ts.isElementAccessExpression(node)) return this.#elementOf(node).type;
    if (ts.isPrefixUnaryExpression(node))
      return node.operator === ts.SyntaxKind.ExclamationToken ? "i32" : this.#typeOf(node.operand);
    if (ts.isConditionalExpression(node))
      return join(this.#typeOf(node.whenTrue), this.#typeOf(node.whenFalse));
    if (ts.isCallExpression(node))
      return mathName(node) === undefined
        ? (this.#signatureOf(node).result ?? this.#fail(node, "no value"))
        : "f64";
    if (ts.isBinaryExpression(node)) {
      const operator = node.operatorToken.getText();
      if (operator === "/") return "f64";
      if (["+", "-", "*"].includes(operator)) return join(this.#typeOf(node.left), this.#typeOf(node.right));
      return "i32";
    }
    return this.#fail(node, "no such expression in kernels");
  }

  /** Leaves an expression's value as the type wanted. */
  #value(whole: ts.Expression, wanted: ValueType | undefined): void {
    const node = bare(whole);
    const constant = this.#constant(node);
    if (constant !== undefined) {
      if (wanted === "f64" || !Number.isInteger(constant)) this.#code.push(OP.f64Const, ...float(constant));
      else this.#code.push(OP.i32Const, ...signed(constant));
      return;
    }
    const produced = this.#produce(node, wanted ?? "f64");
    if (produced === "i32" && wanted === "f64") this.#code.push(OP.f64FromI32);
    else if (produced !== wanted) this.#fail(node, `is ${produced}, wanted ${wanted}`);
  }

  #produce(node: ts.Expression, wanted: ValueType): ValueType {
    if (ts.isIdentifier(node)) {
      const found = this.#find(node.text)!;
      if (found === undefined) this.#fail(node, "unknown name");
      this.#get(found.local);
      return passedAs(found.type);
    }
    if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) {
      this.#code.push(OP.i32Const, node.kind === ts.SyntaxKind.TrueKeyword ? 1 : 0);
      return "i32";
    }
    if (ts.isPropertyAccessExpression(node)) {
      const owner = this.#typeOf(node.expression) as { record: string };
      this.#field(node, owner.record, node.name.text, node.expression);
      return passedAs(this.#typeOf(node));
    }
    if (ts.isElementAccessExpression(node)) {
      const element = this.#elementOf(node);
      const offset = this.#address(node);
      this.#code.push(element.load, element.size, ...unsigned(offset));
      return element.type;
    }
    if (ts.isCallExpression(node)) return this.#call(node) ?? this.#fail(node, "no value");
    if (ts.isPrefixUnaryExpression(node)) return this.#prefix(node, wanted);
    if (ts.isConditionalExpression(node)) {
      const type = concrete(this.#typeOf(node), wanted);
      this.#value(node.condition, "i32");
      this.#code.push(OP.if, valueType(type));
      this.#open.push("plain");
      this.#value(node.whenTrue, type);
      this.#code.push(OP.else);
      this.#value(node.whenFalse, type);
      this.#open.pop();
      this.#code.push(OP.end);
      return type;
    }
    if (ts.isBinaryExpression(node)) return this.#binary(node, wanted);
    return this.#fail(node, "no such expression in kernels");
  }

  #prefix(node: ts.PrefixUnaryExpression, wanted: ValueType): ValueType {
    if (node.operator === ts.SyntaxKind.ExclamationToken) {
      this.#value(node.operand, "i32");
      this.#code.push(OP.i32Eqz);
      return "i32";
    }
    const type = concrete(this.#typeOf(node.operand), wanted);
    if (type === "f64") {
      this.#value(node.operand, "f64");
      this.#code.push(OP.f64Neg);
    } else {
      this.#code.push(OP.i32Const, 0);
      this.#value(node.operand, "i32");
      this.#code.push(BINARY["-"]!.i32!);
    }
    return type;
  }

  #binary(node: ts.BinaryExpression, wanted: ValueType): ValueType {
    const operator = node.operatorToken.getText();
    if (operator === "&&" || operator === "||") {
      this.#value(node.left, "i32");
      this.#code.push(OP.if, valueType("i32"));
      this.#open.push("plain");
      if (operator === "&&") this.#value(node.right, "i32");
      else this.#code.push(OP.i32Const, 1);
      this.#code.push(OP.else);
      if (operator === "&&") this.#code.push(OP.i32Const, 0);
      else this.#value(node.right, "i32");
      this.#open.pop();
      this.#code.push(OP.end);
      return "i32";
    }
    if (operator === "|" && this.#integer(node.right) === 0 && this.#typeOf(node.left) === "f64") {
      // Truncation, saturating: the subset asks for it only within the range of a 32-bit integer.
      this.#value(node.left, "f64");
      this.#code.push(0xfc, 2);
      return "i32";
    }
    const arithmetic = ["+", "-", "*", "/"].includes(operator);
    const both = join(this.#typeOf(node.left), this.#typeOf(node.right));
    const bits = BINARY[operator]?.f64 === undefined;
    const type = operator === "/" ? "f64" : bits ? "i32" : concrete(both, arithmetic ? wanted : "f64");
    this.#value(node.left, type);
    this.#value(node.right, type);
    this.#code.push(BINARY[operator]?.[type] ?? this.#fail(node, "no such operator in kernels"));
    return arithmetic ? type : "i32";
  }

  #signatureOf(node: ts.CallExpression): Signature {
    const name = node.expression.getText();
    return this.#program.functions.get(name) ?? this.#fail(node, "no kernel of this name");
  }

  #call(node: ts.CallExpression): ValueType | undefined {
    const math = mathName(node);
    if (math !== undefined) {
      for (const argument of node.arguments) this.#value(argument, "f64");
      const host = HOST_MATH.indexOf(math);
      if (host >= 0) this.#code.push(OP.call, ...unsigned(host));
      else this.#code.push(MATH[math] ?? this.#fail(node, "not a function that kernels have"));
      return "f64";
    }
    const signature = this.#signatureOf(node);
    const { index, parameters, result } = signature;
    if (node.arguments.length !== parameters.length) this.#fail(node, "wrong number of arguments");
    if (isShort(signature.node) && !this.#open.includes("copied")) this.#copyIn(node, signature);
    else {
      node.arguments.forEach((argument, a) => {
        this.#value(argument, passedAs(parameters[a]!));
      });
      this.#code.push(OP.call, ...unsigned(index));
    }
    return result;
  }

  /** The body of a short function in place of a call: a block whose end is where it returns to. */
  #copyIn(node: ts.CallExpression, signature: Signature): void {
    const scope = new Map<string, { local: number; type: KernelType }>();
    signature.node.parameters.forEach((parameter, a) => {
      const type = signature.parameters[a]!;
      this.#value(node.arguments[a]!, passedAs(type));
      const local = this.#parameterCount + this.#locals.push(passedAs(type)) - 1;
      this.#set(local);
      scope.set(parameter.name.getText(), { local, type });
    });
    const outer = { room: this.#room, scopes: this.#scopes, signature: this.#signature };
    this.#room = signature.room;
    this.#scopes = [scope];
    this.#signature = signature;
    this.#code.push(OP.block, signature.result === undefined ? NO_RESULT : valueType(signature.result));
    this.#open.push("copied");
    for (const statement of signature.node.body!.statements) this.#statement(statement);
    if (signature.result !== undefined) this.#code.push(OP.unreachable);
    this.#open.pop();
    this.#code.push(OP.end);
    this.#room = outer.room;
    this.#scopes = outer.scopes;
    this.#signature = outer.signature;
  }
}
