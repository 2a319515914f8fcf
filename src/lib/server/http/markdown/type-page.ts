import type { App } from "../../app.ts";
import { confirmationModeNow } from "../../availability/confirmation-now.ts";
import { nextOffers } from "../../availability/next-offers.ts";
import { eventTypeView } from "../../views/picker/event-type-view.ts";
import { peopleView } from "../../views/picker/people-view.ts";
import type { BookingPage } from "../../event-types/booking-page.ts";
import { agents } from "$lib/i18n/english-only/index.ts";
import { format } from "$lib/i18n/format.ts";
import { bookingSection } from "./booking-section.ts";
import { inlineText, quote } from "./escape.ts";
import { questionsSection, rulesSection } from "./rules-section.ts";
import { timesSection } from "./times-section.ts";

const words = agents.markdown;

const MAX_TIMES = 20;

/** A booking page as Markdown: the event type, its rules, its next available times, and how to book one by the API. */
export async function typeMarkdown(
  app: App,
  page: BookingPage,
  link: string | null,
): Promise<string> {
  const { owner, type } = page;
  const minutes = type.durations[0]!;
  const [confirmation, offers] = await Promise.all([
    confirmationModeNow(app, page),
    nextOffers(app, page, minutes),
  ]);
  const view = eventTypeView(type, { name: owner.name, minutes, confirmation, language: "en" });
  const starts = offers.starts.slice(0, MAX_TIMES);
  const name = inlineText(owner.name);
  const ownerLink = `[${name}](${app.baseUrl}${owner.path}.md)`;
  return [
    `# ${inlineText(type.title)}`,
    `${format(words.with, { owner: ownerLink })} ${inlineText(peopleView(page, "en")?.label ?? "")}`
      .trim(),
    ...type.description.trim() === ""
      ? []
      : [format(words.wrote, { name }), quote(type.description)],
    ...rulesSection(page, view),
    ...questionsSection(type.questions),
    ...timesSection(app.baseUrl, page, { ...offers, starts }, { minutes, link }),
    ...bookingSection(app.baseUrl, page, { start: starts[0] ?? null, minutes, link }),
  ].join("\n\n") + "\n";
}
