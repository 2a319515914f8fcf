import * as v from "valibot";
import { Id } from "$lib/scheduling/id.ts";
import { actionBy } from "$lib/server/http/action.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import {
  lastUsableDate,
  LinksForGuestsInput,
  PrivateLinkInput,
} from "$lib/scheduling/private-link.ts";
import { startOfDay } from "$lib/scheduling/day.ts";
import { splitAddresses } from "$lib/scheduling/extra-guests.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Refusal } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { comma, formatLongDate, formatShortDate, formatTime } from "$lib/i18n/date-time.ts";
import type { App as Invito } from "$lib/server/app.ts";
import * as privateLinks from "$lib/server/event-types/private-links.ts";
import { enteredDate } from "$lib/i18n/entered-date.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { localeOf } from "../../../../booking-rows.ts";
import { type Place, placeOf, requireType } from "../../../../place.ts";
import type { Actions, PageServerLoad } from "./$types";

const tones = { open: "good", used: "calm", expired: "calm", revoked: "calm" } as const;
const notices = ["made", "madeSeveral", "revoked"] as const;

export const load: PageServerLoad = async (event) => {
  const place = await placeOf(event), { host, base } = place;
  const { app } = event.locals;
  const { dashboard: { privateLinks: words }, frame } = messages(host.language);
  const type = await requireType(event, place);
  const did = notices.find((each) => each === event.url.searchParams.get("notice"));
  return {
    title: words.title,
    words,
    copy: frame.copy,
    type: { title: type.title, path: `${base}/event-types/${type.id}` },
    notice: did ? words[did] : null,
    ...await linkViews(app, place, type, did === "madeSeveral"),
  };
};

const nothing = { what: "", label: "", guests: "", uses: "1", until: "" };

/** The longest pasted text that is read, characters. */
const MAX_PASTED = 20_000;
const text = v.pipe(v.string(), v.trim());
const UseForm = v.object({ uses: text, until: text });

const onType = actionBy(async (event) => ({
  ...await placeOf(event),
  typeId: event.params["typeId"] ?? "",
}));
const made = (notice: string) => ({
  kept: nothing,
  done: (_: unknown, { base, typeId }: Place & { typeId: string }) =>
    `${base}/event-types/${typeId}/links?notice=${notice}`,
});

export const actions: Actions = {
  create: onType(
    v.object({ label: text, ...UseForm.entries }),
    ({ app, typeId, ...place }, { label, ...terms }) => {
      const input = parse(PrivateLinkInput, { label, ...termsIn(terms, place.host) });
      return input.ok ? privateLinks.create(app, makerIn(place), typeId, input.value) : input;
    },
    made("made"),
  ),

  createForGuests: onType(
    v.object({ guests: v.pipe(text, v.maxLength(MAX_PASTED, "too-long")), ...UseForm.entries }),
    async ({ app, typeId, event, ...place }, { guests, ...terms }) => {
      await requireType(event, place);
      const entered = { guests: splitAddresses(guests), ...termsIn(terms, place.host) };
      const input = parse(LinksForGuestsInput, entered);
      if (!input.ok) return { ok: false, refusal: inOneField(input.refusal) };
      return privateLinks.createForGuests(app, makerIn(place), typeId, input.value);
    },
    { ...made("madeSeveral"), kept: { ...nothing, what: "guests" } },
  ),

  revoke: onType(
    v.object({ link: Id }),
    ({ app, owner, typeId }, { link }) => privateLinks.revoke(app, owner, typeId, link),
    made("revoked"),
  ),
};

/** Who makes a link, in whose zone its last date counts. */
function makerIn({ host, team }: Pick<Place, "host" | "team">) {
  return team ? { teamId: team.id, hostId: host.id, zone: team.zone } : host;
}

function termsIn({ uses, until }: { uses: string; until: string }, host: Host) {
  return { uses: uses === "" ? 1 : Number(uses), until: enteredDate(until, host) || null };
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
  { host, team }: Place,
  type: EventType,
  isJustMade: boolean,
) {
  const words = messages(host.language).dashboard.privateLinks;
  const reader = localeOf(host), page = team ?? host;
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
