/** What belongs to an event type of a team: email texts, private links, reminders, and its place in the list. */
import * as v from "valibot";
import { operation } from "../operation.ts";
import * as templates from "./email-templates.ts";
import { reorderEventType } from "./event-type-list.ts";
import { getNotificationRules, setNotificationRules } from "./notifications.ts";
import * as links from "./private-links.ts";
import { TeamEventType } from "./team-event-types.ts";

const path = "/v0/teams/{team}/event-types/{slug}";
const ofType = { team: "The team’s slug or id.", slug: "The event type’s slug or id." };
const read = { tag: "Teams", params: ofType, description: "For owners and admins." } as const;
const change = { ...read, access: "teams" } as const;
const ofEmail = { ...ofType, ...templates.getEmailTemplate.params };
const ofLink = { ...ofType, ...links.revokePrivateLink.params };

export const listTeamEmailTemplates = operation({
  ...templates.listEmailTemplates,
  ...read,
  id: "teams.emailTemplates",
  path: `${path}/email-templates`,
  summary: "List the email texts of a team’s event type",
});

export const getTeamEmailTemplate = operation({
  ...templates.getEmailTemplate,
  ...read,
  id: "teams.emailTemplate",
  path: `${path}/email-templates/{which}`,
  params: ofEmail,
  summary: "Get an email text of a team’s event type",
});

export const setTeamEmailTemplate = operation({
  ...templates.setEmailTemplate,
  ...change,
  id: "teams.setEmailTemplate",
  path: `${path}/email-templates/{which}`,
  params: ofEmail,
  summary: "Set an email text of a team’s event type",
});

export const resetTeamEmailTemplate = operation({
  ...templates.resetEmailTemplate,
  ...change,
  id: "teams.resetEmailTemplate",
  path: `${path}/email-templates/{which}`,
  params: ofEmail,
  summary: "Return to the standard text of an email of a team’s event type",
});

export const previewTeamEmailTemplate = operation({
  ...templates.previewEmailTemplate,
  ...read,
  id: "teams.previewEmailTemplate",
  path: `${path}/email-templates/{which}/preview`,
  params: ofEmail,
  summary: "Preview an email of a team to a sample guest",
});

export const listTeamPrivateLinks = operation({
  ...links.listPrivateLinks,
  ...read,
  id: "teams.privateLinks",
  path: `${path}/links`,
  summary: "List the private links of a team’s event type",
});

export const createTeamPrivateLink = operation({
  ...links.createPrivateLink,
  ...change,
  id: "teams.createPrivateLink",
  path: `${path}/links`,
  summary: "Create a private link of a team’s event type",
  description:
    "For owners and admins. Its address is shown here once; `until` is its last date in the team’s time zone.",
});

export const createTeamLinksForGuests = operation({
  ...links.createLinksForGuests,
  ...change,
  id: "teams.createLinksForGuests",
  path: `${path}/links/for-guests`,
  summary: "Create a private link of a team’s event type for each of several guests",
});

export const revealTeamPrivateLink = operation({
  ...links.revealPrivateLink,
  ...read,
  id: "teams.revealPrivateLink",
  path: `${path}/links/{link}/address`,
  params: ofLink,
  summary: "Get the address of a private link of a team’s event type",
});

export const revokeTeamPrivateLink = operation({
  ...links.revokePrivateLink,
  ...change,
  id: "teams.revokePrivateLink",
  path: `${path}/links/{link}`,
  params: ofLink,
  summary: "Revoke a private link of a team’s event type",
});

export const getTeamNotificationRules = operation({
  ...getNotificationRules,
  ...read,
  id: "teams.notificationRules",
  path: `${path}/notification-rules`,
  summary: "Get the reminders of a team’s event type",
});

export const setTeamNotificationRules = operation({
  ...setNotificationRules,
  ...change,
  id: "teams.setNotificationRules",
  path: `${path}/notification-rules`,
  summary: "Set the reminders of a team’s event type",
});

export const duplicateTeamEventType = operation({
  ...change,
  id: "teams.duplicateEventType",
  method: "POST",
  path: `${path}/duplicate`,
  summary: "Duplicate an event type of a team",
  answer: v.object({ eventType: TeamEventType }),
  revised: "eventType",
  refusals: ["invalid"],
});

export const reorderTeamEventType = operation({
  ...reorderEventType,
  ...change,
  id: "teams.reorderEventType",
  path: `${path}/reorder`,
  description: `For owners and admins. ${reorderEventType.description}`,
  summary: "Move an event type of a team up or down",
  answer: v.object({ eventTypes: v.array(TeamEventType) }),
});

const schedule = v.object({
  schedule: v.object({
    id: v.pipe(v.nullable(v.string()), v.description("Null is your default schedule.")),
  }),
});

export const getOwnSchedule = operation({
  ...read,
  id: "teams.ownSchedule",
  method: "GET",
  path: `${path}/schedule`,
  summary: "Get your own schedule for an event type of a team",
  description: "For its members; nobody else sees it.",
  access: "read",
  answer: schedule,
});

export const setOwnSchedule = operation({
  ...change,
  id: "teams.setOwnSchedule",
  method: "PUT",
  path: `${path}/schedule`,
  summary: "Choose your own schedule for an event type of a team",
  description: "For its members. Null is your default schedule.",
  body: v.object({ id: v.nullable(v.pipe(v.string(), v.maxLength(64, "too-long"))) }),
  answer: schedule,
  example: { body: { id: null } },
});
