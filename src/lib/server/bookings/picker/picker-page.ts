import { error, redirect, type RequestEvent } from "@sveltejs/kit";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import type { App } from "../../app.ts";
import { newId } from "../../runtime/secrets.ts";
import { findBookableType } from "../../event-types/find-bookable-type.ts";
import { getHostByUsername } from "../../store/hosts.ts";
import { preferredHourCycle } from "./preferred-hour-cycle.ts";
import { buildPicker } from "./build-picker.ts";

/** Loads the picker for the booking page and the widget; `view` is null and `closed` has the reason for an inactive event type or a used or expired private link. */
export async function loadPickerPage(
  app: App,
  place: { username: string; slug: string },
  { url, request }: Pick<RequestEvent, "url" | "request">,
) {
  const query = url.searchParams;
  // The form's idempotency key is in its address, so that going back and submitting again is a replay.
  if (request.method === "GET" && query.has("slot") && !query.has("key")) {
    redirect(303, `${url.pathname}?${new URLSearchParams([...query, ["key", newId()]])}`);
  }
  const { booking: words, refusals } = messages("en");
  const found = await findBookableType(app, place.username, place.slug, query.get("link"));
  if (!found.ok) {
    const { code } = found.refusal;
    if (code !== "inactive" && code !== "link-used" && code !== "link-expired") {
      error(404, refusals.sentences["not-found"]);
    }
    const name = (await getHostByUsername(app.kv, place.username))?.name ?? "";
    const { title, text } = words.closed[code];
    return { title, view: null, closed: { title, text: format(text, { name }), name } };
  }
  const { host, type } = found.value;
  return {
    title: format(words.picker.title, { type: type.title, name: host.name }),
    view: await buildPicker(
      app,
      host,
      type,
      query,
      null,
      preferredHourCycle(request.headers.get("accept-language")),
    ),
    closed: null,
  };
}

/** Whether the request is for the picker's HTML only, without the rest of the page. */
export function isFragmentRequest(url: URL): boolean {
  return url.searchParams.get("part") === "picker";
}

/** Cuts title and picker out of a page's HTML; returns the page where it has no picker. */
export function pickerFragment(html: string): string {
  const [title = ""] = /<title>[^<]*<\/title>/.exec(html) ?? [];
  const [picker] = /<article\b[^>]*\bdata-picker\b[\s\S]*?<\/article>/.exec(html) ?? [];
  return picker ? `<!doctype html>${title}${picker}` : html;
}
