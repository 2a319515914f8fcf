/** Email texts of one event type, of a host or of a team. */
import * as v from "valibot";
import { partial } from "$lib/openapi/fields.ts";
import { EmailTemplateInput } from "$lib/scheduling/email-template.ts";
import { languages } from "$lib/scheduling/language.ts";
import * as texts from "./email-texts.ts";
import { forOwners } from "./operation.ts";
import { ofTeamType, ownedTypes } from "./owners.ts";

const tag = "Emails";
const all = "/v0/event-types/{id}/email-templates";
const path = `${all}/{which}` as const;
const params = { which: "The kind of email, or the id of a reminder." };
const ofTeam = { ...ofTeamType, path: `${ofTeamType.path}/email-templates` } as const;
const ofTeamEmail = {
  ...ofTeamType,
  path: `${ofTeam.path}/{which}`,
  params: { ...ofTeamType.params, ...params },
} as const;

/** Of the text; without it that of the page, a host's or a team's own. */
const ofLanguage = { language: v.optional(v.picklist(languages, "language-unknown")) };
const query = v.object(ofLanguage);

/** The owner's own text of one email in a language; an empty subject or text keeps the standard one. */
const entries = {
  /** The kind of email, or the id of a reminder. */
  id: v.string(),
  language: v.picklist(languages),
  /** All in which this email has a text of the owner's own. */
  languages: v.array(v.picklist(languages)),
  kind: v.string(),
  label: v.string(),
  ...EmailTemplateInput.entries,
  isCustom: v.boolean(),
  placeholders: v.array(v.string()),
};

const one = {
  params,
  tag,
  query,
  answer: v.object({ emailTemplate: v.object({ ...entries, revision: v.number() }) }),
  revised: "emailTemplate",
} as const;

/** What can be done with the texts, whoever's they are. */
export const emailTexts = {
  list: {
    method: "GET",
    tag,
    description:
      "In one language: `language`, else the language of the page. An email is sent with the text of its reader’s language, never with that of another; where there is none, with the standard text in that language.",
    access: "read",
    query,
    answer: v.object({
      emailTemplates: v.object({
        language: v.picklist(languages),
        templates: v.array(v.object(entries)),
        revision: v.number(),
      }),
    }),
    revised: "emailTemplates",
  },
  get: { ...one, method: "GET", access: "read" },
  set: {
    ...one,
    method: "PUT",
    description:
      "Plain text with the placeholders of the email in braces. The texts of an event type in a language have one revision; with `revision` or If-Match they change only if it is still current.",
    access: "settings",
    body: v.object({ ...EmailTemplateInput.entries, revision: v.optional(v.number()) }),
    refusals: ["changed"],
    example: {
      params: { which: "guest-confirmed" },
      query: { language: "en" },
      body: { subject: "See you soon, {guest}", text: "" },
    },
  },
  reset: { ...one, method: "DELETE", access: "settings", refusals: ["changed"] },
  preview: {
    method: "GET",
    params,
    tag,
    description:
      "Without `subject` and `text` it has the text that is set. Nothing is saved or sent.",
    access: "read",
    query: v.object({ ...partial(EmailTemplateInput.entries), ...ofLanguage }),
    answer: v.object({
      email: v.object({ subject: v.string(), text: v.string(), html: v.string() }),
    }),
  },
} as const;

export const [listEmailTemplates, listTeamEmailTemplates] = forOwners(
  emailTexts.list,
  { id: "emailTemplates.list", path: all, summary: "List the email texts of an event type" },
  {
    ...ofTeam,
    id: "teams.emailTemplates",
    summary: "List the email texts of a team’s event type",
  },
  ownedTypes,
  texts.list,
);

export const [getEmailTemplate, getTeamEmailTemplate] = forOwners(
  emailTexts.get,
  { id: "emailTemplates.get", path, summary: "Get an email text of an event type" },
  {
    ...ofTeamEmail,
    id: "teams.emailTemplate",
    summary: "Get an email text of a team’s event type",
  },
  ownedTypes,
  texts.get,
);

export const [setEmailTemplate, setTeamEmailTemplate] = forOwners(
  emailTexts.set,
  { id: "emailTemplates.set", path, summary: "Set an email text of an event type" },
  {
    ...ofTeamEmail,
    id: "teams.setEmailTemplate",
    summary: "Set an email text of a team’s event type",
  },
  ownedTypes,
  texts.set,
);

export const [resetEmailTemplate, resetTeamEmailTemplate] = forOwners(
  emailTexts.reset,
  { id: "emailTemplates.reset", path, summary: "Return to the standard text of an email" },
  {
    ...ofTeamEmail,
    id: "teams.resetEmailTemplate",
    summary: "Return to the standard text of an email of a team’s event type",
  },
  ownedTypes,
  texts.reset,
);

export const [previewEmailTemplate, previewTeamEmailTemplate] = forOwners(
  emailTexts.preview,
  {
    id: "emailTemplates.preview",
    path: `${path}/preview`,
    summary: "Preview an email to a sample guest",
  },
  {
    ...ofTeamEmail,
    id: "teams.previewEmailTemplate",
    path: `${ofTeamEmail.path}/preview`,
    summary: "Preview an email of a team to a sample guest",
  },
  ownedTypes,
  texts.preview,
);
