import * as v from "valibot";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Team } from "$lib/scheduling/team.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { plural } from "$lib/i18n/format.ts";
import { listEventTypes } from "../../store/event-types.ts";
import { listTeamsOf } from "../../store/teams.ts";
import { pagePathOf } from "../../event-types/page-path.ts";
import { words } from "../fields.ts";
import { asMemberTexts, teamTypeTexts } from "../member-texts.ts";
import { type Caller, tool } from "../tool.ts";

const copy = words.tools.listEventTypes;

export const listTypes = tool({
  name: "list_event_types",
  title: copy.title,
  description: copy.description,
  scope: "read",
  input: v.object({}),
  async run(caller) {
    const { app, host } = caller;
    const own = await listEventTypes(app.kv, host.id);
    const ofTeams = await typesOfTeams(caller);
    const eventTypes = [
      ...own.map((type) => ({ ...ownTexts(type), ...factsOf(caller, type, null) })),
      ...ofTeams.map(({ type, team }) => factsOf(caller, type, team)),
    ];
    return accepted({
      text: plural(copy.result, eventTypes.length, "en"),
      data: { timezone: host.zone, eventTypes },
      untrusted: asMemberTexts(
        ofTeams.map(({ type, team }) => ({ ...teamTypeTexts(type), team: team.name })),
      ),
    });
  },
});

/** The event types of every team that the host is in now. */
async function typesOfTeams({ app: { kv }, host }: Caller) {
  const each = (await listTeamsOf(kv, host.id)).map(async ({ team }) =>
    (await listEventTypes(kv, team.id)).map((type) => ({ type, team }))
  );
  return (await Promise.all(each)).flat();
}

/** What the host themselves wrote. */
function ownTexts({ title, description, questions }: EventType) {
  return { title, description, questions };
}

function factsOf({ app, host }: Caller, type: EventType, team: Team | null) {
  const hasPage = !type.privateLinkOnly && !type.onlyForTeams;
  return {
    id: type.id,
    slug: type.slug,
    team: team?.slug ?? null,
    ...(team ? { teamId: team.id } : {}),
    durations: type.durations,
    seats: type.seats,
    decision: type.decision,
    canBeBooked: type.active && !type.onlyForTeams,
    page: hasPage ? `${app.baseUrl}${pagePathOf(team ?? host)}/${type.slug}` : null,
  };
}
