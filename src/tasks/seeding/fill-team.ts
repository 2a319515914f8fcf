/** A team of the sample hosts with a round robin and a collective, created with the product's own functions. */
import type { Host } from "../../lib/scheduling/host.ts";
import type { Team } from "../../lib/scheduling/team.ts";
import { parse } from "../../lib/scheduling/parse.ts";
import { TeamTermsInput } from "../../lib/scheduling/team-terms.ts";
import type { App } from "../../lib/server/app.ts";
import * as teamTypes from "../../lib/server/event-types/team-types.ts";
import { accept } from "../../lib/server/teams/answer-invitation.ts";
import * as teams from "../../lib/server/teams/edit.ts";
import { invite } from "../../lib/server/teams/invitations.ts";
import { firstMeeting, kickOff, studio } from "./people-and-types.ts";
import { valueOf } from "./value-of.ts";

/** The first host makes the team and invites the others, who accept. */
export async function fillTeam(app: App, hosts: readonly Host[]): Promise<Team> {
  const [owner, ...others] = hosts;
  const team = valueOf(await teams.create(app, owner!.id, studio));
  const manager = { teamId: team.id, hostId: owner!.id };
  for (const { id, username } of others) {
    const role = id === others[0]!.id ? "admin" as const : "member" as const;
    const invitation = valueOf(await invite(app, manager, { who: username, role }));
    valueOf(await accept(app, id, invitation));
  }
  const members = (among: readonly Host[]) => among.map(({ id }) => ({ hostId: id }));
  const rotation = { mode: "round-robin", members: members(hosts), whenDeclined: "next-member" };
  const terms = valueOf(parse(TeamTermsInput, rotation));
  valueOf(await teamTypes.create(app, manager, { fields: firstMeeting, terms }, null));
  const together = {
    mode: "collective",
    members: members([owner!, others.at(-1)!]),
    confirmedBy: "all",
  };
  const all = valueOf(parse(TeamTermsInput, together));
  valueOf(await teamTypes.create(app, manager, { fields: kickOff, terms: all }, null));
  return team;
}
