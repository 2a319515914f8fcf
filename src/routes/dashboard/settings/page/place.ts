import type { RequestEvent } from "@sveltejs/kit";
import { messages } from "$lib/i18n/messages.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import type { PagePlace } from "./page-form.ts";

/** The signed-in host's own page. */
export function ownPagePlace(event: RequestEvent): PagePlace {
  const host = requireHost(event);
  return {
    host,
    owner: host.id,
    here: "/dashboard/settings/page",
    back: { href: "/dashboard/settings", label: messages(host.language).dashboard.page.back },
    page: `${pagePathOf(host)}/`,
  };
}
