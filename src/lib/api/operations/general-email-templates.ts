/** Email texts for all of a host's event types, which those of one type come before. */
import { operation } from "../operation.ts";
import * as templates from "./email-templates.ts";

const all = "/v0/me/email-templates";
const path = `${all}/{which}` as const;
const params = { which: "The kind of email." };

export const listGeneralTemplates = operation({
  ...templates.listEmailTemplates,
  id: "emailTemplates.listGeneral",
  path: all,
  summary: "List the email texts for all your event types",
  description:
    "An event type with a subject or text of its own in the same language has that instead.",
});

export const getGeneralTemplate = operation({
  ...templates.getEmailTemplate,
  id: "emailTemplates.getGeneral",
  path,
  params,
  summary: "Get an email text for all your event types",
});

export const setGeneralTemplate = operation({
  ...templates.setEmailTemplate,
  id: "emailTemplates.setGeneral",
  path,
  params,
  summary: "Set an email text for all your event types",
  description:
    "Plain text with the placeholders of the email in braces. The texts in a language have one revision; with `revision` or If-Match they change only if it is still current.",
});

export const resetGeneralTemplate = operation({
  ...templates.resetEmailTemplate,
  id: "emailTemplates.resetGeneral",
  path,
  params,
  summary: "Return to the standard text of an email for all your event types",
});

export const previewGeneralTemplate = operation({
  ...templates.previewEmailTemplate,
  id: "emailTemplates.previewGeneral",
  path: `${path}/preview`,
  params,
  summary: "Preview an email for all your event types",
});
