/** The revisions of an If-Match header: what our ETags name (RFC 9110 §13.1.1). */
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";

/** The most ETags in one header. */
const MAX_TAGS = 20;

/** The revisions of `"7", "8"`; null where any will do, and -1, which none has, where no tag can be ours. "malformed" with too many. */
export function readIfMatch(request: Request): Outcome<readonly number[] | null> {
  const given = request.headers.get("if-match")?.trim();
  if (given === undefined || given === "*") return accepted(null);
  const tags = given.split(",").map((tag) => /^"(\d{1,15})"$/.exec(tag.trim())?.[1]);
  if (tags.length > MAX_TAGS) return refused("malformed", { detail: "If-Match" });
  const revisions = tags.filter((tag) => tag !== undefined).map(Number);
  return accepted(revisions.length > 0 ? [...new Set(revisions)] : [-1]);
}

/** Calls `act` with each revision until one is current: it changes nothing when it answers "changed". */
export async function withCurrent<Value>(
  revisions: readonly number[] | null,
  act: (revision: number | null) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  const [first = null, ...others] = revisions ?? [];
  let outcome = await act(first);
  for (const revision of others) {
    if (outcome.ok || outcome.refusal.code !== "changed") break;
    outcome = await act(revision);
  }
  return outcome;
}
