// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit: change the contract and generate again.
// contract sha256:c55ec98cdc961179d72b4d721c2da6b50f742597522e85f2f097fe0550e7a633

/** The contract that these types were generated from. */
export const contractHash = "sha256:c55ec98cdc961179d72b4d721c2da6b50f742597522e85f2f097fe0550e7a633";
