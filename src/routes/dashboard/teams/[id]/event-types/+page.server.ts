import type { EventType } from "$lib/scheduling/event-type.ts";
import { isManager } from "$lib/scheduling/team.ts";
import { missingConferences } from "$lib/server/changes/booked-location.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { getHosts } from "$lib/server/store/hosts.ts";
import { type Messages, messages } from "$lib/i18n/messages.ts";
import { inLine } from "$lib/i18n/label.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { typeCard } from "../../../event-types/event-type-card.ts";
import { listActions } from "../../../event-types/list-actions.ts";
import { teamPlace } from "../../../event-types/type-place.ts";
import { headerOf, requireTeam } from "../../require-team.ts";
import type { PageServerLoad } from "./$types";

const MAX_NAMES = 4;

export const load: PageServerLoad = async (event) => {
  const { host, team, member } = await requireTeam(event);
  const { app } = event.locals;
  const { eventTypes: words, teamTypes } = messages(host.language).dashboard;
  const types = await listEventTypes(app.kv, team.id);
  const ids = [...new Set(types.flatMap((type) => type.team?.members ?? []).map((m) => m.hostId))];
  const hosts = await getHosts(app.kv, ids);
  const nameOf = (id: string) => hosts[ids.indexOf(id)]?.name ?? teamTypes.former;
  const missingOf = (type: EventType) =>
    missingConferences(
      app.kv,
      type.location,
      (type.team?.members ?? []).flatMap(({ hostId }) => hosts[ids.indexOf(hostId)] ?? []),
    );
  return {
    title: `${team.name}: ${teamTypes.title}`,
    words,
    teamWords: teamTypes,
    teamsWords: messages(host.language).dashboard.teams,
    team: headerOf(team, member),
    canEdit: isManager(member.role),
    notice: event.url.searchParams.get("notice") === "deleted" ? words.feedback.deleted : null,
    types: await Promise.all(types.map(async (type) => ({
      ...typeCard(type, app.baseUrl, pagePathOf(team), await missingOf(type)),
      mode: teamTypes.modes[type.team?.mode ?? "round-robin"].label,
      people: peopleText(
        teamTypes,
        (type.team?.members ?? []).map(({ hostId }) => nameOf(hostId)),
        host.language,
      ),
    }))),
  };
};

export const actions = listActions(teamPlace);

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
