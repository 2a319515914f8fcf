import * as v from "valibot";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Team, TeamMember } from "$lib/scheduling/team.ts";
import type { App } from "../../app.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { listEventTypes } from "../../store/event-types.ts";
import { findTeamOf, listTeamMembers, listTeamsOf } from "../../store/teams.ts";
import { readMemberJson, teamJson } from "../../teams/team-json.ts";
import { TeamId, words } from "../fields.ts";
import { teamTypeFacts } from "../team-facts.ts";
import { asMemberTexts, teamTexts, teamTypeTexts } from "../member-texts.ts";
import { tool } from "../tool.ts";

const { listTeams: ofList, getTeam: ofOne } = words.tools;

export const listTeams = tool({
  name: "list_teams",
  title: ofList.title,
  description: ofList.description,
  scope: "read",
  input: v.object({}),
  async run({ app, host }) {
    const teams = await listTeamsOf(app.kv, host.id);
    return accepted({
      text: plural(ofList.result, teams.length, "en"),
      data: { teams: teams.map(({ team, member }) => factsOf(app, team, member)) },
      untrusted: asMemberTexts(teams.map(({ team }) => teamTexts(team))),
    });
  },
});

export const getTeam = tool({
  name: "get_team",
  title: ofOne.title,
  description: ofOne.description,
  scope: "read",
  input: v.object({ teamId: TeamId }),
  async run({ app, host }, { teamId }) {
    const found = await findTeamOf(app.kv, teamId, host.id);
    if (!found) return refused("not-found");
    const { team, member } = found;
    const members = await Promise.all(
      (await listTeamMembers(app.kv, team.id)).map((each) => readMemberJson(app, each)),
    );
    const types: EventType[] = await listEventTypes(app.kv, team.id);
    return accepted({
      text: format(ofOne.result, {
        team: team.slug,
        members: plural(ofOne.members, members.length, "en"),
        types: plural(ofOne.types, types.length, "en"),
      }),
      data: {
        team: factsOf(app, team, member),
        members: members.map(({ name: _theirs, ...facts }) => ({
          ...facts,
          isYou: facts.id === host.id,
        })),
        eventTypes: types.map((type) => teamTypeFacts(app.baseUrl, team, type)),
      },
      untrusted: {
        memberNames: members.map(({ id, name }) => ({ memberId: id, name })),
        memberTexts: [teamTexts(team), ...types.map(teamTypeTexts)],
      },
    });
  },
});

/** A team without what its members wrote. */
function factsOf({ baseUrl }: Pick<App, "baseUrl">, team: Team, member: TeamMember) {
  const { name: _, description: __, ...facts } = teamJson(baseUrl, team, member);
  return facts;
}
