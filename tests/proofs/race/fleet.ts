/** Eight hosts with a type of their own, in two teams that share two of them. */
import type { Host } from "$lib/scheduling/host.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { everyDay, seedHosts, withFolderApp } from "../../support/proof/proof-hosts.ts";
import { addTeam, addTeamType } from "../../support/team-town.ts";

export interface FleetType {
  /** The team's slug; none for a host's own type. */
  team?: string;
  username?: string;
  slug: string;
  mode: "own" | "round-robin" | "collective";
  /** Of a round robin all its members, of a collective the required ones. */
  hosts: number[];
}

export interface Fleet {
  hostIds: string[];
  teamIds: Record<string, string>;
  types: FleetType[];
}

const usernames = Array.from({ length: 8 }, (_, n) => `host-${n}`);
const teams = { north: [0, 1, 2, 3, 4], south: [3, 4, 5, 6, 7] };

/** The members of the round robin that everybody wants at once. */
export const NORTH_MEMBERS = teams.north.length;

export async function seedFleet(dataDir: string): Promise<Fleet> {
  const ids = await seedHosts(
    dataDir,
    usernames.map((username) => ({
      username,
      zone: "UTC",
      rules: everyDay(540, 1020),
      types: [{ slug: "talk", durations: [30], bookingWindowDays: 365 }],
    })),
  );
  const hostIds = usernames.map((username) => ids[username]!);
  const own = usernames.map((username, n): FleetType => ({
    username,
    slug: "talk",
    mode: "own",
    hosts: [n],
  }));
  return await withFolderApp(dataDir, async (app) => {
    const hosts: Host[] = [];
    for (const id of hostIds) hosts.push((await getHost(app.kv, id))!);
    const fleet: Fleet = { hostIds, teamIds: {}, types: own };
    for (const [slug, members] of Object.entries(teams)) {
      const among = members.map((n) => hosts[n]!);
      const team = await addTeam(app, among, { slug, name: `Team ${slug}`, zone: "UTC" });
      fleet.teamIds[slug] = team.id;
      for (const { mode, required, type, terms } of offersOf(members)) {
        const takers = required.map((n) => hosts[n]!);
        await addTeamType(app, team, takers, {
          type: { durations: [30], bookingWindowDays: 365, ...type },
          terms: { mode, prefersSameHost: false, ...terms },
          members: mode === "round-robin" ? takers.map((_, n) => ({ weight: 1 + n })) : [],
        });
        fleet.types.push({ team: slug, slug: type.slug, mode, hosts: required });
      }
    }
    return fleet;
  });
}

function offersOf(members: number[]) {
  const [first, second, third] = members as [number, number, number];
  return [{
    mode: "round-robin" as const,
    required: members,
    type: { slug: "visit", decision: "instant" as const },
    terms: { keepsHost: false },
  }, {
    mode: "round-robin" as const,
    required: members,
    type: { slug: "request" },
    terms: { whenDeclined: "next-member" as const },
  }, {
    mode: "collective" as const,
    required: [first, second, third],
    type: { slug: "panel" },
    terms: { confirmedBy: "all" as const },
  }, {
    mode: "collective" as const,
    required: [third, members[3]!],
    type: { slug: "pair", decision: "instant" as const },
    terms: {},
  }];
}
