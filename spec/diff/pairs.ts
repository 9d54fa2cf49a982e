type Named<One> = ReadonlyMap<string, One>;

/** Does one thing for what only the old map has, for what both have, and for what only the new one has. */
export function forEachPair<One>(
  [old, now]: readonly [Named<One>, Named<One>],
  removed: (was: One, key: string) => void,
  both: (was: One, is: One, key: string) => void,
  added: (is: One, key: string) => void,
): void {
  for (const [key, was] of old) {
    const is = now.get(key);
    if (is === undefined) removed(was, key);
    else both(was, is, key);
  }
  for (const [key, is] of now) if (!old.has(key)) added(is, key);
}
