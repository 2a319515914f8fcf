import type { DisplayOptions } from "$lib/i18n/date-time.ts";
import { messages } from "$lib/i18n/messages.ts";
import { directionOf } from "$lib/scheduling/language.ts";
import type { App } from "$lib/server/app.ts";
import { nextOffers } from "$lib/server/availability/next-offers.ts";
import { findBookingPage, type PageAddress } from "$lib/server/event-types/booking-page.ts";
import { emailHtml, emailText, type EmailTimes, emailTimes } from "./email-times.ts";
import type { Embedded } from "./embed-code.ts";

/** The next times of an event type for an email, as the reader's zone and clock say them; null for a whole page or a paused type. */
export async function emailView(
  app: App,
  { page, type }: Embedded,
  reader: DisplayOptions,
): Promise<{ times: EmailTimes; html: string; text: string } | null> {
  if (!type) return null;
  const address: PageAddress = "username" in page
    ? { username: page.username, slug: type.slug }
    : { team: page.slug, slug: type.slug };
  const found = await findBookingPage(app, address);
  if (!found.ok) return null;
  const { owner, type: bookable } = found.value;
  const { starts } = await nextOffers(app, found.value, bookable.durations[0]!);
  const times = emailTimes(starts, {
    title: bookable.title,
    page: `${app.baseUrl}${owner.path}/${bookable.slug}`,
    reader,
    words: messages(reader.language).dashboard.embed.email,
    direction: directionOf(reader.language),
  });
  return { times, html: emailHtml(times), text: emailText(times) };
}
