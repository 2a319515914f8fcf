import * as v from "valibot";
import { Id } from "$lib/scheduling/id.ts";
import { actionBy } from "$lib/server/http/action.ts";
import type { RequestEvent } from "@sveltejs/kit";
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

/** The longest pasted text that is read, characters. */
const MAX_PASTED = 20_000;
const text = v.pipe(v.string(), v.trim());
const UseForm = v.object({ uses: text, until: text });

/** Creates and revokes private links. */
export function privateLinksActions(placeOf: PlaceOf) {
  const inPlace = actionBy(placeOf);
  const made = (notice: string) => ({
    kept: nothing,
    done: (_: unknown, { list, typeId }: TypePlace) => `${list}/${typeId}/links?notice=${notice}`,
  });
  return {
    create: inPlace(
      v.object({ label: text, ...UseForm.entries }),
      ({ app, typeId, ...place }, { label, ...terms }) => {
        const input = parse(PrivateLinkInput, { label, ...termsIn(terms) });
        return input.ok ? privateLinks.create(app, makerIn(place), typeId, input.value) : input;
      },
      made("made"),
    ),

    createForGuests: inPlace(
      v.object({ guests: v.pipe(text, v.maxLength(MAX_PASTED, "too-long")), ...UseForm.entries }),
      async ({ app, typeId, event, ...place }, { guests, ...terms }) => {
        await requireType(event, { typeId, ...place });
        const entered = { guests: splitAddresses(guests), ...termsIn(terms) };
        const input = parse(LinksForGuestsInput, entered);
        if (!input.ok) return { ok: false, refusal: inOneField(input.refusal) };
        return privateLinks.createForGuests(app, makerIn(place), typeId, input.value);
      },
      { ...made("madeSeveral"), kept: { ...nothing, what: "guests" } },
    ),

    revoke: inPlace(
      v.object({ link: Id }),
      ({ app, owner, typeId }, { link }) => privateLinks.revoke(app, owner, typeId, link),
      made("revoked"),
    ),
  };
}

/** Who makes a link, in whose zone its last date counts. */
function makerIn({ host, owner, page }: Pick<TypePlace, "host" | "owner" | "page">) {
  return typeof owner === "string" ? host : { ...owner, zone: page.zone };
}

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
