import { bounds } from "./bounds.ts";
import { closedRequests } from "./closed-requests.ts";
import { descriptions } from "./descriptions.ts";
import { errorBody } from "./error-body.ts";
import { errorCodes } from "./error-codes.ts";
import { examples } from "./examples.ts";
import { formats } from "./formats.ts";
import { fullResponses } from "./full-responses.ts";
import { headerExamples } from "./header-examples.ts";
import { names } from "./names.ts";
import { noNull } from "./no-null.ts";
import { operationIds } from "./operation-ids.ts";
import { operationStatuses } from "./operation-statuses.ts";
import type { Rule } from "./redocly.ts";
import { responseHeaders } from "./response-headers.ts";
import { summaries } from "./summaries.ts";
import { textPattern } from "./text-pattern.ts";

const rules: Readonly<Record<string, Rule>> = {
  bounds,
  "closed-requests": closedRequests,
  descriptions,
  "error-body": errorBody,
  "error-codes": errorCodes,
  examples,
  formats,
  "full-responses": fullResponses,
  "header-examples": headerExamples,
  names,
  "no-null": noNull,
  "operation-ids": operationIds,
  "operation-statuses": operationStatuses,
  "response-headers": responseHeaders,
  summaries,
  "text-pattern": textPattern,
};

/** The rules of this contract, enabled in `redocly.yaml` as `contract/<name>`. */
export default () => ({ id: "contract", rules: { oas3: rules } });
