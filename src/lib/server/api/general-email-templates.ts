/** Email texts for all event types of a host or of a team, which those of one type come before. */
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { typeForAll } from "../event-types/email-templates.ts";
import { findTeamByName } from "../teams/find-team-type.ts";
import { emailTexts } from "./email-templates.ts";
import * as texts from "./email-texts.ts";
import { forOwners } from "./operation.ts";
import type { OwnedType } from "./owners.ts";

const all = "/v0/me/email-templates";
const path = `${all}/{which}` as const;
const params = { which: "The kind of email." };
const ofTeam = {
  path: "/v0/teams/{team}/email-templates",
  params: { team: "The team’s slug or id." },
} as const;
const ofTeamEmail = {
  path: `${ofTeam.path}/{which}`,
  params: { ...ofTeam.params, ...params },
} as const;
const shown =
  "An event type with a subject or text of its own in the same language has that instead.";
const set =
  "Plain text with the placeholders of the email in braces. The texts in a language have one revision; with `revision` or If-Match they change only if it is still current.";

/** All event types of an owner, as one that has no reminders; of a team for its owners and admins. */
const allTypes = {
  async own({ app, host }: { app: App; host: Host }): Promise<OwnedType> {
    return { type: await typeForAll(app, host), owner: host.id, page: host };
  },
  async team(
    { app, host, params }: { app: App; host: Host; params: { team: string } },
  ): Promise<OwnedType | null> {
    const team = (await findTeamByName(app, params.team, host.id, "admin"))?.team;
    if (!team) return null;
    const owner = { teamId: team.id, hostId: host.id };
    return { type: await typeForAll(app, team), owner, page: team };
  },
};

export const [listGeneralTemplates, listTeamGeneralTemplates] = forOwners(
  { ...emailTexts.list, description: shown },
  {
    id: "emailTemplates.listGeneral",
    path: all,
    summary: "List the email texts for all your event types",
  },
  {
    ...ofTeam,
    id: "teams.generalEmailTemplates",
    summary: "List the email texts for all event types of a team",
    description: `${shown} For owners and admins.`,
  },
  allTypes,
  texts.list,
);

export const [getGeneralTemplate, getTeamGeneralTemplate] = forOwners(
  { ...emailTexts.get, params },
  {
    id: "emailTemplates.getGeneral",
    path,
    summary: "Get an email text for all your event types",
  },
  {
    ...ofTeamEmail,
    id: "teams.generalEmailTemplate",
    summary: "Get an email text for all event types of a team",
  },
  allTypes,
  texts.get,
);

export const [setGeneralTemplate, setTeamGeneralTemplate] = forOwners(
  { ...emailTexts.set, params, description: set },
  {
    id: "emailTemplates.setGeneral",
    path,
    summary: "Set an email text for all your event types",
  },
  {
    ...ofTeamEmail,
    id: "teams.setGeneralEmailTemplate",
    summary: "Set an email text for all event types of a team",
    description: `${set} For owners and admins.`,
  },
  allTypes,
  texts.set,
);

export const [resetGeneralTemplate, resetTeamGeneralTemplate] = forOwners(
  { ...emailTexts.reset, params },
  {
    id: "emailTemplates.resetGeneral",
    path,
    summary: "Return to the standard text of an email for all your event types",
  },
  {
    ...ofTeamEmail,
    id: "teams.resetGeneralEmailTemplate",
    summary: "Return to the standard text of an email for all event types of a team",
  },
  allTypes,
  texts.reset,
);

export const [previewGeneralTemplate, previewTeamGeneralTemplate] = forOwners(
  { ...emailTexts.preview, params },
  {
    id: "emailTemplates.previewGeneral",
    path: `${path}/preview`,
    summary: "Preview an email for all your event types",
  },
  {
    ...ofTeamEmail,
    id: "teams.previewGeneralEmailTemplate",
    path: `${ofTeamEmail.path}/preview`,
    summary: "Preview an email for all event types of a team",
  },
  allTypes,
  texts.preview,
);
