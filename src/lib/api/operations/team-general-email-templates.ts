/** Email texts for all event types of a team, which those of one type come before. */
import { operation } from "../operation.ts";
import * as templates from "./email-templates.ts";

const all = "/v0/teams/{team}/email-templates";
const path = `${all}/{which}` as const;
const ofTeam = { team: "The team’s slug or id." };
const params = { ...ofTeam, which: "The kind of email." };
const read = { tag: "Teams" } as const;
const change = { ...read, access: "teams" } as const;

export const listTeamGeneralTemplates = operation({
  ...templates.listEmailTemplates,
  ...read,
  id: "teams.generalEmailTemplates",
  path: all,
  params: ofTeam,
  summary: "List the email texts for all event types of a team",
  description:
    "An event type with a subject or text of its own in the same language has that instead. For owners and admins.",
});

export const getTeamGeneralTemplate = operation({
  ...templates.getEmailTemplate,
  ...read,
  id: "teams.generalEmailTemplate",
  path,
  params,
  summary: "Get an email text for all event types of a team",
});

export const setTeamGeneralTemplate = operation({
  ...templates.setEmailTemplate,
  ...change,
  id: "teams.setGeneralEmailTemplate",
  path,
  params,
  summary: "Set an email text for all event types of a team",
  description:
    "Plain text with the placeholders of the email in braces. The texts in a language have one revision; with `revision` or If-Match they change only if it is still current. For owners and admins.",
});

export const resetTeamGeneralTemplate = operation({
  ...templates.resetEmailTemplate,
  ...change,
  id: "teams.resetGeneralEmailTemplate",
  path,
  params,
  summary: "Return to the standard text of an email for all event types of a team",
});

export const previewTeamGeneralTemplate = operation({
  ...templates.previewEmailTemplate,
  ...read,
  id: "teams.previewGeneralEmailTemplate",
  path: `${path}/preview`,
  params,
  summary: "Preview an email for all event types of a team",
});
