import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { format } from "$lib/i18n/format.ts";
import { hostMeeting } from "./host-meeting.ts";
import type { EmailMessage } from "./message.ts";

/** Tells the other members that one of them declined a confirmed meeting, which stands. */
export const memberWithdrew: EmailMessage = {
  to: "host",
  ...hostMeeting(
    (words) => words.memberWithdrew,
    ({ body }, placeholders) => format(body, placeholders),
  ),
  stillHolds: (booking) => isConfirmed(booking) && Boolean(booking.team?.withdrawn.length),
  repeatsWithinSequence: true,
};
