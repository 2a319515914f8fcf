import { timeChange } from "../details.ts";
import { hostMeeting } from "./host-meeting.ts";
import type { EmailMessage } from "./message.ts";

/** Tells the host the old time and the new one, with the updated invitation. */
export const hostRescheduled: EmailMessage = {
  to: "host",
  ...hostMeeting(
    (words) => words.hostRescheduled,
    (copy, placeholders, context) => timeChange(copy, context, placeholders),
  ),
  isSentOnceVerified: true,
};
