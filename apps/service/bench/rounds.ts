/**
 * Measures each subject in turn, round after round (A B C A B C …), so that other programs disturb
 * all of them alike. The first round warms up and does not count. Returns the values of each subject.
 */
export async function interleave<Value>(
  rounds: number,
  subjects: readonly (() => Promise<Value>)[],
): Promise<Value[][]> {
  const values = subjects.map((): Value[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, measure] of subjects.entries()) {
      const value = await measure();
      if (round > 0) values[index]?.push(value);
    }
  }
  return values;
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Of each value to that of the same round, which met the same conditions. */
export const ratios = (values: readonly number[] = [], others: readonly number[] = []): number[] =>
  values.map((value, round) => value / (others[round] ?? Number.NaN));
