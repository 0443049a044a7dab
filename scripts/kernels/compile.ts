// Compiles every *.kernel.ts of the loop solver to one WebAssembly module and writes it, with the layout of its records,
// to src/loop/kernel/kernels.generated.ts.  Run after changing a kernel:  npx jiti scripts/kernels/compile.ts
import { readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { argv } from "node:process";
import ts from "typescript";
import { readRoom } from "./constants.ts";
import {
  HOST_MATH,
  type KernelProgram,
  type KernelType,
  passedAs,
  type Signature,
  typeNamed,
} from "./kernel-subset.ts";
import { translate } from "./translate.ts";
import { encodeModule } from "./wasm-binary.ts";

const LOOP = "src/loop";
export const OUTPUT = join(LOOP, "kernel/kernels.generated.ts");

/** The generated file's text. */
export function compileKernels(): string {
  const paths = (readdirSync(LOOP, { recursive: true }) as string[])
    .filter((path) => path.endsWith(".kernel.ts"))
    .sort()
    .map((path) => resolve(LOOP, path));
  const rooms = paths.map(readRoom);
  const records = new Map<string, Map<string, KernelType>>();
  const functions = new Map<string, Signature>();
  const declarations: [(typeof rooms)[number], ts.FunctionDeclaration][] = [];
  for (const room of rooms)
    for (const statement of room.file.statements) {
      if (ts.isInterfaceDeclaration(statement)) {
        const fields = new Map<string, KernelType>();
        for (const member of statement.members)
          if (ts.isPropertySignature(member))
            fields.set(member.name.getText(), typeNamed(member.type!.getText()));
        records.set(statement.name.text, fields);
      }
      if (!ts.isFunctionDeclaration(statement)) continue;
      const name = statement.name!.text;
      if (functions.has(name)) throw new Error(`two kernels are called ${name}`);
      const result = statement.type === undefined ? "void" : statement.type.getText();
      functions.set(name, {
        index: HOST_MATH.length + declarations.length,
        parameters: statement.parameters.map((each) => typeNamed(each.type!.getText())),
        result: result === "void" ? undefined : passedAs(typeNamed(result)),
        room,
        node: statement,
      });
      declarations.push([room, statement]);
    }
  const program: KernelProgram = { records, functions };
  const bytes = encodeModule(
    HOST_MATH.map((name) => ({ name, parameters: ["f64" as const], result: "f64" as const })),
    declarations.map(([room, node]) => translate(room, program, node)),
  );
  const layout = Object.fromEntries([...records].map(([name, fields]) => [name, [...fields.keys()]]));
  const base64 = Buffer.from(bytes)
    .toString("base64")
    .replace(/.{100}/g, "$&\n");
  return `// Written by scripts/kernels/compile.ts from src/loop/**/*.kernel.ts; do not edit.
/** Fields of each record, in order, four bytes each. */
export const RECORD_FIELDS: Readonly<Record<string, readonly string[]>> = ${JSON.stringify(layout, null, 2)};
/** The WebAssembly module, base64. */
export const KERNELS_BASE64 = \`
${base64}\`;
`;
}

if (argv[1]?.endsWith("compile.ts")) writeFileSync(OUTPUT, compileKernels());
