import { format } from "$lib/i18n/format.ts";
import { hostMeeting } from "./host-meeting.ts";
import type { EmailMessage } from "./message.ts";

/** Tells the hosts where the meeting takes place now, with the updated invitation. */
export const hostLocationChanged: EmailMessage = {
  to: "host",
  ...hostMeeting(
    (words) => words.hostLocationChanged,
    ({ body }, placeholders) => format(body, placeholders),
  ),
  repeatsWithinSequence: true,
};
