import { error, redirect, type RequestEvent, type ServerLoadEvent } from "@sveltejs/kit";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import { formatNumber } from "$lib/i18n/number.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Team } from "$lib/scheduling/team.ts";
import { countAgain, readCountingAgain } from "$lib/server/analytics/count-again.ts";

/** The part of a page of analytics that counts all bookings anew. */
export interface CountAgainView {
  title: string;
  text: string;
  go: string;
  /** Of its form: the page’s address with what it is asked for. */
  action: string;
  /** Said when it has ended while the page is open. */
  done: string;
  running: { part: { done: number; total: number }; text: string } | null;
}

/** How far counting anew is, and the form that begins it. */
export async function countAgainView(
  { locals: { app }, url, depends }: Pick<ServerLoadEvent, "locals" | "url" | "depends">,
  { host, team }: { host: Host; team: Team | null },
): Promise<CountAgainView> {
  depends("progress:counts");
  const words = messages(host.language).dashboard.analytics.again;
  const part = await readCountingAgain(app.kv, (team ?? host).id);
  const number = (n: number) => formatNumber(n, host.language);
  const query = new URLSearchParams(url.searchParams);
  query.delete("/count");
  return {
    title: words.title,
    text: team ? words.teamText : words.text,
    go: words.go,
    done: words.done,
    action: `?/count${query.size > 0 ? `&${query}` : ""}`,
    running: part && {
      part,
      text: format(words.running, { done: number(part.done), total: number(part.total) }),
    },
  };
}

/** Begins to count the bookings of a host or a team anew, and leads back to the page. */
export async function countAndReturn(
  { locals: { app }, url }: RequestEvent,
  { host, team }: { host: Host; team: Team | null },
): Promise<never> {
  const begun = await countAgain(app, (team ?? host).id);
  const { sentences } = messages(host.language).refusals;
  if (!begun.ok) error(begun.refusal.code === "busy" ? 503 : 404, sentences[begun.refusal.code]);
  const query = new URLSearchParams(url.searchParams);
  query.delete("/count");
  redirect(303, `${url.pathname}?${query}#again-title`);
}
