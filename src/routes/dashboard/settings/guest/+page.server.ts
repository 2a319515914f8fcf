import * as v from "valibot";
import { action } from "$lib/server/http/action.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { redirect } from "@sveltejs/kit";
import { formatWhen } from "$lib/i18n/date-time.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as guestData from "$lib/server/guests/erasure.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { localeOf } from "../../booking-rows.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { guest: words, title } = messages(host.language).dashboard.data;
  const query = event.url.searchParams;
  const email = addressFrom(query.get("email"));
  if (email === "" && event.request.method === "GET") redirect(303, "/dashboard/settings/data");
  const { all, upcoming } = await guestData.countGuestBookings(event.locals.app, host.id, email);
  const erased = numberFrom(query.get("erased")), underWay = numberFrom(query.get("waits"));
  return {
    title: words.title,
    words,
    back: title,
    email,
    found: email === ""
      ? null
      : all === 0
      ? format(words.none, { email })
      : plural(words.found, all, host.language, { email }),
    all,
    coming: upcoming.map((booking) => upcomingRow(booking, host)),
    done: erased ? plural(words.erased, erased, host.language) : null,
    underWay: underWay ? plural(words.inProgress, underWay, host.language) : null,
  };
};

export const actions: Actions = {
  erase: action(
    v.object({
      email: v.pipe(v.string(), v.trim(), v.maxLength(254, "too-long")),
      sure: v.literal(true, "sure-needed"),
    }),
    async ({ app, host }, { email }) =>
      accepted({ email, ...await guestData.eraseGuestData(app, host, email) }),
    {
      done: ({ email, erased, inProgress }) => {
        const query = new URLSearchParams({ email, erased: `${erased}`, waits: `${inProgress}` });
        return `/dashboard/settings/guest?${query}`;
      },
    },
  ),
};

function upcomingRow(booking: Booking, host: Host) {
  return { id: booking.id, type: booking.type.title, when: formatWhen(booking, localeOf(host)) };
}

function addressFrom(value: FormDataEntryValue | null): string {
  return String(value ?? "").trim().slice(0, 254);
}

function numberFrom(value: string | null): number {
  return Math.max(0, Math.min(1e6, Math.floor(Number(value) || 0)));
}
