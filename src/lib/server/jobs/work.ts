import { callForAgenda, sendAgenda } from "./agenda.ts";
import { tellSeats } from "../bookings/tell-seats.ts";
import { sendCalendarLetter } from "./calendar-letter.ts";
import { clearAway } from "./clear-away.ts";
import { eraseAccount } from "./erase-account.ts";
import { eraseTest } from "./erase-test.ts";
import { expireBooking } from "./expiry.ts";
import type { JobWork } from "./job.ts";
import { sendLetter } from "./letter.ts";
import type { Doing } from "./run.ts";
import { remind } from "./remind.ts";
import { sendKept } from "./send-kept.ts";
import { sendSignInLetter } from "./sign-in-letter.ts";
import { syncCalendars } from "./sync.ts";
import { writeCalendar } from "./write-calendar.ts";

/** What each kind of job does. */
export const doings: Record<JobWork["kind"], Doing> = {
  "letter": sendLetter,
  "sign-in-letter": sendSignInLetter,
  "calendar-letter": sendCalendarLetter,
  "write-calendar": writeCalendar,
  "remind": remind,
  "agenda": callForAgenda,
  "agenda-letter": sendAgenda,
  "tell-seats": tellSeats,
  "expire": expireBooking,
  "sync": syncCalendars,
  "erase-account": eraseAccount,
  "erase-test": eraseTest,
  "send-kept": sendKept,
  "clear-away": clearAway,
};
