// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit: change the contract and generate again.
// contract sha256:e88ce082c811cd84a59d0cfd99eecbb447c07da7c5eb6cfa32dc2feb2d575b1e

/** The contract that these types were generated from. */
export const contractHash = "sha256:e88ce082c811cd84a59d0cfd99eecbb447c07da7c5eb6cfa32dc2feb2d575b1e";
