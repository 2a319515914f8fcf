import type { TeamRole } from "$lib/scheduling/team.ts";

/** What the header of a team's page shows. */
export interface TeamHeaderView {
  id: string;
  name: string;
  role: TeamRole;
  /** Whether the tabs of owners and admins are shown. */
  isManager: boolean;
}
