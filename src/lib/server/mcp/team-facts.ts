import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Team } from "$lib/scheduling/team.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { teamEventTypeJson } from "../event-types/event-type-json.ts";
import type { TypeOfTeam } from "../event-types/team-type-changes.ts";
import { words } from "./fields.ts";
import { teamTypeTexts } from "./member-texts.ts";

/** What an agent needs to know of a team's event type: who takes it and how, without what members wrote. */
export function teamTypeFacts(baseUrl: string, team: Team, type: EventType) {
  const json = teamEventTypeJson(baseUrl, team, type);
  return {
    id: json.id,
    revision: json.revision,
    slug: json.slug,
    durations: json.durations,
    decision: json.decision,
    active: json.active,
    mode: json.mode,
    members: json.members,
    confirmedBy: json.confirmedBy,
    whenDeclined: json.whenDeclined,
    keepsHost: json.keepsHost,
    prefersSameHost: json.prefersSameHost,
    page: json.page,
  };
}

/** A sentence about a team's event type that was changed, with its facts. */
export function teamTypeAnswer(baseUrl: string, text: string, { team, type }: TypeOfTeam) {
  const members = plural(words.tools.members, type.team?.members.length ?? 0, "en");
  return {
    text: format(text, { type: type.slug, team: team.slug, members }),
    data: { eventType: teamTypeFacts(baseUrl, team, type) },
    untrusted: { memberTexts: [teamTypeTexts(type)] },
  };
}
