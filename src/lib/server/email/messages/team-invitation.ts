import { type DisplayOptions, formatInstant } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Team, TeamInvitation } from "$lib/scheduling/team.ts";
import { type EmailContent, oneLine } from "../email-content.ts";
import type { Email, Sender } from "../email.ts";
import { renderHtml } from "../layout.ts";
import { renderPlainText } from "../plain-text.ts";

export interface TeamInvitationContext {
  invitation: Pick<TeamInvitation, "role" | "expiresAt">;
  team: Pick<Team, "name">;
  /** The name of the inviting host. */
  inviter: string;
  /** The name is empty for an address without a host. */
  recipient: { name: string; address: string };
  /** The absolute URL. */
  link: string;
  /** Used for the Message-ID; must not be the secret. */
  jobId: string;
  reader: DisplayOptions;
  sender: Sender;
}

/** The email that invites to a team. */
export function renderTeamInvitation(context: TeamInvitationContext): Email {
  const { invitation, recipient, link, jobId, reader, sender } = context;
  const words = messages(reader.language).emails, copy = words.teamInvitation;
  const name = oneLine(recipient.name);
  const places = {
    inviter: oneLine(context.inviter),
    team: oneLine(context.team.name),
    service: sender.from.name,
  };
  const draft: EmailContent = {
    subject: format(copy.subject, places),
    preview: copy.ignore,
    language: reader.language,
    colour: "blue",
    heading: format(copy.heading, places),
    paragraphs: [
      name ? format(words.greeting, { name }) : words.greetingNobody,
      format(invitation.role === "admin" ? copy.bodyAdmin : copy.body, places),
      format(copy.until, { until: formatInstant(invitation.expiresAt, reader) }),
    ],
    meeting: null,
    details: [],
    buttons: [{ label: copy.button, url: link, tone: "main" }],
    after: [copy.ignore],
    footer: [format(copy.automatic, places)],
    linkHelp: words.linkHelp,
  };
  return {
    from: sender.from,
    to: { name, address: recipient.address },
    replyTo: [],
    subject: draft.subject,
    text: renderPlainText(draft),
    html: renderHtml(draft),
    messageId: `<team-invitation.${jobId}@${sender.domain}>`,
    invitation: null,
    links: [{ label: copy.button, url: link }],
  };
}
