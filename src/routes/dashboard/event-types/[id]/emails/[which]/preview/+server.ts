import { error } from "@sveltejs/kit";
import { EmailTemplateInput } from "$lib/scheduling/email-template.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { emailPreviewResponse } from "$lib/server/jobs/email-view.ts";
import { previewEmail } from "$lib/server/event-types/email-preview.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { RequestHandler } from "./$types";

/** The HTML of an email with the text of the query, for the frame on its page. */
export const GET: RequestHandler = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const { id, which } = event.params;
  const type = await getEventType(app.kv, host.id, id);
  const query = event.url.searchParams;
  const own = parse(EmailTemplateInput, {
    subject: query.get("subject") ?? "",
    text: query.get("text") ?? "",
  });
  const email = type && own.ok ? previewEmail(app, host, type, which, own.value) : null;
  if (!email) error(404, messages(host.language).refusals.sentences["not-found"]);
  return emailPreviewResponse(email);
};
