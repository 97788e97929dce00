/** Members by key, keys in the order in which they first occur; Map.groupBy for engines that lack it. */
export function groupBy<K, V>(members: readonly V[], keyOf: (member: V) => K): ReadonlyMap<K, readonly V[]> {
  const groups = new Map<K, V[]>();
  for (const member of members) {
    const key = keyOf(member);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [member]);
    else group.push(member);
  }
  return groups;
}
