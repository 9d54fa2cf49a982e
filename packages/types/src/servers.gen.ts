// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit: change the contract and generate again.
// contract sha256:a17ff5650c1f097baf72ab24abfc5c9a5469a199498a39950a7003355793b8fa

/** The servers of the contract that differ by region. */
export const servers = [
  { url: "https://appstream.{region}.myhuaweicloud.com", regions: ["cn-north-9","cn-southwest-2","cn-north-4","cn-east-3","cn-south-1"] },
  { url: "https://workspace.{region}.myhuaweicloud.com", regions: ["la-south-2","sa-brazil-1","la-north-2","ap-southeast-1","ap-southeast-2","ap-southeast-3","cn-east-5","me-east-1","af-south-1","tr-west-1","cn-north-11","af-north-1"] },
] as const;
