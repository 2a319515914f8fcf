import { scheduleAgendaEmail, sendAgendaEmail } from "./agenda-email.ts";
import { notifySeats } from "./notify-seats.ts";
import { sendCalendarAlert } from "./send-calendar-alert.ts";
import { countChanges } from "./count-bookings.ts";
import { purge } from "./purge.ts";
import { closeTeam } from "./close-team.ts";
import { leaveTeam } from "./leave-team.ts";
import { emptyWebhooks } from "./empty-webhooks.ts";
import { deliverWebhooks } from "./deliver-webhooks.ts";
import { fanOutEvent } from "./fan-out-event.ts";
import { sendWebhookAlert } from "./send-webhook-alert.ts";
import { eraseAccount } from "./erase-account.ts";
import { eraseTestBooking } from "./erase-test-booking.ts";
import { expireBookingJob } from "./expire.ts";
import type { JobWork } from "../store/job.ts";
import { sendBookingEmail } from "./send-email.ts";
import type { JobHandler } from "./job-handler.ts";
import { scheduleReminders } from "./schedule-reminders.ts";
import { sendUnsentEmails } from "./send-unsent.ts";
import { sendDeparture } from "./send-departure.ts";
import { sendKeyAlert } from "./send-key-alert.ts";
import { sendTeamInvitation } from "./send-team-invitation.ts";
import { sendSignInEmail } from "./send-sign-in-email.ts";
import { syncCalendars } from "./sync.ts";
import { writeCalendar } from "./write-calendar.ts";

/** The handler of each kind of job. */
export const jobHandlers: Record<JobWork["kind"], JobHandler> = {
  "send-email": sendBookingEmail,
  "send-sign-in-email": sendSignInEmail,
  "send-team-invitation": sendTeamInvitation,
  "send-calendar-alert": sendCalendarAlert,
  "send-key-alert": sendKeyAlert,
  "write-calendar": writeCalendar,
  "schedule-reminders": scheduleReminders,
  "schedule-agenda-email": scheduleAgendaEmail,
  "send-agenda-email": sendAgendaEmail,
  "notify-seats": notifySeats,
  "expire": expireBookingJob,
  "sync": syncCalendars,
  "erase-account": eraseAccount,
  "leave-team": leaveTeam,
  "close-team": closeTeam,
  "erase-test-booking": eraseTestBooking,
  "send-unsent": sendUnsentEmails,
  "fan-out-event": fanOutEvent,
  "empty-webhooks": emptyWebhooks,
  "deliver-webhooks": deliverWebhooks,
  "send-webhook-alert": sendWebhookAlert,
  "send-departure": sendDeparture,
  "purge": purge,
  "count-bookings": countChanges,
};
