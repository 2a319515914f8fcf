import { error, redirect } from "@sveltejs/kit";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { lastDateOf, PrivateLinkWish } from "$lib/scheduling/private-link.ts";
import { dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { longDate, shortDate, timeOfDay } from "$lib/scheduling/wording.ts";
import type { App as Invito } from "$lib/server/app.ts";
import { failWith, signedIn } from "$lib/server/http.ts";
import * as privateLinks from "$lib/server/private-links.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import { wordsFor } from "$lib/words/index.ts";
import { count, say } from "$lib/words/say.ts";
import { readerOf } from "../../../rows.ts";
import type { Actions, PageServerLoad } from "./$types";

const tones = { open: "good", used: "calm", expired: "calm", revoked: "calm" } as const;
const dids = ["made", "revoked"] as const;

export const load: PageServerLoad = async (event) => {
  const host = signedIn(event);
  const { app } = event.locals;
  const { dashboard, frame, refusals } = wordsFor(host.language);
  const type = await getEventType(app.kv, host.id, event.params.id);
  if (!type) error(404, refusals.sentences["not-found"]);
  const words = dashboard.privateLinks;
  const did = dids.find((each) => each === event.url.searchParams.get("said"));
  return {
    title: words.title,
    words,
    copy: frame.copy,
    type: { id: type.id, title: type.title },
    today: dateAt(app.now(), host.zone),
    said: did ? words[did] : null,
    links: await linksOf(app, host, type),
  };
};

export const actions: Actions = {
  create: async (event) => {
    const host = signedIn(event);
    const form = await event.request.formData();
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const typed = { label: text("label"), uses: text("uses"), until: text("until") };
    const wish = parse(PrivateLinkWish, {
      label: typed.label,
      uses: typed.uses === "" ? 1 : Number(typed.uses),
      until: typed.until || null,
    });
    if (!wish.ok) return failWith(wish.refusal, typed, host.language);
    const { id } = event.params;
    const made = await privateLinks.create(event.locals.app, host, id, wish.value);
    if (!made.ok) return failWith(made.refusal, typed, host.language);
    redirect(303, `/dashboard/event-types/${id}/links?said=made`);
  },

  revoke: async (event) => {
    const host = signedIn(event);
    const { id } = event.params;
    const hash = String((await event.request.formData()).get("link"));
    const revoked = await privateLinks.revoke(event.locals.app, host.id, id, hash);
    const typed = { label: "", uses: "1", until: "" };
    if (!revoked.ok) return failWith(revoked.refusal, typed, host.language);
    redirect(303, `/dashboard/event-types/${id}/links?said=revoked`);
  },
};

async function linksOf(app: Invito, host: Host, type: EventType) {
  const words = wordsFor(host.language).dashboard.privateLinks;
  const reader = readerOf(host);
  return (await privateLinks.list(app, host, type)).map((
    { link, standing, address, bookings },
  ) => ({
    hash: link.hash,
    name: link.label || words.unnamed,
    state: { label: words.standings[standing], tone: tones[standing] },
    uses: count(words.usesOf, link.uses, host.language, { used: bookings.length }),
    until: link.expiresAt === null ? null : say(words.untilDate, {
      date: longDate(startOfDay(lastDateOf(link.expiresAt, host.zone), host.zone), reader),
    }),
    address,
    canRevoke: standing === "open" || standing === "used",
    bookings: bookings.map(({ id, guest, start }) => ({
      href: `/dashboard/bookings/${id}`,
      label: `${guest.name}, ${shortDate(start, reader)}, ${timeOfDay(start, reader)}`,
    })),
  }));
}
