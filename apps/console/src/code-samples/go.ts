import type { SampleCall } from "./call.ts";
import { baseUrlOf, describeCall, type Field, type Value } from "./contract.ts";
import { bracketed, type Code, prefixed, print, type Style } from "./layout.ts";
import { needsAccessKey, pascalCase } from "./official-sdk.ts";
import { codePointEscape, quoted } from "./visible.ts";

const style: Style = { indent: "\t", lastComma: ",", space: "", width: 90 };

/** The SDK's types for enumerations, whose names the contract does not have. */
const enumerations: Readonly<Record<string, string>> = { update_type: "UpdateUserEnum" };

/** A program that makes the call with the official SDK for Go and prints the answer. */
export function go(call: SampleCall): string {
  const { path, query, body } = describeCall(call);
  const { operation } = call;
  const fields = [...path, ...query].map(field);
  if (body !== undefined) {
    fields.push(prefixed("Body: ", expression(body.value, `&model.${operation}Req`)));
  }
  const request = bracketed(`request := &model.${operation}Request{`, fields, "}");
  const main = `${aligned(print(request, style, "\t"))}
	response, err := client.${operation}(request)
	if err != nil {
		panic(err)
	}
	fmt.Println(response)
}
`;
  return `${needsAccessKey(call, "//")}package main

import (
	"fmt"
	"os"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/basic"
	workspaceapp "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/workspaceapp/v1"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/workspaceapp/v1/model"
)

func main() {
	credentials := basic.NewCredentialsBuilder().
		WithAk(os.Getenv("HOTSPOT_ACCESS_KEY")).
		WithSk(os.Getenv("HOTSPOT_SECRET_KEY")).
		WithSecurityToken(os.Getenv("HOTSPOT_SECURITY_TOKEN")).
		WithProjectId(${text(call.projectId)}).
		Build()
	client := workspaceapp.NewWorkspaceAppClient(workspaceapp.WorkspaceAppClientBuilder().
		WithEndpoints([]string{${text(baseUrlOf(call))}}).
		WithCredential(credentials).
		Build())
	${main}${main.includes("pointer(") ? pointer : ""}`;
}

const pointer = `
func pointer[T any](value T) *T { return &value }
`;

/** Spaces before the values of fields that follow each other on lines of their own, as gofmt has them. */
function aligned(code: string): string {
  return code.replaceAll(/^(?:\t+\w+: .*,(?:\n|$))+/gm, (run) => {
    const names = Array.from(run.matchAll(/^\t+(\w+:)/gm), ([, name = ""]) => name.length);
    const width = Math.max(...names);
    return run.replaceAll(
      /^(\t+)(\w+:)/gm,
      (_, tabs: string, name: string) => tabs + name.padEnd(width),
    );
  });
}

/** A field of a structure: the SDK has optional ones, and all enumerations, as pointers. */
function field({ name, isRequired, value }: Field): Code {
  const named = `${pascalCase(name)}: `;
  if (value.kind === "array") {
    const list = expression(value, `[]model.${value.itemType}`);
    return prefixed(named + (isRequired ? "" : "&"), list);
  }
  if (value.kind === "string" && value.isEnum) {
    return `${named}pointer(model.Get${enumerations[name]}Enum().${value.value})`;
  }
  const plain = expression(value, "");
  if (isRequired || typeof plain !== "string") return prefixed(named, plain);
  const type = value.kind === "integer" ? (value.format ?? "int") : "";
  return `${named}pointer(${type === "" ? plain : `${type}(${plain})`})`;
}

function expression(value: Value, type: string): Code {
  switch (value.kind) {
    case "string":
      return text(value.value);
    case "array":
      return bracketed(
        `${type}{`,
        value.items.map((item) => expression(item, "")),
        "}",
      );
    case "object":
      return bracketed(`${type}{`, value.fields.map(field), "}");
    default:
      return String(value.value);
  }
}

const text = (value: string) => quoted(value, codePointEscape);
