import { redirect, type RequestEvent } from "@sveltejs/kit";
import type { EventType } from "$lib/scheduling/event-type.ts";
import {
  lastUsableDate,
  LinksForGuestsInput,
  PrivateLinkInput,
} from "$lib/scheduling/private-link.ts";
import { dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { splitAddresses } from "$lib/scheduling/extra-guests.ts";
import type { Refusal } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { comma, formatLongDate, formatShortDate, formatTime } from "$lib/i18n/date-time.ts";
import type { App as Invito } from "$lib/server/app.ts";
import { failWith } from "$lib/server/http/problem-details.ts";
import * as privateLinks from "$lib/server/event-types/private-links.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { localeOf } from "../booking-rows.ts";
import { type PlaceOf, requireType, type TypePlace } from "./type-place.ts";

const tones = { open: "good", used: "calm", expired: "calm", revoked: "calm" } as const;
const notices = ["made", "madeSeveral", "revoked"] as const;

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
    ...await linkViews(app, place, type, did === "madeSeveral"),
  };
}

const nothing = { what: "", label: "", guests: "", uses: "1", until: "" };

/** Creates and revokes private links. */
export const privateLinksActions = (placeOf: PlaceOf) => ({
  create: async (event: RequestEvent) => {
    const { host, owner, page, typeId, list } = await placeOf(event);
    const form = await event.request.formData();
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const values = { ...nothing, label: text("label"), uses: text("uses"), until: text("until") };
    const input = parse(PrivateLinkInput, { label: values.label, ...termsIn(values) });
    if (!input.ok) return failWith(input.refusal, values, host.language);
    const maker = typeof owner === "string" ? host : { ...owner, zone: page.zone };
    const made = await privateLinks.create(event.locals.app, maker, typeId, input.value);
    if (!made.ok) return failWith(made.refusal, values, host.language);
    redirect(303, `${list}/${typeId}/links?notice=made`);
  },

  createForGuests: async (event: RequestEvent) => {
    const place = await placeOf(event);
    await requireType(event, place);
    const { host, owner, page, typeId, list } = place;
    const form = await event.request.formData();
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const guests = text("guests").slice(0, MAX_PASTED);
    const values = {
      ...nothing,
      what: "guests",
      guests,
      uses: text("uses"),
      until: text("until"),
    };
    const entered = { guests: splitAddresses(guests), ...termsIn(values) };
    const input = parse(LinksForGuestsInput, entered);
    if (!input.ok) return failWith(inOneField(input.refusal), values, host.language);
    const maker = typeof owner === "string" ? host : { ...owner, zone: page.zone };
    const made = await privateLinks.createForGuests(
      event.locals.app,
      maker,
      typeId,
      input.value,
    );
    if (!made.ok) return failWith(made.refusal, values, host.language);
    redirect(303, `${list}/${typeId}/links?notice=madeSeveral`);
  },

  revoke: async (event: RequestEvent) => {
    const { host, owner, typeId, list } = await placeOf(event);
    const hash = String((await event.request.formData()).get("link"));
    const revoked = await privateLinks.revoke(event.locals.app, owner, typeId, hash);
    if (!revoked.ok) return failWith(revoked.refusal, nothing, host.language);
    redirect(303, `${list}/${typeId}/links?notice=revoked`);
  },
});

/** The longest pasted text that is read, characters. */
const MAX_PASTED = 20_000;

function termsIn({ uses, until }: { uses: string; until: string }) {
  return { uses: uses === "" ? 1 : Number(uses), until: until || null };
}

/** A refusal whose errors of single addresses are those of their one field. */
function inOneField(refusal: Refusal): Refusal {
  const fields = Object.entries(refusal.fields ?? {}).map(([name, why]) =>
    [name.startsWith("guests") ? "guests" : name, why] as const
  );
  return { ...refusal, fields: Object.fromEntries(fields) };
}

/** The links of a type, and those that were just made at once as lines to copy. */
async function linkViews(
  app: Invito,
  { host, page }: TypePlace,
  type: EventType,
  isJustMade: boolean,
) {
  const words = messages(host.language).dashboard.privateLinks;
  const reader = localeOf(host);
  const all = await privateLinks.list(app, page, type);
  const links = all.map(({ link, state, used, address, bookings }) => ({
    hash: link.hash,
    name: link.label || words.unnamed,
    state: { label: words.statuses[state], tone: tones[state] },
    uses: plural(words.usesOf, link.maxUses, host.language, { used }),
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
      label: `${guest.name}, ${formatShortDate(start, reader)}${comma(reader)}${
        formatTime(start, reader)
      }`,
    })),
  }));
  const newest = all[0]?.link.createdAt;
  const lines = all.filter(({ link, address }) => link.createdAt === newest && address)
    .map(({ link, address }) => `${link.label}\t${address}`);
  return { links, made: isJustMade && lines.length > 1 ? lines : null };
}
