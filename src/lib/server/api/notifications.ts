import * as v from "valibot";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { RemindersInput } from "$lib/scheduling/reminder.ts";
import { setReminders } from "../event-types/reminders.ts";
import { runNotifications as sendDueEmails } from "../jobs/run-notifications.ts";
import { forOwners, operation } from "./operation.ts";
import { ofTeamType, ownedTypes } from "./owners.ts";

const path = "/v0/event-types/{id}/notification-rules";
const ofTeam = { ...ofTeamType, path: `${ofTeamType.path}/notification-rules` } as const;

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

export const [getNotificationRules, getTeamNotificationRules] = forOwners(
  {
    method: "GET",
    tag: "Event types",
    access: "read",
    answer: one,
    revised: "notificationRules",
  },
  { id: "eventTypes.notificationRules", path, summary: "Get the reminders of an event type" },
  {
    ...ofTeam,
    id: "teams.notificationRules",
    summary: "Get the reminders of a team’s event type",
  },
  ownedTypes,
  (_, { type }) => accepted(rulesOf(type)),
);

export const [setNotificationRules, setTeamNotificationRules] = forOwners(
  {
    method: "PUT",
    tag: "Event types",
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
  },
  { id: "eventTypes.setNotificationRules", path, summary: "Set the reminders of an event type" },
  {
    ...ofTeam,
    id: "teams.setNotificationRules",
    summary: "Set the reminders of a team’s event type",
  },
  ownedTypes,
  async ({ app, body, revision }, { owner, type }) => {
    const { revision: expected = revision ?? type.revision, ...input } = body;
    const saved = await setReminders(app, owner, type.id, expected, input);
    return saved.ok ? accepted(rulesOf(saved.value)) : saved;
  },
);

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
}, async ({ app, host }) => accepted({ queued: await sendDueEmails(app, host.id) }));

function rulesOf({ alarm, reminders, revision }: EventType) {
  return { notificationRules: { alarm, reminders, revision } };
}
