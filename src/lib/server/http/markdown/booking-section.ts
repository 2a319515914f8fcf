import type { BookingQuestion } from "$lib/scheduling/booking-questions.ts";
import { placeKey } from "$lib/scheduling/location.ts";
import { format } from "$lib/i18n/format.ts";
import { agents } from "$lib/i18n/english-only/index.ts";
import { isoInstant } from "../../views/picker/picker-query.ts";
import type { BookingPage } from "../../event-types/booking-page.ts";
import { curlLine, freshKey } from "$lib/openapi/curl.ts";
import { inlineText } from "./escape.ts";

const words = agents.markdown;

/** How to book a start by the API; nothing where none is available. */
export function bookingSection(
  baseUrl: string,
  { address, owner, type }: BookingPage,
  { start, minutes, link }: { start: number | null; minutes: number; link: string | null },
): string[] {
  const page = `${baseUrl}${owner.path}/${address.slug}${
    link ? `?${new URLSearchParams({ link })}` : ""
  }`;
  const links = [
    `- ${format(words.page, { address: `<${page}>` })}`,
    `- ${format(words.documentation, { address: `<${baseUrl}/docs/api>` })}`,
  ].join("\n");
  if (start === null) return [links];
  const answers = Object.fromEntries(
    type.questions.filter(({ required }) => required)
      .map((question) => [question.slug, exampleAnswer(question)]),
  );
  const [place] = type.location.kind === "choice" ? type.location.options : [];
  const asksPhone = (place ?? type.location).kind === "call-guest";
  const isTeam = "team" in address;
  const curl = curlLine({
    method: "POST",
    url: `${baseUrl}/v0/${isTeam ? "team-bookings" : "bookings"}`,
    headers: { "Idempotency-Key": freshKey },
    body: {
      ...(isTeam ? { teamSlug: address.team } : { username: address.username }),
      eventSlug: address.slug,
      startsAt: isoInstant(start),
      ...(type.durations.length > 1 ? { duration: minutes } : {}),
      timezone: owner.zone,
      inviteeName: words.guestName,
      inviteeEmail: "guest@example.org",
      ...(place ? { location: placeKey(place) } : {}),
      ...(asksPhone ? { inviteePhone: EXAMPLE_PHONE } : {}),
      ...(Object.keys(answers).length > 0 ? { answers } : {}),
      ...(link ? { link } : {}),
    },
  });
  return [
    `## ${words.booking}`,
    words.bookingLead,
    `\`\`\`sh\n${curl}\n\`\`\``,
    format(words.bookingAnswer, { name: inlineText(owner.name) }),
    links,
  ];
}

const EXAMPLE_PHONE = "+49 30 901820";

/** An answer that is accepted. */
function exampleAnswer({ kind, options }: BookingQuestion): string | number | boolean {
  switch (kind) {
    case "choice":
      return options[0] ?? "";
    case "checkbox":
      return true;
    case "number":
      return 1;
    case "phone":
      return EXAMPLE_PHONE;
    case "short":
    case "long":
      return "…";
  }
}
