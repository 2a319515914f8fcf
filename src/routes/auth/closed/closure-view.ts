import { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { formatNumber } from "$lib/i18n/number.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { ClosureProgress } from "$lib/server/hosts/closure-progress.ts";

const phases = ["cancelling", "sending", "erasing"] as const;

export interface ClosureView {
  steps: { label: string; state: "done" | "now" | "next"; text: string }[];
  /** Of the bookings to cancel; null in the other steps. */
  part: { done: number; total: number } | null;
  /** Says that the last try failed; empty otherwise. */
  problem: string;
}

/** The steps in which a closed account is erased, and how far each is; `upcoming` bookings were to be cancelled. */
export function closureView(
  { phase, left, nextTry }: ClosureProgress,
  upcoming: number,
  language: string,
  now: number,
): ClosureView {
  const words = messages(language).dashboard.data.closed.progress;
  const at = phases.findIndex((each) => each === phase);
  const total = Math.max(upcoming, left), done = total - left;
  const texts = {
    cancelling: format(words.cancelled, {
      done: formatNumber(done, language),
      total: formatNumber(total, language),
    }),
    sending: left === 0
      ? words.waiting
      : plural(words.sending, left, language, { n: formatNumber(left, language) }),
    erasing: plural(words.erasing, left, language, { n: formatNumber(left, language) }),
  };
  const minutes = Math.max(1, Math.ceil(((nextTry ?? now) - now) / MINUTE));
  return {
    steps: phases.map((each, n) => ({
      label: words.steps[each],
      state: n < at ? "done" : n === at ? "now" : "next",
      text: n === at ? texts[each] : "",
    })),
    part: phase === "cancelling" ? { done, total } : null,
    problem: nextTry === null ? "" : plural(words.problem, minutes, language),
  };
}
