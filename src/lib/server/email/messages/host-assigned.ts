import { format } from "$lib/i18n/format.ts";
import { hostMeeting } from "./host-meeting.ts";
import type { EmailMessage } from "./message.ts";

/** Tells a member of a meeting that was given to them, with the invitation. */
export const hostAssigned: EmailMessage = {
  to: "joining",
  ...hostMeeting(
    (words) => words.hostAssigned,
    ({ body, bodyTogether }, placeholders, { booking }) =>
      format(booking.team?.mode === "collective" ? bodyTogether : body, placeholders),
  ),
  isSentOnceVerified: true,
};
