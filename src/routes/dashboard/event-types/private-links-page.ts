import { redirect, type RequestEvent } from "@sveltejs/kit";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { lastUsableDate, PrivateLinkInput } from "$lib/scheduling/private-link.ts";
import { dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { formatLongDate, formatShortDate, formatTime } from "$lib/i18n/date-time.ts";
import type { App as Invito } from "$lib/server/app.ts";
import { failWith } from "$lib/server/http/problem-details.ts";
import * as privateLinks from "$lib/server/event-types/private-links.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { localeOf } from "../booking-rows.ts";
import { type PlaceOf, requireType, type TypePlace } from "./type-place.ts";

const tones = { open: "good", used: "calm", expired: "calm", revoked: "calm" } as const;
const notices = ["made", "revoked"] as const;

/** The private links of an event type. */
export async function loadPrivateLinks(event: RequestEvent, place: TypePlace) {
  const { app } = event.locals;
  const { host, page } = place;
  const { dashboard: { privateLinks: words }, frame } = messages(host.language);
  const type = await requireType(event, place);
  const did = notices.find((each) => each === event.url.searchParams.get("notice"));
  return {
    title: words.title,
    words,
    copy: frame.copy,
    type: { title: type.title, path: `${place.list}/${type.id}` },
    today: dateAt(app.now(), page.zone),
    notice: did ? words[did] : null,
    links: await linkViews(app, place, type),
  };
}

/** Creates and revokes private links. */
export const privateLinksActions = (placeOf: PlaceOf) => ({
  create: async (event: RequestEvent) => {
    const { host, owner, page, typeId, list } = await placeOf(event);
    const form = await event.request.formData();
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const values = { label: text("label"), uses: text("uses"), until: text("until") };
    const input = parse(PrivateLinkInput, {
      label: values.label,
      uses: values.uses === "" ? 1 : Number(values.uses),
      until: values.until || null,
    });
    if (!input.ok) return failWith(input.refusal, values, host.language);
    const maker = typeof owner === "string" ? host : { ...owner, zone: page.zone };
    const made = await privateLinks.create(event.locals.app, maker, typeId, input.value);
    if (!made.ok) return failWith(made.refusal, values, host.language);
    redirect(303, `${list}/${typeId}/links?notice=made`);
  },

  revoke: async (event: RequestEvent) => {
    const { host, owner, typeId, list } = await placeOf(event);
    const hash = String((await event.request.formData()).get("link"));
    const revoked = await privateLinks.revoke(event.locals.app, owner, typeId, hash);
    const values = { label: "", uses: "1", until: "" };
    if (!revoked.ok) return failWith(revoked.refusal, values, host.language);
    redirect(303, `${list}/${typeId}/links?notice=revoked`);
  },
});

async function linkViews(app: Invito, { host, page }: TypePlace, type: EventType) {
  const words = messages(host.language).dashboard.privateLinks;
  const reader = localeOf(host);
  return (await privateLinks.list(app, page, type)).map((
    { link, state, address, bookings },
  ) => ({
    hash: link.hash,
    name: link.label || words.unnamed,
    state: { label: words.statuses[state], tone: tones[state] },
    uses: plural(words.usesOf, link.maxUses, host.language, { used: bookings.length }),
    until: link.expiresAt === null ? null : format(words.untilDate, {
      date: formatLongDate(
        startOfDay(lastUsableDate(link.expiresAt, page.zone), page.zone),
        { ...reader, zone: page.zone },
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
