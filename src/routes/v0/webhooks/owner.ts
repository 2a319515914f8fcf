import type { Host } from "$lib/scheduling/host.ts";
import type { Owner } from "$lib/server/availability/change-as-owner.ts";

/** Whose webhooks a request means: those of a team, or the caller's own. */
export function ownerOf({ id }: Host, { teamId }: { teamId?: string | undefined }): Owner {
  return teamId ? { teamId, hostId: id } : id;
}
