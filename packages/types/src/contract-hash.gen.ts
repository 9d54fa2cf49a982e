// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit: change the contract and generate again.
// contract sha256:03a56b82920deea59a0a3437bcea7b41f8deea3db387daeb7bafac8d1585cdd9

/** The contract that these types were generated from. */
export const contractHash = "sha256:03a56b82920deea59a0a3437bcea7b41f8deea3db387daeb7bafac8d1585cdd9";
