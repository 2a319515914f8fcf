import type { PickerView } from "$lib/components/picker-view.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { MAX_EXTRA_GUESTS, takesExtraGuests } from "$lib/scheduling/extra-guests.ts";
import type { Language } from "$lib/scheduling/language.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { App } from "../../app.ts";

/** The field for extra guests, with when they are invited; null where the type takes none. */
export function extraGuestsView(
  app: App,
  type: EventType,
  language: Language,
): PickerView["extraGuests"] {
  if (!takesExtraGuests(type)) return null;
  const words = messages(language, app).booking.form;
  const isVerifiedLater = app.sendMail !== null && type.decision === "instant" &&
    !type.requireVerifiedEmail;
  const hint = isVerifiedLater ? words.guestsHintVerified : words.guestsHint;
  return { hint: format(hint, { n: MAX_EXTRA_GUESTS }) };
}
