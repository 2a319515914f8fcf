import { formatInstant } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Team, TeamInvitation } from "$lib/scheduling/team.ts";
import { oneLine } from "../email-content.ts";
import type { Email } from "../email.ts";
import { renderStandalone, type StandaloneContext } from "../standalone.ts";

export interface TeamInvitationContext extends StandaloneContext {
  invitation: Pick<TeamInvitation, "role" | "expiresAt">;
  team: Pick<Team, "name">;
  /** The name of the inviting host. */
  inviter: string;
  /** Used for the Message-ID; must not be the secret. */
  jobId: string;
}

/** The email that invites to a team. */
export function renderTeamInvitation(context: TeamInvitationContext): Email {
  const { invitation, jobId, reader, sender } = context;
  const copy = messages(reader.language).emails.teamInvitation;
  const places = {
    inviter: oneLine(context.inviter),
    team: oneLine(context.team.name),
    service: sender.from.name,
  };
  return renderStandalone(context, {
    id: `team-invitation.${jobId}`,
    subject: format(copy.subject, places),
    preview: copy.ignore,
    colour: "blue",
    heading: format(copy.heading, places),
    paragraphs: [
      format(invitation.role === "admin" ? copy.bodyAdmin : copy.body, places),
      format(copy.until, { until: formatInstant(invitation.expiresAt, reader) }),
    ],
    button: copy.button,
    after: [copy.ignore],
    footer: [format(copy.automatic, places)],
  });
}
