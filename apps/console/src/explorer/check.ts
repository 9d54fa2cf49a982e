import { resolve, type Schema } from "../operations.ts";
import { words } from "../words.ts";

/** What the contract does not allow about a value, and where in it. */
export interface Problem {
  /** Names and indices from the whole to the wrong part. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const { problems: say } = words.explorer;

/** Everything that a schema has against a value, in the words in which the service refuses it. */
export function problemsOf(named: Schema, value: unknown): readonly Problem[] {
  const schema = resolve(named);
  const { type = "", enum: values } = schema;
  const isListed = values === undefined || values.some((one) => one === value);
  const unlisted = isListed ? [] : here(say.enum(values.join(", ")));
  if (!isOfType(schema, value)) return [...here(say.type(type)), ...unlisted];
  if (typeof value === "string") return [...textProblems(schema, value), ...unlisted];
  if (typeof value === "number") return numberProblems(schema, value);
  if (Array.isArray(value)) return listProblems(schema, value);
  return isObject(value) ? objectProblems(schema, value) : [];
}

/** As the service writes it: `non_migrate_users[3].user_name: must be string`. */
export function describeProblem({ path, message }: Problem, whole: string): string {
  const place = path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`))
    .join("")
    .replace(/^\./, "");
  return `${place || whole}: ${message}`;
}

const here = (...messages: readonly string[]): readonly Problem[] =>
  messages.map((message) => ({ path: [], message }));

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function isOfType({ type }: Schema, value: unknown): boolean {
  switch (type) {
    case "integer":
      return Number.isInteger(value);
    case "array":
      return Array.isArray(value);
    case "object":
      return isObject(value);
    default:
      return type === undefined || typeof value === type;
  }
}

function textProblems({ minLength, maxLength, pattern }: Schema, value: string) {
  const { length } = [...value];
  return here(
    ...(minLength !== undefined && length < minLength ? [say.minLength(minLength)] : []),
    ...(maxLength !== undefined && length > maxLength ? [say.maxLength(maxLength)] : []),
    ...(pattern !== undefined && !new RegExp(pattern, "u").test(value) ? [say.pattern] : []),
  );
}

function numberProblems({ minimum, maximum }: Schema, value: number) {
  return here(
    ...(minimum !== undefined && value < minimum ? [say.minimum(minimum)] : []),
    ...(maximum !== undefined && value > maximum ? [say.maximum(maximum)] : []),
  );
}

function listProblems({ maxItems, items }: Schema, value: readonly unknown[]) {
  const tooMany = maxItems !== undefined && value.length > maxItems;
  return [
    ...here(...(tooMany ? [say.maxItems(maxItems)] : [])),
    ...value.flatMap((item, index) => below(index, problemsOf(items ?? {}, item))),
  ];
}

function objectProblems(schema: Schema, value: Readonly<Record<string, unknown>>) {
  const { properties = {}, required = [], minProperties = 0, additionalProperties } = schema;
  const names = Object.keys(value);
  return [
    ...here(
      ...(names.length < minProperties
        ? [say.minProperties(Object.keys(properties).join(", "))]
        : []),
    ),
    ...required.flatMap((name) =>
      Object.hasOwn(value, name) ? [] : [{ path: [name], message: say.required }],
    ),
    ...names.flatMap((name) => {
      const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (property !== undefined) return below(name, problemsOf(property, value[name]));
      return additionalProperties === false ? [{ path: [name], message: say.unknown }] : [];
    }),
  ];
}

const below = (step: string | number, problems: readonly Problem[]): readonly Problem[] =>
  problems.map(({ path, message }) => ({ path: [step, ...path], message }));
