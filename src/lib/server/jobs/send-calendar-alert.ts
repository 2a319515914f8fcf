import { renderCalendarAlert } from "../email/messages/calendar-alert.ts";
import { senderOf } from "../email/email.ts";
import { getConnection } from "../store/connections.ts";
import { getGuard } from "../store/guard.ts";
import { getOpenHost } from "../store/hosts.ts";
import { calendarKey } from "../store/calendar-keys.ts";
import { deliver } from "./deliver.ts";
import type { JobHandler } from "./job-handler.ts";

/**
 * Emails a host that a calendar does not work, with a link to fix it; superseded once it works again. Never stored as
 * unsent, since the dashboard shows the same.
 */
export const sendCalendarAlert: JobHandler = async (app, job) => {
  if (job.work.kind !== "send-calendar-alert") throw new Error(`not an email: ${job.work.kind}`);
  const { hostId, connectionId, calendarId, since } = job.work;
  const host = await getOpenHost(app.kv, hostId);
  const connection = await getConnection(app.kv, hostId, connectionId);
  const { guard } = await getGuard(app.kv, hostId);
  const failure = guard.calendars[calendarKey({ connectionId, calendarId })]?.failure;
  const calendar = connection?.calendars.find(({ id }) => id === calendarId);
  if (!app.sendMail || !host?.email || !connection || !calendar || failure?.since !== since) {
    return { state: "superseded" };
  }
  return await deliver(
    app,
    renderCalendarAlert({
      to: { name: host.name, address: host.email },
      calendar: `${calendar.name} · ${connection.label}`,
      problem: failure.reason,
      since,
      link: `${app.baseUrl}/dashboard/calendars`,
      jobId: job.id,
      reader: host,
      sender: senderOf(app),
    }),
  );
};
