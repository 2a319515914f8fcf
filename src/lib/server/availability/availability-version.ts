/**
 * One text for the versions of the guards that a picker was made from: that of its owner, and the sum of the members'
 * ones. It differs after every change, since members come and go only with a change of the team's guard.
 */
export function availabilityVersion(
  versions: ReadonlyMap<string, number>,
  ownerId: string,
): string {
  let members = 0;
  for (const [id, version] of versions) if (id !== ownerId) members += version;
  return `${versions.get(ownerId) ?? 0}.${members}`;
}
