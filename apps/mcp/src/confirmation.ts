import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  inputRequired,
  type InputRequiredResult,
  inputResponse,
  type ServerContext,
} from "@modelcontextprotocol/server";

/** The argument by which an assistant says that a person agreed, where its host cannot ask. */
export const confirm = {
  description:
    "Whether the person has agreed to this removal. Ask first, in this conversation, and name the users. A host that can ask the person does so all the same.",
  type: "boolean",
} as const;

/**
 * Has a person agree: asked by the host where it can, else by the assistant.
 *
 * @param capabilities those of a client of 2025, which declares them once
 * @returns `true` to go on; or what to answer in place of the call
 */
export function confirmed(
  question: string,
  { confirm: said }: { readonly confirm?: boolean },
  mcpReq: ServerContext["mcpReq"],
  capabilities: ClientCapabilities | undefined,
): true | string | InputRequiredResult {
  const response = inputResponse(mcpReq.inputResponses, "removal");
  if (response.kind === "elicit") {
    return (
      response.action === "accept" ||
      "Nothing was removed: the person did not agree. Do not try again unless they ask for it."
    );
  }
  // The SDK has checked it, but its type does not have it.
  const declared: ClientCapabilities | undefined = Reflect.get(
    mcpReq.envelope ?? {},
    CLIENT_CAPABILITIES_META_KEY,
  );
  const elicitation = (declared ?? capabilities)?.elicitation;
  // Without a mode, the mode is the form.
  if (elicitation !== undefined && (elicitation.form ?? !elicitation.url)) {
    const requestedSchema = { type: "object" as const, properties: {} };
    const removal = inputRequired.elicit({ message: question, requestedSchema });
    return inputRequired({ inputRequests: { removal } });
  }
  return (
    said === true ||
    `Nothing was removed yet. Ask the person: ${question} If they agree, call this tool again with "confirm": true.`
  );
}
