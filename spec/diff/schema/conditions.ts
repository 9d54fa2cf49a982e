import type { Json } from "../document.ts";

/** What a value must meet, beside its type and its parts. */
export interface Condition {
  /** `integer`, or the keyword; an exclusive bound goes by the name of the other one. */
  readonly keyword: string;
  readonly value: Json;
  /** Whether a bound itself is excluded. */
  readonly isOpen: boolean;
}

const isBound = (keyword: string) => /^(?:min|max)(?!Contains)/.test(keyword);

/** Whether this program can decide if a scalar meets the condition. */
export function isDecidable({ keyword }: Condition): boolean {
  return isBound(keyword) || ["integer", "multipleOf", "pattern"].includes(keyword);
}

export function meets(value: Json, { keyword, value: asked, isOpen }: Condition): boolean {
  if (keyword === "pattern")
    return typeof value !== "string" || new RegExp(String(asked), "u").test(value);
  if (keyword === "integer") return Number.isInteger(value);
  if (keyword === "multipleOf") return isMultiple(Number(value), Number(asked));
  const size = typeof value === "string" ? [...value].length : Number(value);
  return !isTighter({ keyword, value: asked, isOpen }, { keyword, value: size, isOpen: false });
}

/** Whether every value that meets some conditions meets another one too. */
export function isImplied(condition: Condition, all: readonly Condition[]): boolean {
  const { keyword, value } = condition;
  const own = all.filter((one) => one.keyword === keyword);
  const steps = all.filter((one) => one.keyword === "multipleOf").map((one) => Number(one.value));
  const isWhole = all.some((one) => one.keyword === "integer") || steps.some(Number.isInteger);
  if (keyword === "integer") return isWhole;
  if (keyword === "multipleOf")
    return [...steps, ...(isWhole ? [1] : [])].some((step) => isMultiple(step, Number(value)));
  const fit = (one: Condition) => (isWhole ? whole(one) : one);
  return isBound(keyword) && own.some((one) => !isTighter(fit(condition), fit(one)));
}

/** Whether one bound excludes what another of the same keyword allows. */
function isTighter(one: Condition, other: Condition): boolean {
  const difference = Number(one.value) - Number(other.value);
  if (difference === 0) return one.isOpen && !other.isOpen;
  return one.keyword.startsWith("min") ? difference > 0 : difference < 0;
}

/** The same bound for integers. */
function whole({ keyword, value, isOpen }: Condition): Condition {
  const isMin = keyword.startsWith("min");
  const at = isMin ? Math.ceil(Number(value)) : Math.floor(Number(value));
  const next = isOpen && at === value ? at + (isMin ? 1 : -1) : at;
  return { keyword, value: next, isOpen: false };
}

/** Whether a number is a multiple of another, as decimals: 0.3 is one of 0.1. */
function isMultiple(value: number, step: number): boolean {
  const scale = 10 ** Math.max(decimals(value), decimals(step));
  return Math.round(value * scale) % Math.round(step * scale) === 0;
}

function decimals(value: number): number {
  const [digits = "", exponent = "0"] = String(value).split("e");
  return Math.max(0, (digits.split(".")[1]?.length ?? 0) - Number(exponent));
}
