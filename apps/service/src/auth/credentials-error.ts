import { ApiError } from "../errors.ts";

/** What was wrong with the credentials of a request, for the metrics. */
export const refusals = ["missing", "mixed", "token", "signature", "date"] as const;

export type CredentialsRefusal = (typeof refusals)[number];

/** The credentials of a request are not accepted. */
export class CredentialsError extends ApiError {
  readonly refusal: CredentialsRefusal;

  constructor(refusal: CredentialsRefusal, message: string) {
    super(401, message);
    this.refusal = refusal;
  }
}
