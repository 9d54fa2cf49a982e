export {
  type Authorization,
  checkDate,
  longestSkew,
  parseAuthorization,
  type ReceivedHeaders,
} from "./authorization.ts";
export type { Refusal, RefusalReason } from "./refusal.ts";
export {
  type AccessKeyCredentials,
  type RequestToSign,
  type SignOptions,
  signRequest,
} from "./sign.ts";
export { type ReceivedRequest, verifySignature } from "./verify.ts";
