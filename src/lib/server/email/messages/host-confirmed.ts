import { format } from "$lib/i18n/format.ts";
import { hostMeeting } from "./host-meeting.ts";
import type { EmailMessage } from "./message.ts";

/** Tells the host that the booking is confirmed, with the invitation. */
export const hostConfirmed: EmailMessage = {
  to: "host",
  ...hostMeeting(
    (words) => words.hostConfirmed,
    ({ body }, placeholders) => format(body, placeholders),
  ),
  isSentOnceVerified: true,
};
