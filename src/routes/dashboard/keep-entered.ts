/**
 * The requests to show: those that await an answer, and where they stood before the ones with an entered message that
 * no longer do.
 */
export function keepEntered<Request extends { id: string }>(
  pending: readonly Request[],
  shown: readonly Request[],
  entered: Pick<ReadonlySet<string>, "has">,
): Request[] {
  const merged = [...pending];
  const placeOf = ({ id }: Request) => merged.findIndex((each) => each.id === id);
  for (const [n, request] of shown.entries()) {
    if (!entered.has(request.id) || placeOf(request) >= 0) continue;
    const next = shown.slice(n + 1).find((later) => placeOf(later) >= 0);
    merged.splice(next ? placeOf(next) : merged.length, 0, request);
  }
  return merged;
}
