import { parseSync, Visitor } from "oxc-parser";

/** One place where a source names another module. */
export interface Import {
  readonly line: number;
  /**
   * What is named, as written; of a template its constant start, where that tells the package.
   * `undefined` where an expression decides it at run time.
   */
  readonly specifier: string | undefined;
}

interface Position {
  readonly start: number;
}

type Syntax = Readonly<Record<string, unknown>> & { readonly type?: unknown };

const isSyntax = (node: unknown): node is Syntax => typeof node === "object" && node !== null;

const isIdentifier = (node: unknown, name: string) =>
  isSyntax(node) && node.type === "Identifier" && node["name"] === name;

/** `import.meta`, and with a name a member of it. */
function isImportMeta(node: unknown, member?: string): boolean {
  if (!isSyntax(node)) return false;
  if (member === undefined) {
    return node.type === "MetaProperty" && isIdentifier(node["property"], "meta");
  }
  return (
    node.type === "MemberExpression" &&
    isImportMeta(node["object"]) &&
    isIdentifier(node["property"], member)
  );
}

/** `require(…)`, `require.resolve(…)`, `createRequire(…)(…)` and `import.meta.resolve(…)`. */
function namesModule(callee: unknown): boolean {
  if (isIdentifier(callee, "require") || isImportMeta(callee, "resolve")) return true;
  if (!isSyntax(callee)) return false;
  if (callee.type === "MemberExpression") {
    return isIdentifier(callee["object"], "require") && isIdentifier(callee["property"], "resolve");
  }
  return callee.type === "CallExpression" && isIdentifier(callee["callee"], "createRequire");
}

/** The text of a string, or of a template up to its first expression. */
function textOf(node: unknown): { readonly text: string; readonly whole: boolean } | undefined {
  if (!isSyntax(node)) return undefined;
  const { value, quasis } = node;
  if (node.type === "Literal" && typeof value === "string") return { text: value, whole: true };
  if (node.type !== "TemplateLiteral" || !Array.isArray(quasis)) return undefined;
  const cooked: unknown = quasis[0]?.value?.cooked;
  return typeof cooked === "string" ? { text: cooked, whole: quasis.length === 1 } : undefined;
}

/** `name/`, `@scope/name/` or `./folder/`: whatever follows, it is in there. */
const tellsPackage = /^(?:@[^/]+\/)?[^/]+\//;

/**
 * Every module that a TypeScript or JavaScript source names: `import`, `import type`, `export …
 * from`, `import()`, `import("…").Type`, `import … = require()`, `require()`,
 * `import.meta.resolve()` and `new URL("…", import.meta.url)`.
 *
 * @throws Error where the source does not parse.
 */
export function importsOf(file: string, source: string): readonly Import[] {
  const { program, errors } = parseSync(file, source);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${file}: ${error.message}`);

  const imports: Import[] = [];
  const add = (node: unknown, { start }: Position) => {
    const found = textOf(node);
    const isKnown = found !== undefined && (found.whole || tellsPackage.test(found.text));
    const line = source.slice(0, start).split("\n").length;
    imports.push({ line, specifier: isKnown ? found.text : undefined });
  };

  new Visitor({
    ImportDeclaration: (node) => add(node.source, node),
    ExportAllDeclaration: (node) => add(node.source, node),
    ExportNamedDeclaration: (node) => {
      if (node.source !== null) add(node.source, node);
    },
    ImportExpression: (node) => add(node.source, node),
    TSImportType: (node) => add(node.source, node),
    TSExternalModuleReference: (node) => add(node.expression, node),
    CallExpression: (node) => {
      if (namesModule(node.callee)) add(node.arguments[0], node);
    },
    NewExpression: (node) => {
      if (!isIdentifier(node.callee, "URL") || !isImportMeta(node.arguments[1], "url")) return;
      // A file beside this one: relative even without a dot. Of a template, the constant start.
      const text = textOf(node.arguments[0])?.text;
      if (text === undefined || /^[a-z]+:/i.test(text)) return;
      const line = source.slice(0, node.start).split("\n").length;
      imports.push({ line, specifier: text.startsWith(".") ? text : `./${text}` });
    },
  }).visit(program);
  return imports;
}
