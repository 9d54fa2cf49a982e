/**
 * The little of Redocly's plugin interface that the rules use. The CLI is one bundled package and
 * publishes no types for plugins; these are structural, so that the rules are still checked.
 */

/** A place in a document, printed by Redocly as file, line and column. */
export interface Location {
  readonly pointer: string;
  child(segments: readonly string[]): Location;
}

export interface Reference {
  readonly $ref: string;
}

/** What a visitor is given beside the node: where it is, and the means to report. */
export interface Context {
  readonly location: Location;
  resolve<Node extends object>(
    node: Node | Reference,
  ): { readonly node?: Node; readonly location?: Location };
  report(problem: { readonly message: string; readonly location: Location }): void;
}

type Visit<Node> = (node: Node, context: Context) => void;

/** The nodes that the rules look at. Redocly calls each once for every place of the document. */
export interface Visitor {
  readonly Root?: Visit<Root> | { leave: Visit<Root> };
  readonly Operation?: Visit<Operation>;
  readonly Parameter?: Visit<Parameter>;
  readonly Header?: Visit<Header>;
  readonly RequestBody?: Visit<RequestBody>;
  readonly Response?: Visit<Response>;
  readonly MediaType?: Visit<MediaType>;
  readonly Schema?: Visit<Schema>;
}

/** A rule makes a new visitor for each document. */
export type Rule = () => Visitor;

type Named<Node> = Readonly<Record<string, Node>>;

export interface Root {
  readonly components?: Named<Named<object>>;
}

export interface Example {
  readonly value?: unknown;
}

export interface Schema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly nullable?: boolean;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly minProperties?: number;
  readonly required?: readonly string[];
  readonly properties?: Named<Schema | Reference>;
  readonly additionalProperties?: boolean | Schema | Reference;
  readonly items?: Schema | Reference;
  readonly prefixItems?: readonly (Schema | Reference)[];
  readonly allOf?: readonly (Schema | Reference)[];
  readonly anyOf?: readonly (Schema | Reference)[];
  readonly oneOf?: readonly (Schema | Reference)[];
}

export interface MediaType {
  readonly schema?: Schema | Reference;
  readonly examples?: Named<Example | Reference>;
}

export interface Header {
  readonly description?: string;
  readonly required?: boolean;
  readonly schema?: Schema | Reference;
  readonly example?: unknown;
  readonly examples?: Named<Example | Reference>;
}

export interface Parameter extends Header {
  readonly name?: string;
  readonly in?: string;
}

export interface RequestBody {
  readonly description?: string;
  readonly content?: Named<MediaType>;
}

export interface Response {
  readonly description?: string;
  readonly headers?: Named<Header | Reference>;
  readonly content?: Named<MediaType>;
}

export interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly responses?: Named<Response | Reference>;
}

function isReference(node: object): node is Reference {
  return "$ref" in node;
}

/**
 * The node itself where there is a `$ref`, and its place; `undefined` where the reference leads
 * nowhere, which the built-in `no-unresolved-refs` reports.
 */
export function follow<Node extends object>(
  node: Node | Reference,
  location: Location,
  context: Context,
): { readonly node: Node; readonly location: Location } | undefined {
  if (!isReference(node)) return { node, location };
  const target = context.resolve<Node>(node);
  return target.node && target.location
    ? { node: target.node, location: target.location }
    : undefined;
}

/** A finding as people read it: what is wrong, why that matters, how to fix it, and in which file. */
export function finding(wrong: string, why: string, fix: string): string {
  return `${wrong} ${why} ${fix} Edit spec/openapi.yaml.`;
}

/** Whether there is a text with something in it. */
export function isText(text: string | undefined): boolean {
  return typeof text === "string" && text.trim() !== "";
}
