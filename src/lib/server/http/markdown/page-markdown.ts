import type { RequestEvent } from "@sveltejs/kit";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { App } from "../../app.ts";
import { hostList, teamList } from "../../views/picker/event-type-list.ts";
import {
  findBookingPage,
  findPageOwner,
  type PageAddress,
} from "../../event-types/booking-page.ts";
import { getHostByUsername } from "../../store/hosts.ts";
import { getTeamBySlug } from "../../store/teams.ts";
import { addVary } from "../vary.ts";
import { inlineText } from "./escape.ts";
import { listMarkdown } from "./list-page.ts";
import { prefersMarkdown } from "./negotiate.ts";
import { typeMarkdown } from "./type-page.ts";

const { booking: { closed, list }, refusals } = messages("en");

/** Pages that are also Markdown: at the same address to whoever prefers it, and at the address with `.md` behind it. */
const pages = new Set([
  "/calendar/[username]",
  "/calendar/[username]/[slug]",
  "/team/[team]",
  "/team/[team]/[slug]",
]);

/** Whether what a route answers depends on the Accept header. */
export function hasMarkdown(route: string | null): boolean {
  return pages.has(route ?? "");
}

/** Says of a page that it is also Markdown, and where (RFC 8288, RFC 9110 §12.5.5). */
export function addMarkdownHeaders({ url }: Pick<RequestEvent, "url">, headers: Headers): void {
  const link = url.searchParams.get("link");
  const query = link ? `?${new URLSearchParams({ link })}` : "";
  const address = `${url.pathname.replace(/\/$/, "")}.md${query}`;
  addVary(headers, "accept");
  headers.append("link", `<${address}>; rel="alternate"; type="text/markdown"`);
}

/** A page as Markdown for a request that prefers it; null for any other request. */
export async function negotiatedMarkdown(event: RequestEvent): Promise<Response | null> {
  const { request, route } = event;
  const isReading = request.method === "GET" || request.method === "HEAD";
  if (!isReading || !hasMarkdown(route.id)) return null;
  return prefersMarkdown(request.headers.get("accept")) ? await markdownResponse(event) : null;
}

/** The page of a host, a team or one of their event types as Markdown; what is hidden or closed to people is so here. */
export async function markdownResponse(
  { locals: { app }, params, url, request }: RequestEvent,
): Promise<Response> {
  const { username = "", team, slug } = params;
  const owner = team === undefined ? { username } : { team };
  const text = slug === undefined
    ? await listOf(app, owner)
    : await typeOf(app, { ...owner, slug }, url.searchParams.get("link"));
  const body = text ?? `# ${inlineText(refusals.sentences["not-found"])}\n`;
  return new Response(request.method === "HEAD" ? null : body, {
    status: text === null ? 404 : 200,
    headers: { "content-type": "text/markdown; charset=utf-8", "cache-control": "no-store" },
  });
}

async function listOf(
  app: App,
  address: { username: string } | { team: string },
): Promise<string | null> {
  if ("team" in address) {
    const team = await getTeamBySlug(app.kv, address.team);
    return team && listMarkdown(app.baseUrl, team.name, await teamList(app, team, "en"));
  }
  const host = await getHostByUsername(app.kv, address.username);
  return host && listMarkdown(app.baseUrl, host.name, await hostList(app, host, "en"));
}

/** An event type; one that is turned off, or whose private link is used or expired, says so as on its page. */
async function typeOf(app: App, address: PageAddress, link: string | null): Promise<string | null> {
  const found = await findBookingPage(app, address, link);
  if (found.ok) return await typeMarkdown(app, found.value, link);
  const { code } = found.refusal;
  if (code !== "inactive" && code !== "link-used" && code !== "link-expired") return null;
  const owner = await findPageOwner(app, address);
  const name = owner?.name ?? "";
  if (owner?.isActive === false) {
    return `# ${list.none}\n\n${inlineText(format(list.noneText, { name }))}\n`;
  }
  const { title, text } = closed[found.refusal.fields?.["eventType"] ? "missing" : code];
  const others = `[${
    inlineText(format(closed.otherTypes, { name }))
  }](${app.baseUrl}${owner?.path}.md)`;
  return [`# ${title}`, inlineText(format(text, { name })), others].join("\n\n") + "\n";
}
