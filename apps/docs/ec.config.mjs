// Expressive Code reads what is no JSON from this file alone.
export default {
  shiki: {
    transformers: [
      {
        preprocess(_, options) {
          // By default a line loses the rest of its colours after half a second on a busy machine.
          options.tokenizeTimeLimit = 0;
        },
      },
    ],
  },
};
