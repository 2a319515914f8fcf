import { error } from "@sveltejs/kit";
import * as v from "valibot";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { Id } from "$lib/scheduling/id.ts";
import { missingConferences } from "$lib/server/changes/booked-location.ts";
import { statusOf } from "$lib/openapi/refusal-status.ts";
import type { App as Invito } from "$lib/server/app.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import { actionBy } from "$lib/server/http/action.ts";
import { refusalText } from "$lib/server/http/problem-details.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { getHosts } from "$lib/server/store/hosts.ts";
import { formatDurations } from "$lib/i18n/duration.ts";
import { type Messages, messages } from "$lib/i18n/messages.ts";
import { inLine } from "$lib/i18n/label.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { type Place, placeOf } from "../../place.ts";
import type { Actions, PageServerLoad } from "./$types";

const MAX_NAMES = 4;

export const load: PageServerLoad = async (event) => {
  const place = await placeOf(event, "member"), { host, team, header, base } = place;
  const { app } = event.locals;
  const { eventTypes: words, teamTypes, teams } = messages(host.language).dashboard;
  const types = await listEventTypes(app.kv, (team ?? host).id);
  return {
    title: team ? `${team.name}: ${teamTypes.title}` : words.title,
    words,
    teamWords: teamTypes,
    teamsWords: teams,
    team: header,
    canEdit: header?.isManager ?? true,
    list: `${base}/event-types`,
    blocked: `${base}/blocked`,
    notice: event.url.searchParams.get("notice") === "deleted" ? words.feedback.deleted : null,
    types: await cardsOf(app, place, types),
  };
};

/** What the list shows of each, with the links that its location names and no calendar makes. */
async function cardsOf(app: Invito, { host, team }: Place, types: EventType[]) {
  const words = messages(host.language).dashboard.teamTypes;
  const membersOf = (type: EventType) => type.team?.members.map(({ hostId }) => hostId) ?? [];
  const ids = [...new Set(types.flatMap(membersOf))], hosts = await getHosts(app.kv, ids);
  return await Promise.all(types.map(async (type) => {
    const members = membersOf(type).map((id) => hosts[ids.indexOf(id)] ?? null);
    const makers = team ? members.filter((each) => each !== null) : [host];
    const names = members.map((each) => each?.name ?? words.former);
    const path = `${pagePathOf(team ?? host)}/${type.slug}`;
    return {
      id: type.id,
      title: type.title,
      colour: type.colour,
      length: formatDurations(type.durations, host.language),
      decision: type.decision,
      seats: type.seats,
      active: type.active,
      hidden: type.hidden,
      privateLinkOnly: type.privateLinkOnly,
      onlyForTeams: type.onlyForTeams,
      missing: await missingConferences(app.kv, type.location, makers),
      link: app.baseUrl + path,
      path,
      people: type.team &&
        `${words.modes[type.team.mode].label} ${peopleText(words, names, host.language)}`,
    };
  }));
}

/** The first few names, and how many more. */
function peopleText(
  words: Messages["dashboard"]["teamTypes"],
  names: readonly string[],
  language: string,
): string {
  const shown = inLine(names.slice(0, MAX_NAMES), language), n = names.length - MAX_NAMES;
  return format(words.with, {
    names: n > 0 ? plural(words.more, n, language, { names: shown }) : shown,
  });
}

const inPlace = actionBy(placeOf);
const toList = { done: (_: unknown, { base }: Place) => `${base}/event-types` };

export const actions: Actions = {
  reorder: inPlace(
    v.object({
      id: Id,
      by: v.pipe(v.number(), v.integer(), v.minValue(-99), v.maxValue(99), v.notValue(0)),
    }),
    async ({ app, owner }, { id, by }) => {
      const step = by < 0 ? -1 : 1;
      let moved = await eventTypes.reorder(app, owner, id, step);
      for (let n = 1; moved.ok && n < Math.abs(by); n++) {
        moved = await eventTypes.reorder(app, owner, id, step);
      }
      return moved;
    },
    toList,
  ),

  setActive: inPlace(
    v.object({ id: Id, active: v.picklist(["true", "false"]) }),
    ({ app, owner }, { id, active }) => eventTypes.setActive(app, owner, id, active === "true"),
    toList,
  ),

  duplicate: inPlace(
    v.object({ id: Id }),
    async ({ app, owner, host }, { id }) => {
      const copy = await eventTypes.duplicate(app, owner, id);
      if (copy.ok) return copy;
      error(statusOf[copy.refusal.code], refusalText(copy.refusal, host.language).sentence);
    },
    { done: ({ id }, { base }) => `${base}/event-types/${id}?notice=copied` },
  ),
};
