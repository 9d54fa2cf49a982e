// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit: change the contract and generate again.
// contract sha256:dc873ec89878a707ccf02b10916e49ec02941d048a8f789e046085ed39771bc2

/** The contract that these types were generated from. */
export const contractHash = "sha256:dc873ec89878a707ccf02b10916e49ec02941d048a8f789e046085ed39771bc2";
