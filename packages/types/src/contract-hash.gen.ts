// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit: change the contract and generate again.
// contract sha256:f5d1e1258e65cb97445ab3365d4595f61dd55b65b747001b63413c89ebfae828

/** The contract that these types were generated from. */
export const contractHash = "sha256:f5d1e1258e65cb97445ab3365d4595f61dd55b65b747001b63413c89ebfae828";
