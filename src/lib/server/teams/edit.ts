import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { slugOf } from "$lib/scheduling/slug.ts";
import { type Team, TeamInput } from "$lib/scheduling/team.ts";
import type { App } from "../app.ts";
import { changeAsMember } from "../availability/change-under-guard.ts";
import { newId } from "../runtime/secrets.ts";
import { commit } from "../kv/commit.ts";
import { getGuard, guardedCommit } from "../kv/guard.ts";
import {
  listTeamIdsOf,
  readTeamSlug,
  setTeam,
  setTeamMember,
  type TeamSlugRecord,
} from "../store/teams.ts";

/** The most teams of a host. */
export const MAX_TEAMS_OF_HOST = 50;

/** Creates a team whose owner is its maker; refused when the slug was ever another team's, or with fifty teams. */
export async function create(
  app: App,
  hostId: string,
  input: TeamInput,
): Promise<Outcome<Team, "invalid" | "name-taken">> {
  if ((await listTeamIdsOf(app.kv, hostId)).length >= MAX_TEAMS_OF_HOST) {
    return refused("invalid", { fields: { name: "too-many-teams" } });
  }
  const slugRecord = await readTeamSlug(app.kv, input.slug);
  if (slugRecord.value) return slugTaken();
  const now = app.now();
  const team: Team = { ...input, id: newId(), createdAt: now, revision: 1, closedAt: null };
  const op = guardedCommit(app.kv, await getGuard(app.kv, team.id));
  setTeam(op, team, null, slugRecord);
  setTeamMember(op, { teamId: team.id, hostId, role: "owner", joinedAt: now });
  return await commit(op) ? accepted(team) : slugTaken();
}

/** Creates a host's team from what is given: without a slug one of its name, without a zone in theirs. */
export async function createFor(
  app: App,
  host: Host,
  { timezone: zone = host.zone, language = host.language, slug, ...given }:
    & Partial<Omit<TeamInput, "zone">>
    & {
      name: string;
      timezone?: string;
    },
): Promise<Outcome<Team, "invalid" | "name-taken">> {
  const input = parse(TeamInput, { ...given, slug: slug ?? slugOf(given.name), zone, language });
  return input.ok ? await create(app, host.id, input.value) : input;
}

/** Changes name, slug, description, colour and zone as an owner or admin; "changed" when the revision is outdated. */
export function edit(
  app: App,
  { teamId, hostId }: { teamId: string; hostId: string },
  revision: number,
  input: TeamInput,
): Promise<Outcome<Team, "busy" | "changed" | "name-taken" | "not-found">> {
  return changeAsMember(app, { teamId, hostId, needs: "admin" }, async (op, was) => {
    if (was.revision !== revision) return refused("changed");
    const slugRecord = await readTeamSlug(app.kv, input.slug);
    if (isForeign(slugRecord, teamId)) return slugTaken();
    const team: Team = { ...was, ...input, revision: was.revision + 1 };
    setTeam(op, team, was, slugRecord);
    return accepted(team);
  });
}

/** A given-up slug stays its team's, which may take it again. */
function isForeign({ value }: Deno.KvEntryMaybe<TeamSlugRecord>, teamId: string): boolean {
  return value !== null && value.teamId !== teamId;
}

function slugTaken() {
  return refused("name-taken", { fields: { slug: "name-taken" } });
}
