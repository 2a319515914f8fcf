import { formatInstant } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Team, TeamInvitation } from "$lib/scheduling/team.ts";
import { oneLine } from "../email-content.ts";
import type { Email } from "../email.ts";
import { renderStandalone, type StandaloneContext } from "../standalone.ts";
import { inLine } from "$lib/i18n/label.ts";

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

export interface DepartureContext extends StandaloneContext {
  /** Who has left; empty once their account is gone. */
  member: string;
  team: string;
  /** The event types that cannot be booked without them. */
  stopped: readonly string[];
  /** The webhooks that they made: what they are called. */
  paused: readonly string[];
  active: readonly string[];
  jobId: string;
}

/** Renders the email about what somebody who has left a team leaves behind: event types that stop, and their webhooks. */
export function renderDeparture(context: DepartureContext): Email {
  const { stopped, paused, active, jobId, reader } = context;
  const copy = messages(reader.language).emails.departure;
  const places = { member: oneLine(context.member) || copy.someone, team: oneLine(context.team) };
  const list = (names: readonly string[]) =>
    inLine(names.map((name) => oneLine(name)), reader.language);
  return renderStandalone(context, {
    id: `departure.${jobId}`,
    subject: format(copy.subject, places),
    preview: stopped.length > 0 ? copy.previewStopped : copy.preview,
    colour: stopped.length > 0 ? "red" : "amber",
    heading: format(copy.subject, places),
    paragraphs: [
      ...(stopped.length > 0 ? [format(copy.stopped, { types: list(stopped) })] : []),
      ...(paused.length > 0 ? [format(copy.paused, { ...places, webhooks: list(paused) })] : []),
      ...(active.length > 0 ? [format(copy.active, { ...places, webhooks: list(active) })] : []),
    ],
    button: copy.button,
  });
}
