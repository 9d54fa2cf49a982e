import type { CompareSchemas, Comparison, Place } from "./comparison.ts";
import type { Node } from "./document.ts";
import { gone } from "./values.ts";

const othersKey = "additionalProperties";

/** Compares the fields of two objects, which of them are required, and what else they may have. */
export function compareFields(
  before: Node,
  after: Node,
  place: Place,
  found: Comparison,
  compareSchemas: CompareSchemas,
): void {
  const [old, now] = [before.at("properties"), after.at("properties")];
  const [oldRequired, nowRequired] = [requiredOf(before), requiredOf(after)];
  const isRequest = place.direction === "request";
  const names = [...(old?.keys ?? []), ...(now?.keys ?? []), ...oldRequired, ...nowRequired];

  for (const name of new Set(names)) {
    const [oldField, nowField] = [old?.member(name), now?.member(name)];
    const [wasRequired, isRequired] = [oldRequired.includes(name), nowRequired.includes(name)];
    const there = place.in(name);
    const isAdded = oldField === undefined && nowField !== undefined;
    const isRemoved = oldField !== undefined && nowField === undefined;
    // It goes the way of a removed one, though it is still described for those who send it.
    if (!isRequest && hides(nowField) && oldField !== undefined && !hides(oldField)) {
      found.report("field-removed", there, nowField ?? after, "the field is writeOnly now");
      continue;
    }
    if (isRemoved) {
      const isUnheard = isRequest && !isClosed(after);
      const rule = isUnheard ? "field-no-longer-read" : "field-removed";
      found.report(rule, there, now ?? after, "the field was removed", oldField);
    }
    if (isAdded) {
      const isNeeded = isRequest && isRequired && !wasRequired;
      const rule = isClosed(before) ? "field-added-to-closed-object" : "field-added-to-open-object";
      const says = `${isRequired ? "a required" : "an optional"} field was added`;
      found.report(isNeeded ? "required-field-added" : rule, there, nowField, says);
    }
    if (isRequired && !wasRequired && !isAdded) {
      found.report("field-made-required", there, nowField ?? after, "the field is required now");
    }
    if (wasRequired && !isRequired && !isRemoved) {
      found.report("field-made-optional", there, nowField ?? after, "the field is optional now");
    }
    // What is not described by its name is one of the others, and as they are.
    if (isAdded && before.get(othersKey) === undefined) continue;
    if ((isAdded && isClosed(before)) || (isRemoved && isClosed(after))) continue;
    // That nothing is answered there any more is all there is to say.
    if (isRemoved && !isRequest) continue;
    const was = isAdded ? before.member(othersKey) : oldField;
    const is = isRemoved ? after.member(othersKey) : nowField;
    compareSchemas(was, is, there, found, after);
  }
  compareOthers(before, after, place, found, compareSchemas);
}

/** What is said of the fields that are not described: nothing, which lets them be, or a schema. */
function compareOthers(
  before: Node,
  after: Node,
  place: Place,
  found: Comparison,
  compareSchemas: CompareSchemas,
): void {
  const [old, now] = [before.member(othersKey), after.member(othersKey)];
  const removed = gone(before, after, othersKey);
  const report = (rule: "other-fields-refused" | "other-fields-allowed", says: string) =>
    found.report(rule, place, now ?? after, `fields that are not described are ${says}`, removed);
  if (isClosed(before) && isClosed(after)) return;
  if (isClosed(after)) return report("other-fields-refused", "refused now");
  if (isClosed(before)) return report("other-fields-allowed", "allowed now");
  compareSchemas(old, now, place.in("(other fields)"), found, after);
}

function hides(field: Node | undefined): boolean {
  return field?.followed().get("writeOnly") === true;
}

function isClosed(schema: Node): boolean {
  return schema.get(othersKey) === false;
}

function requiredOf(schema: Node): readonly string[] {
  const list = schema.get("required");
  return Array.isArray(list) ? list.map(String) : [];
}
