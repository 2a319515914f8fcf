import { error } from "@sveltejs/kit";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { emailPreviewResponse } from "$lib/server/jobs/email-view.ts";
import * as hostEmails from "$lib/server/jobs/host-emails.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { RequestHandler } from "./$types";

/** The email's HTML for the frame on its page. */
export const GET: RequestHandler = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const seen = await hostEmails.previewEmail(app, host.id, event.params.id);
  if (!seen?.rendered) error(404, messages(host.language).refusals.sentences["not-found"]);
  return emailPreviewResponse(seen.rendered.email, app.baseUrl);
};
