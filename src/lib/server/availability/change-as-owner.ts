import type { Outcome, RefusalCode } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { changeAsMember, changeUnderGuard, type GuardRefusal } from "./change-under-guard.ts";

/** An admin or owner who changes what belongs to their team. */
export interface TeamManager {
  teamId: string;
  hostId: string;
}

/** Whose event types, links, texts and block list a verb changes: a host's own, by their id, or a team's. */
export type Owner = string | TeamManager;

/** The id under which an owner's records are stored. */
export function ownerIdOf(owner: Owner): string {
  return typeof owner === "string" ? owner : owner.teamId;
}

/** As `changeUnderGuard`, under the guard of a host or of a team; "not-found" for who may not change the team's. */
export function changeAsOwner<T, Code extends RefusalCode>(
  app: App,
  owner: Owner,
  change: (op: Deno.AtomicOperation) => Promise<Outcome<T, Code>>,
): Promise<Outcome<T, Code | GuardRefusal>> {
  return typeof owner === "string"
    ? changeUnderGuard(app, owner, change)
    : changeAsMember(app, { ...owner, needs: "admin" }, change);
}
