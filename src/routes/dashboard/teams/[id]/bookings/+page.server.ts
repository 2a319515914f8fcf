import { error } from "@sveltejs/kit";
import {
  type BookingTab,
  bookingTabs,
  readTeamBookings,
} from "$lib/server/teams/read-team-bookings.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { inLine } from "$lib/i18n/label.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { PageServerLoad } from "./$types";
import { groupByDay } from "../../../booking-rows.ts";
import { headerOf, requireTeam } from "../../require-team.ts";
import { nameOf } from "../members-view.ts";

export const load: PageServerLoad = async (event) => {
  const { host, team, member } = await requireTeam(event);
  const { app } = event.locals;
  const { teams: words, inbox } = messages(host.language).dashboard;
  const query = event.url.searchParams;
  const show = tabOf(query.get("show"));
  if (!show) error(404, messages(host.language).refusals.sentences["not-found"]);
  const { bookings, cursor } = await readTeamBookings(app, member, show, query.get("cursor"));
  const names = new Map<string, string>();
  for (const id of new Set(bookings.flatMap(({ hosts }) => hosts))) {
    names.set(id, nameOf(await getHost(app.kv, id), words));
  }
  const titled = bookings.map((booking) => {
    const people = inLine(booking.hosts.map((id) => names.get(id) ?? ""), host.language);
    const title = `${booking.type.title} · ${format(words.bookings.with, { names: people })}`;
    // The page is the team's: its rows need not name it.
    return { ...booking, team: null, type: { ...booking.type, title } };
  });
  return {
    title: words.bookings.title,
    words,
    inbox,
    team: headerOf(team, member),
    tabs: bookingTabs,
    show,
    days: groupByDay(titled, host, app.now(), inbox),
    cursor,
    paged: query.has("cursor"),
  };
};

function tabOf(requested: string | null): BookingTab | null {
  return requested === null ? "upcoming" : bookingTabs.find((tab) => tab === requested) ?? null;
}
