const { PATH, NODE_COMPILE_CACHE } = process.env;

/** What a process that a test starts gets of the environment: where programs are, and what was compiled before. */
export const environment = {
  PATH,
  ...(NODE_COMPILE_CACHE !== undefined && { NODE_COMPILE_CACHE }),
};
