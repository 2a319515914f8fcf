import { error, redirect, type RequestEvent } from "@sveltejs/kit";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import type { App } from "../../app.ts";
import { newId } from "../../runtime/secrets.ts";
import { findBookableType } from "../../event-types/find-bookable-type.ts";
import { getHostByUsername } from "../../store/hosts.ts";
import { preferredHourCycle } from "./preferred-hour-cycle.ts";
import { buildPicker } from "./build-picker.ts";

/** What a picker's page loads, on the main site and in the widget; `view` is null and `closed` says why for a type that is switched off or a link that is good for nothing more. */
export async function loadPickerPage(
  app: App,
  place: { username: string; slug: string },
  { url, request }: Pick<RequestEvent, "url" | "request">,
) {
  const query = url.searchParams;
  // A form's key stands in its address, so that going back sends the same form again.
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

/** Whether the picker's script asks for the picker alone, without the page round it. */
export function isFragmentRequest(url: URL): boolean {
  return url.searchParams.get("part") === "picker";
}

/** Title and picker of a whole page of HTML; the page itself where it has no picker. */
export function pickerFragment(html: string): string {
  const [title = ""] = /<title>[^<]*<\/title>/.exec(html) ?? [];
  const [picker] = /<article\b[^>]*\bdata-picker\b[\s\S]*?<\/article>/.exec(html) ?? [];
  return picker ? `<!doctype html>${title}${picker}` : html;
}
