import { match as isOwner } from "./owner.ts";

/** Whose a page of the settings is, by its address: `settings` for the host's own, `teams/ID` for a team's. */
export function match(path: string): boolean {
  return path === "settings" || path !== "" && isOwner(path);
}
