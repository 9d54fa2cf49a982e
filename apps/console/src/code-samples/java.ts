import type { SampleCall } from "./call.ts";
import { baseUrlOf, describeCall, type Field, type Value } from "./contract.ts";
import { bracketed, type Code, prefixed, print, type Style } from "./layout.ts";
import { camelCase, needsAccessKey } from "./official-sdk.ts";
import { quoted, utf16Escape } from "./visible.ts";

const style: Style = { indent: "  ", lastComma: "", space: "", width: 100 };

const places = { path: "Path", query: "Query", body: "Body" } as const;

/**
 * A class that makes the call with the core of the official SDK for Java and prints the answer. The
 * SDK's own package for this API lacks the operations.
 */
export function java(call: SampleCall): string {
  const { operation } = call;
  const { method, template, path, query, body } = describeCall(call);
  const fields = [...path, ...query, ...(body === undefined ? [] : [body])];
  const definitions = [
    ...path.map((field) => definition(field, "path")),
    ...query.map((field) => definition(field, "query")),
    ...(body === undefined ? [] : [definition(body, "body")]),
  ];
  const declarations = fields.map((field) => `${declaration(field)};\n`).join("");
  const imports = [
    "com.fasterxml.jackson.annotation.JsonAnySetter",
    "com.huaweicloud.sdk.core.ClientBuilder",
    "com.huaweicloud.sdk.core.HcClient",
    "com.huaweicloud.sdk.core.SdkResponse",
    "com.huaweicloud.sdk.core.auth.BasicCredentials",
    ...(fields.length === 0 ? [] : ["com.huaweicloud.sdk.core.http.FieldExistence"]),
    "com.huaweicloud.sdk.core.http.HttpMethod",
    "com.huaweicloud.sdk.core.http.HttpRequestDef",
    ...(fields.length === 0 ? [] : ["com.huaweicloud.sdk.core.http.LocationType"]),
    "java.util.LinkedHashMap",
    ...(declarations.includes("List.of(") ? ["java.util.List"] : []),
    "java.util.Map",
  ];
  return `${needsAccessKey(call, "//")}${imports.map((name) => `import ${name};\n`).join("")}
public class ${operation} {
  public static class Request {${declarations === "" ? "" : `\n${declarations}  `}}

  public static class Response extends SdkResponse {
    @JsonAnySetter public Map<String, Object> fields = new LinkedHashMap<>();
  }

  public static void main(String[] arguments) {
    BasicCredentials credentials =
        new BasicCredentials()
            .withAk(System.getenv("HOTSPOT_ACCESS_KEY"))
            .withSk(System.getenv("HOTSPOT_SECRET_KEY"))
            .withSecurityToken(System.getenv("HOTSPOT_SECURITY_TOKEN"))
            .withProjectId(${text(call.projectId)});
    HcClient client =
        new ClientBuilder<>(core -> core)
            .withCredential(credentials)
            .withEndpoint(${text(baseUrlOf(call))})
            .build();
    HttpRequestDef<Request, Response> operation =
        HttpRequestDef.builder(HttpMethod.${method}, Request.class, Response.class)
            .withName("${operation}")
            .withUri(${text(template)})
            .withContentType("application/json")
${definitions.join("")}            .build();
    System.out.println(client.syncInvokeHttp(new Request(), operation).fields);
    System.exit(0);
  }
}
`;
}

function declaration({ name, value }: Field): string {
  const code = prefixed(`${typeOf(value)} ${camelCase(name)} = `, expression(value));
  return `    ${print(code, style, "    ")}`;
}

function definition({ name, value }: Field, place: keyof typeof places): string {
  const type = typeOf(value);
  const existence = place === "query" ? "NULL_IGNORE" : "NON_NULL_NON_EMPTY";
  return `            .<${type}>withRequestField(
                "${name}",
                LocationType.${places[place]},
                FieldExistence.${existence},
                ${type}.class,
                field -> field.withMarshaller(request -> request.${camelCase(name)}, (request, value) -> {}))
`;
}

function typeOf({ kind }: Value): string {
  return kind === "string" ? "String" : kind === "integer" ? "Integer" : "Object";
}

function expression(value: Value): Code {
  switch (value.kind) {
    case "string":
      return text(value.value);
    case "array":
      return bracketed("List.of(", value.items.map(expression), ")");
    case "object":
      return bracketed(
        "Map.of(",
        value.fields.map(({ name, value: of }) => prefixed(`"${name}", `, expression(of))),
        ")",
      );
    default:
      return String(value.value);
  }
}

function text(value: string): string {
  // Escapes by number are read before the code is: that of a line feed would end the line.
  return quoted(value, (codePoint) =>
    codePoint < 0x20 ? `\\${codePoint.toString(8).padStart(3, "0")}` : utf16Escape(codePoint),
  );
}
