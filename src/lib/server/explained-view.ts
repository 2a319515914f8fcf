import type { Reason } from "$lib/scheduling/explain.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { Explained, Explanation } from "./explaining.ts";

const { guest } = wordsFor("en").dashboard.explain;

/** An explanation as the API says it: a guest reads the code and a general sentence, the host what stands behind it as well. */
export function apiExplained({ asked, starts }: Explanation, toHost: boolean) {
  const others = starts.filter(({ start }) => start !== asked?.start);
  const all = asked ? [...others, asked].sort((a, b) => a.start - b.start) : others;
  return all.map(({ start, reasons }: Explained) => ({
    startsAt: new Date(start).toISOString(),
    offered: reasons.length === 0,
    reasons: reasons.map((reason) => ({
      code: reason.code,
      message: guest[reason.code],
      ...(toHost ? { culprit: culpritOf(reason) } : {}),
    })),
  }));
}

function culpritOf({ code: _code, span, ...rest }: Reason) {
  if (!span) return rest;
  const [startsAt, endsAt] = [span.start, span.end].map((at) => new Date(at).toISOString());
  return { ...rest, startsAt, endsAt };
}
