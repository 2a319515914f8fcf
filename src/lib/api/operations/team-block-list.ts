import { operation } from "../operation.ts";
import { addBlocked, listBlocked, removeBlocked } from "./block-list.ts";

const path = "/v0/teams/{id}/blocked";
const ofTeam = { tag: "Teams", access: "teams" } as const;

export const listTeamBlocked = operation({
  ...listBlocked,
  id: "teams.blockList",
  path,
  tag: "Teams",
  summary: "List whom a team has blocked",
  description: "For owners and admins; newest first.",
});

export const addTeamBlocked = operation({
  ...addBlocked,
  ...ofTeam,
  id: "teams.block",
  path,
  summary: "Block email addresses and domains for a team",
  description: "For owners and admins. Their bookings stay.",
});

export const removeTeamBlocked = operation({
  ...removeBlocked,
  ...ofTeam,
  id: "teams.unblock",
  path: `${path}/{blockedId}`,
  summary: "Unblock an email address or domain for a team",
  description: "For owners and admins.",
});
