import { format } from "$lib/i18n/format.ts";
import { hostMeeting } from "./host-meeting.ts";
import type { EmailMessage } from "./message.ts";
import { isConfirmed } from "./still-holds.ts";

/** Tells the other members that one of them declined a confirmed meeting, which stands. */
export const memberWithdrew: EmailMessage = {
  to: "host",
  ...hostMeeting(
    (words) => words.memberWithdrew,
    ({ body }, placeholders) => format(body, placeholders),
  ),
  stillHolds: (booking, moment) =>
    isConfirmed(booking, moment) && Boolean(booking.team?.withdrawn.length),
  repeatsWithinSequence: true,
};
