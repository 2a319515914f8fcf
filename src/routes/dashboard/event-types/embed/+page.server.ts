import { error } from "@sveltejs/kit";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Team } from "$lib/scheduling/team.ts";
import { parseWidgetLook } from "$lib/scheduling/widget-look.ts";
import { canonicalZone } from "$lib/scheduling/zone-name.ts";
import { formatZone } from "$lib/i18n/date-time.ts";
import { searchZones } from "$lib/i18n/zone-search.ts";
import { inLine } from "$lib/i18n/label.ts";
import { format } from "$lib/i18n/format.ts";
import { type Messages, messages } from "$lib/i18n/messages.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { getOpenTeam, listTeamIdsOf } from "$lib/server/store/teams.ts";
import { compatScripts } from "./compat-address.ts";
import { embedCode, embedForms, type EmbedOptions, widgetName, widgetPath } from "./embed-code.ts";
import { emailView } from "./email-view.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const all = messages(host.language);
  const words = all.dashboard.embed;
  const query = event.url.searchParams;
  const groups = await embeddableTypes(app.kv, host);
  const id = query.get("type");
  const choices = groups.flatMap(choicesOf);
  const choice = id ? choices.find((each) => each.id === id) : choices[0];
  if (id && !choice) error(404, all.refusals.sentences["not-found"]);
  const options = parseOptions(query, words);
  const accent = query.get("accent") ?? "", old = (query.get("old") ?? "").slice(0, 300);
  const scripts = choice && old ? compatScripts(app.baseUrl, old, widgetName(choice)) : [];
  return {
    title: words.title,
    words,
    copy: all.frame.copy,
    groups: groups.map(({ page, types }) => ({
      id: page.id,
      name: page.name,
      types: types.map(({ id, title }) => ({ id, title })),
    })),
    zones: searchZones("", { ...host, zone: options.zone ?? host.zone }, app.now()),
    forms: embedForms,
    options,
    accent: { value: options.accent ?? accent, isWrong: accent !== "" && options.accent === null },
    old: { value: old, isWrong: old !== "" && scripts.length === 0 },
    scripts: scripts.map(({ replaces, address }) => ({
      address,
      label: format(words.compat.insteadOf, { address: replaces }),
    })),
    yourZone: format(words.email.yourZone, { zone: formatZone(host.zone) }),
    email: choice && options.form === "email"
      ? await emailView(app, choice, { ...host, zone: options.zone ?? host.zone })
      : null,
    chosen: choice
      ? {
        id: choice.id,
        isType: choice.type !== null,
        code: embedCode(app.baseUrl, choice, options),
        preview: widgetPath(choice, options),
        sites: sitesSentence(choice.type ?? choice.page, words, host.language),
      }
      : null,
  };
};

type Page = { page: Host | Team; types: EventType[] };

/** What can be embedded of a page: each event type, and then all of them. */
function choicesOf(
  { page, types }: Page,
): { id: string; page: Host | Team; type: EventType | null }[] {
  return [...types.map((type) => ({ id: type.id, page, type })), { id: page.id, page, type: null }];
}

/** The event types with a public page, of the host and of each of their teams. */
async function embeddableTypes(
  kv: Deno.Kv,
  host: Host,
): Promise<Page[]> {
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
function parseOptions(query: URLSearchParams, words: Messages["dashboard"]["embed"]): EmbedOptions {
  const theme = query.get("theme");
  const { accent, radius, hidesDetails } = parseWidgetLook(query);
  return {
    form: embedForms.find((form) => form === query.get("form")) ?? "inline",
    text: query.get("text")?.trim().slice(0, 80) || words.textDefault,
    theme: theme === "light" || theme === "dark" ? theme : null,
    zone: canonicalZone(query.get("tz") ?? ""),
    accent,
    radius,
    hidesDetails,
  };
}

/** Which websites can show the widget; null for any. */
function sitesSentence(
  { frameAncestors }: Pick<EventType, "frameAncestors">,
  words: { onlySites: string; noSite: string },
  language: string,
): string | null {
  if (frameAncestors.includes("*")) return null;
  if (frameAncestors.length === 0) return words.noSite;
  return format(words.onlySites, { sites: inLine(frameAncestors, language) });
}
