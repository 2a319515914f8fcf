import * as v from "valibot";
import { EmailTemplateInput } from "../../scheduling/email-template.ts";
import { languages } from "../../scheduling/language.ts";
import { partial } from "../fields.ts";
import { operation } from "../operation.ts";

const tag = "Emails";
const all = "/v0/event-types/{id}/email-templates";
const path = `${all}/{which}` as const;
const params = { which: "The kind of email, or the id of a reminder." };

/** Of the text; without it that of the page, a host's or a team's own. */
const ofLanguage = { language: v.optional(v.picklist(languages, "language-unknown")) };
const query = v.object(ofLanguage);

/** The host's own text of one email in a language; an empty subject or text keeps the standard one. */
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

const one = v.object({ emailTemplate: v.object({ ...entries, revision: v.number() }) });
const current = { revision: v.optional(v.number()) };

export const listEmailTemplates = operation({
  id: "emailTemplates.list",
  method: "GET",
  path: all,
  tag,
  summary: "List the email texts of an event type",
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
});

export const getEmailTemplate = operation({
  id: "emailTemplates.get",
  method: "GET",
  path,
  params,
  tag,
  summary: "Get an email text of an event type",
  access: "read",
  query,
  answer: one,
  revised: "emailTemplate",
});

export const setEmailTemplate = operation({
  id: "emailTemplates.set",
  method: "PUT",
  path,
  params,
  tag,
  summary: "Set an email text of an event type",
  description:
    "Plain text with the placeholders of the email in braces. The texts of an event type in a language have one revision; with `revision` or If-Match they change only if it is still current.",
  access: "settings",
  query,
  body: v.object({ ...EmailTemplateInput.entries, ...current }),
  answer: one,
  revised: "emailTemplate",
  refusals: ["changed"],
  example: {
    params: { which: "guest-confirmed" },
    query: { language: "en" },
    body: { subject: "See you soon, {guest}", text: "" },
  },
});

export const resetEmailTemplate = operation({
  id: "emailTemplates.reset",
  method: "DELETE",
  path,
  params,
  tag,
  summary: "Return to the standard text of an email",
  access: "settings",
  query,
  answer: one,
  revised: "emailTemplate",
  refusals: ["changed"],
});

export const previewEmailTemplate = operation({
  id: "emailTemplates.preview",
  method: "GET",
  path: `${path}/preview`,
  params,
  tag,
  summary: "Preview an email to a sample guest",
  description:
    "Without `subject` and `text` it has the text that is set. Nothing is saved or sent.",
  access: "read",
  query: v.object({ ...partial(EmailTemplateInput.entries), ...ofLanguage }),
  answer: v.object({
    email: v.object({ subject: v.string(), text: v.string(), html: v.string() }),
  }),
});
