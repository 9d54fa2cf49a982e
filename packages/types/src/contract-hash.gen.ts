// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit: change the contract and generate again.
// contract sha256:a17ff5650c1f097baf72ab24abfc5c9a5469a199498a39950a7003355793b8fa

/** The contract that these types were generated from. */
export const contractHash = "sha256:a17ff5650c1f097baf72ab24abfc5c9a5469a199498a39950a7003355793b8fa";
