import type { BookedTeam } from "$lib/scheduling/booking.ts";
import { format } from "./format.ts";
import { listOf } from "./label.ts";
import { messages } from "./messages.ts";

/**
 * The hosts of a booking as people read them: "Ada Lovelace", "Ada Lovelace (Mill Street)" for the member of a round
 * robin, "Ada, Ben and Cleo" for a collective; the team's name where nobody is left.
 */
export function hostNames(
  hosts: readonly { name: string }[],
  team: Pick<BookedTeam, "mode" | "name"> | null,
  language: string,
): string {
  const names = listOf(hosts.map(({ name }) => name), language);
  if (!team) return names;
  if (names === "") return team.name;
  return team.mode === "round-robin"
    ? format(messages(language).booking.memberOf, { name: names, team: team.name })
    : names;
}

/** The one name for sentences about the hosts, whose verbs are singular: a collective's is the team's. */
export function actorName(
  hosts: readonly { name: string }[],
  team: Pick<BookedTeam, "mode" | "name"> | null,
  language: string,
): string {
  return team?.mode === "collective" ? team.name : hostNames(hosts, team, language);
}
