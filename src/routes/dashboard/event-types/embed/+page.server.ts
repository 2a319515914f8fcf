import { error } from "@sveltejs/kit";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Team } from "$lib/scheduling/team.ts";
import { canonicalZone } from "$lib/scheduling/zone-name.ts";
import { zoneGroups } from "$lib/i18n/zone-list.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { getOpenTeam, listTeamIdsOf } from "$lib/server/store/teams.ts";
import { embedCode, type EmbedOptions, widgetPath } from "./embed-code.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const all = messages(host.language);
  const words = all.dashboard.embed;
  const query = event.url.searchParams;
  const groups = await embeddableTypes(app.kv, host);
  const choices = groups.flatMap(({ page, types }) => types.map((type) => ({ page, type })));
  const typeId = query.get("type");
  const choice = typeId ? choices.find(({ type }) => type.id === typeId) : choices[0];
  if (typeId && !choice) error(404, all.refusals.sentences["not-found"]);
  const options = parseOptions(query);
  return {
    title: words.title,
    words,
    copy: all.frame.copy,
    groups: groups.map(({ page, types }) => ({
      name: page.name,
      types: types.map(({ id, title }) => ({ id, title })),
    })),
    zones: zoneGroups(options.zone ?? undefined),
    options,
    chosen: choice
      ? {
        id: choice.type.id,
        code: embedCode(app.baseUrl, choice.page, choice.type, options),
        preview: widgetPath(choice.page, choice.type, options),
        sites: sitesSentence(choice.type, words),
      }
      : null,
  };
};

/** The event types with a public page, of the host and of each of their teams. */
async function embeddableTypes(
  kv: Deno.Kv,
  host: Host,
): Promise<{ page: Host | Team; types: EventType[] }[]> {
  const teams = await Promise.all(
    (await listTeamIdsOf(kv, host.id)).map((id) => getOpenTeam(kv, id)),
  );
  const pages = [host, ...teams.filter((team) => team !== null)];
  const groups = await Promise.all(pages.map(async (page) => ({
    page,
    types: (await listEventTypes(kv, page.id)).filter(hasPublicPage),
  })));
  return groups.filter(({ types }) => types.length > 0);
}

function hasPublicPage({ privateLinkOnly, onlyForTeams }: EventType): boolean {
  return !privateLinkOnly && !onlyForTeams;
}

/** What the query names; anything unknown is left to the visitor's browser. */
function parseOptions(query: URLSearchParams): EmbedOptions {
  const theme = query.get("theme");
  return {
    theme: theme === "light" || theme === "dark" ? theme : null,
    zone: canonicalZone(query.get("tz") ?? ""),
  };
}

/** Which websites can show the widget; null for any. */
function sitesSentence(
  { frameAncestors }: EventType,
  words: { onlySites: string; noSite: string },
): string | null {
  if (frameAncestors.includes("*")) return null;
  if (frameAncestors.length === 0) return words.noSite;
  return format(words.onlySites, { sites: frameAncestors.join(", ") });
}
