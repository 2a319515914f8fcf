import { error, redirect } from "@sveltejs/kit";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { lastUsableDate, PrivateLinkInput } from "$lib/scheduling/private-link.ts";
import { dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { formatLongDate, formatShortDate, formatTime } from "$lib/i18n/date-time.ts";
import type { App as Invito } from "$lib/server/app.ts";
import { failWith, requireHost } from "$lib/server/http/problem-details.ts";
import * as privateLinks from "$lib/server/event-types/private-links.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { localeOf } from "../../../booking-rows.ts";
import type { Actions, PageServerLoad } from "./$types";

const tones = { open: "good", used: "calm", expired: "calm", revoked: "calm" } as const;
const notices = ["made", "revoked"] as const;

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const { dashboard, frame, refusals } = messages(host.language);
  const type = await getEventType(app.kv, host.id, event.params.id);
  if (!type) error(404, refusals.sentences["not-found"]);
  const words = dashboard.privateLinks;
  const did = notices.find((each) => each === event.url.searchParams.get("notice"));
  return {
    title: words.title,
    words,
    copy: frame.copy,
    type: { id: type.id, title: type.title },
    today: dateAt(app.now(), host.zone),
    notice: did ? words[did] : null,
    links: await linkViews(app, host, type),
  };
};

export const actions: Actions = {
  create: async (event) => {
    const host = requireHost(event);
    const form = await event.request.formData();
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const values = { label: text("label"), uses: text("uses"), until: text("until") };
    const input = parse(PrivateLinkInput, {
      label: values.label,
      uses: values.uses === "" ? 1 : Number(values.uses),
      until: values.until || null,
    });
    if (!input.ok) return failWith(input.refusal, values, host.language);
    const { id } = event.params;
    const made = await privateLinks.create(event.locals.app, host, id, input.value);
    if (!made.ok) return failWith(made.refusal, values, host.language);
    redirect(303, `/dashboard/event-types/${id}/links?notice=made`);
  },

  revoke: async (event) => {
    const host = requireHost(event);
    const { id } = event.params;
    const hash = String((await event.request.formData()).get("link"));
    const revoked = await privateLinks.revoke(event.locals.app, host.id, id, hash);
    const values = { label: "", uses: "1", until: "" };
    if (!revoked.ok) return failWith(revoked.refusal, values, host.language);
    redirect(303, `/dashboard/event-types/${id}/links?notice=revoked`);
  },
};

async function linkViews(app: Invito, host: Host, type: EventType) {
  const words = messages(host.language).dashboard.privateLinks;
  const reader = localeOf(host);
  return (await privateLinks.list(app, host, type)).map((
    { link, state, address, bookings },
  ) => ({
    hash: link.hash,
    name: link.label || words.unnamed,
    state: { label: words.statuses[state], tone: tones[state] },
    uses: plural(words.usesOf, link.maxUses, host.language, { used: bookings.length }),
    until: link.expiresAt === null ? null : format(words.untilDate, {
      date: formatLongDate(
        startOfDay(lastUsableDate(link.expiresAt, host.zone), host.zone),
        reader,
      ),
    }),
    address,
    canRevoke: state === "open" || state === "used",
    bookings: bookings.map(({ id, guest, start }) => ({
      href: `/dashboard/bookings/${id}`,
      label: `${guest.name}, ${formatShortDate(start, reader)}, ${formatTime(start, reader)}`,
    })),
  }));
}
