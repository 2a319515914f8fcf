import type { JoinView } from "$lib/components/join-view.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { messages } from "$lib/i18n/messages.ts";
import { placeOf } from "$lib/i18n/place.ts";

/** How a host joins the meeting of a booking; null where there is no link, or nothing to join any more. */
export function joinView(
  booking: Booking,
  { language }: Pick<Host, "language">,
  now: number,
): JoinView | null {
  if (!isConfirmed(booking) || booking.end <= now) return null;
  const join = placeOf(booking, "host", language)?.join;
  if (!join) return null;
  const words = messages(language).places.join;
  const isCall = join.feature === "phone";
  return {
    href: join.uri,
    isCall,
    label: isCall ? words.call : words.go,
    copy: isCall
      ? { value: join.uri.replace("tel:", "").replace(";ext=", ","), label: words.copyNumber }
      : { value: join.uri, label: words.copyLink },
  };
}
