import * as v from "valibot";
import { RemindersInput } from "../../scheduling/reminder.ts";
import { operation } from "../operation.ts";

const path = "/v0/event-types/{id}/notification-rules";

/** What goes out by itself before and after the meetings of an event type. */
const NotificationRules = v.object({
  alarm: v.nullable(v.number()),
  reminders: v.array(v.object({
    id: v.string(),
    side: v.picklist(["before", "after"]),
    minutes: v.number(),
    to: v.picklist(["guest", "host", "both"]),
  })),
  /** Of the event type. */
  revision: v.number(),
});

const one = v.object({ notificationRules: NotificationRules });

export const getNotificationRules = operation({
  id: "eventTypes.notificationRules",
  method: "GET",
  path,
  tag: "Event types",
  summary: "Get the reminders of an event type",
  access: "read",
  answer: one,
  revised: "notificationRules",
});

export const setNotificationRules = operation({
  id: "eventTypes.setNotificationRules",
  method: "PUT",
  path,
  tag: "Event types",
  summary: "Set the reminders of an event type",
  description:
    "Replaces all of them: reminders before, follow-ups after, and the alarm in your own calendar. A reminder keeps its text by its `id`; null is a new one. With `revision` or If-Match only if the event type is unchanged.",
  access: "settings",
  body: v.object({ ...RemindersInput.entries, revision: v.optional(v.number()) }),
  answer: one,
  revised: "notificationRules",
  refusals: ["changed"],
  example: {
    body: { alarm: 10, reminders: [{ id: null, side: "before", minutes: 1440, to: "both" }] },
  },
});

export const runNotifications = operation({
  id: "emails.run",
  method: "POST",
  path: "/v0/notifications/run",
  tag: "Emails",
  summary: "Send what is due",
  description:
    "Due reminders and emails go out without this; here those that wait for another attempt are tried now. `queued` is their number, 500 at most.",
  access: "settings",
  answer: v.object({ queued: v.number() }),
  status: 202,
});
