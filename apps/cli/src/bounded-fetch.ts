/**
 * How many bytes an answer may have once it is inflated. The largest that the API has, 100
 * configurations with 1000 users of the longest names each, is a little over 100 MB.
 */
const largestAnswer = 128 * 2 ** 20;

/** `fetch`, whose answers end with an error where they are larger than {@link largestAnswer}. */
export async function boundedFetch(request: Request): Promise<Response> {
  const response = await fetch(request);
  if (response.body === null) return response;
  let bytes = 0;
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.length;
      if (bytes <= largestAnswer) controller.enqueue(chunk);
      else controller.error(new Error(`the answer is larger than ${largestAnswer / 2 ** 20} MiB`));
    },
  });
  return new Response(response.body.pipeThrough(counting), response);
}
