import type { Json } from "../../diff/document.ts";
import type { Class, RuleName } from "../../diff/rules.ts";
import type { Change as Patch } from "../patch.ts";

/** A change of what is around the schemas, what it is called and means, and where it is found. */
export interface InterfaceCase {
  readonly title: string;
  readonly given?: readonly Patch[];
  readonly patches: readonly Patch[];
  readonly rule: RuleName;
  readonly class: Class;
  readonly place: string;
}

const [B, W, N, D] = ["breaking", "warning", "non-breaking", "documentation"] as const;

const remove = (path: string): Patch => ({ op: "remove", path });
const replace = (path: string, value: Json): Patch => ({ op: "replace", path, value });
const add = (path: string, value: Json): Patch => ({ op: "add", path, value });

const item = "/paths/~1things~1{thing_id}";
const put = `${item}/put`;
const ok = `${put}/responses/200`;
const body = `${put}/requestBody`;
const json = "content/application~1json";
const region = "/servers/0/variables/region";
const schemes = "/components/securitySchemes";
const anything = { description: "Anything.", responses: { "200": { description: "Done." } } };

const thingsBy = (name: string): Json => ({
  [`/things/{${name}}`]: {
    parameters: [{ name, in: "path", required: true, schema: { type: "string" } }],
    get: { operationId: "GetThing", ...anything },
  },
});

const one = (
  title: string,
  patch: Patch,
  rule: RuleName,
  kind: Class,
  place: string,
  ...given: readonly Patch[]
): InterfaceCase => ({ title, patches: [patch], rule, class: kind, place, given });

export const interfaceCases: readonly InterfaceCase[] = [
  one("an operation goes", remove(put), "operation-removed", B, "PutThing"),
  one("a path goes", remove(item), "operation-removed", B, "PutThing"),
  one(
    "an operation comes",
    add(`${item}/get`, { operationId: "GetThing", ...anything }),
    "operation-added",
    N,
    "GetThing",
  ),
  one("a new name", replace(`${put}/operationId`, "SetThing"), "operation-renamed", B, "SetThing"),
  one(
    "a path parameter gets another name",
    replace("/paths", thingsBy("id")),
    "path-parameter-renamed",
    B,
    "GetThing",
    replace("/paths", thingsBy("name")),
  ),
  one("a deprecated operation", add(`${put}/deprecated`, true), "deprecated", N, "PutThing"),
  one(
    "an operation that is deprecated no more",
    remove(`${put}/deprecated`),
    "deprecation-withdrawn",
    D,
    "PutThing",
    add(`${put}/deprecated`, true),
  ),
  one("another summary", replace(`${put}/summary`, "Set"), "documentation", D, "PutThing"),
  one("a callback", add(`${put}/callbacks`, {}), "part-changed", B, "PutThing"),
  one("a server of a path", add(`${item}/servers`, []), "part-changed", B, "/things/{thing_id}"),

  one("an alternative goes", remove("/security/0"), "security-alternative-removed", B, "PutThing"),
  one(
    "one more scheme to bring",
    replace("/security/0", { Token: [], Signature: [] }),
    "security-alternative-removed",
    B,
    "PutThing",
  ),
  one(
    "one more scope to have",
    replace("/security/0", { Token: ["write"] }),
    "security-alternative-removed",
    B,
    "PutThing",
  ),
  one(
    "an alternative comes",
    add("/security/2", { Basic: [] }),
    "security-alternative-added",
    N,
    "PutThing",
  ),
  one(
    "no need to authenticate",
    add(`${put}/security`, []),
    "security-alternative-added",
    N,
    "PutThing",
  ),
  one(
    "a need to authenticate",
    remove(`${put}/security`),
    "security-alternative-removed",
    B,
    "PutThing",
    add(`${put}/security`, []),
  ),
  one(
    "a scheme's header",
    replace(`${schemes}/Token/name`, "X-Auth"),
    "security-scheme-changed",
    B,
    "components › securitySchemes › Token",
  ),
  one(
    "a scheme's description",
    add(`${schemes}/Token/description`, "A token."),
    "documentation",
    D,
    "components › securitySchemes › Token",
  ),

  one(
    "a required parameter comes",
    add(`${put}/parameters/1`, { name: "a", in: "query", required: true, schema: {} }),
    "required-parameter-added",
    B,
    "PutThing › query parameter a",
  ),
  one(
    "an optional parameter comes",
    add(`${put}/parameters/1`, { name: "a", in: "header", schema: {} }),
    "optional-parameter-added",
    N,
    "PutThing › header parameter a",
  ),
  one(
    "a parameter goes",
    remove(`${put}/parameters/0`),
    "parameter-removed",
    B,
    "PutThing › query parameter dry",
  ),
  one(
    "a parameter becomes required",
    add(`${put}/parameters/0/required`, true),
    "parameter-made-required",
    B,
    "PutThing › query parameter dry",
  ),
  one(
    "a parameter becomes optional",
    replace(`${put}/parameters/0/required`, false),
    "parameter-made-optional",
    N,
    "PutThing › query parameter dry",
    add(`${put}/parameters/0/required`, true),
  ),
  one(
    "a parameter is written otherwise",
    add(`${put}/parameters/0/style`, "pipeDelimited"),
    "serialization-changed",
    B,
    "PutThing › query parameter dry",
  ),
  one(
    "a parameter of another type",
    replace(`${put}/parameters/0/schema/type`, "integer"),
    "type-changed",
    B,
    "PutThing › query parameter dry",
  ),
  one(
    "a parameter of the path is bounded",
    add(`${item}/parameters/0/schema/maxLength`, 64),
    "bound-narrowed",
    B,
    "PutThing › path parameter thing_id",
  ),
  one(
    "a described parameter",
    add(`${put}/parameters/0/description`, "Only try."),
    "documentation",
    D,
    "PutThing › query parameter dry",
  ),

  one(
    "a body becomes required",
    replace(`${body}/required`, true),
    "body-made-required",
    B,
    "PutThing › request body",
    replace(`${body}/required`, false),
  ),
  one(
    "a body becomes optional",
    remove(`${body}/required`),
    "body-made-optional",
    N,
    "PutThing › request body",
  ),
  one("a body goes", remove(body), "request-body-removed", B, "PutThing › request body"),
  one(
    "an optional body comes",
    add(body, { content: {} }),
    "optional-body-added",
    N,
    "PutThing › request body",
    remove(body),
  ),
  one(
    "a required body comes",
    add(body, { required: true, content: {} }),
    "body-made-required",
    B,
    "PutThing › request body",
    remove(body),
  ),
  one(
    "a media type goes from a request",
    remove(`${body}/content/text~1plain`),
    "media-type-removed",
    B,
    "PutThing › request body",
    add(`${body}/content/text~1plain`, {}),
  ),
  one(
    "a media type comes to a request",
    add(`${body}/content/text~1plain`, {}),
    "media-type-added",
    N,
    "PutThing › request body",
  ),
  one(
    "a media type comes to a response",
    add(`${ok}/content/text~1plain`, {}),
    "media-type-added",
    W,
    "PutThing › 200",
  ),
  one(
    "a media type goes from a response",
    remove(`${ok}/content/text~1plain`),
    "media-type-removed",
    B,
    "PutThing › 200",
    add(`${ok}/content/text~1plain`, {}),
  ),
  one(
    "an example comes",
    add(`${body}/${json}/example`, {}),
    "documentation",
    D,
    "PutThing › request body",
  ),

  one("a success goes", remove(ok), "success-removed", B, "PutThing › 200"),
  one("an error goes", remove(`${put}/responses/404`), "error-removed", W, "PutThing › 404"),
  one(
    "a status comes",
    add(`${put}/responses/409`, { description: "Conflict." }),
    "status-added",
    W,
    "PutThing › 409",
  ),
  one(
    "a body of a response goes",
    remove(`${ok}/content`),
    "response-body-removed",
    B,
    "PutThing › 200",
  ),
  one(
    "a body of a response comes",
    add(`${put}/responses/404/content`, { "application/json": {} }),
    "response-body-added",
    W,
    "PutThing › 404",
  ),
  one(
    "a promised header goes",
    remove(`${ok}/headers/ETag`),
    "promised-header-removed",
    B,
    "PutThing › 200 › header ETag",
  ),
  one(
    "another header goes",
    remove(`${ok}/headers/Age`),
    "optional-header-removed",
    W,
    "PutThing › 200 › header Age",
  ),
  one(
    "a header comes",
    add(`${ok}/headers/Via`, { schema: {} }),
    "header-added",
    N,
    "PutThing › 200 › header Via",
  ),
  one(
    "a header is promised",
    add(`${ok}/headers/Age/required`, true),
    "header-made-required",
    N,
    "PutThing › 200 › header Age",
  ),
  one(
    "a header is no longer promised",
    remove(`${ok}/headers/ETag/required`),
    "header-made-optional",
    B,
    "PutThing › 200 › header ETag",
  ),
  one(
    "a header of a wider type",
    replace(`${ok}/headers/Age/schema/type`, "number"),
    "type-widened",
    B,
    "PutThing › 200 › header Age",
  ),
  one("a response's link", add(`${ok}/links`, {}), "part-changed", B, "PutThing › 200"),
  one(
    "another description",
    replace(`${ok}/description`, "It."),
    "documentation",
    D,
    "PutThing › 200",
  ),

  one(
    "a server goes",
    remove("/servers/0"),
    "server-removed",
    B,
    "servers › https://{region}.example.com",
  ),
  one(
    "a server comes",
    add("/servers/1", { url: "https://a" }),
    "server-added",
    N,
    "servers › https://a",
  ),
  one(
    "a variable goes",
    remove(region),
    "server-changed",
    B,
    "servers › https://{region}.example.com › {region}",
  ),
  one(
    "a region goes",
    remove(`${region}/enum/1`),
    "server-choice-removed",
    B,
    "servers › https://{region}.example.com › {region}",
  ),
  one(
    "a region comes",
    add(`${region}/enum/2`, "east"),
    "server-choice-added",
    N,
    "servers › https://{region}.example.com › {region}",
  ),
  one(
    "another default region",
    replace(`${region}/default`, "south"),
    "server-default-changed",
    W,
    "servers › https://{region}.example.com › {region}",
  ),
  one(
    "a server is described otherwise",
    replace("/servers/0/description", "A."),
    "documentation",
    D,
    "servers › https://{region}.example.com",
  ),

  one(
    "a component goes",
    remove("/components/schemas/Other"),
    "component-removed",
    B,
    "components › schemas › Other",
    add("/components/schemas/Other", {}),
  ),
  one(
    "a component comes",
    add("/components/schemas/Other", {}),
    "component-added",
    N,
    "components › schemas › Other",
  ),
  one(
    "a version of OpenAPI",
    replace("/openapi", "3.2.0"),
    "openapi-version-changed",
    W,
    "the document",
  ),
  one("another title", replace("/info/title", "Thing"), "documentation", D, "info"),
  one(
    "another description of a tag",
    replace("/tags/0/description", "A."),
    "documentation",
    D,
    "the document",
  ),
  one("a webhook", add("/webhooks", {}), "part-changed", B, "the document"),
];
