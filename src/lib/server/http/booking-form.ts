import { fail, redirect, type RequestEvent } from "@sveltejs/kit";
import type { FormResult } from "$lib/components/picker-view.ts";
import { type Refusal, refusedStarts } from "$lib/scheduling/outcome.ts";
import { parseTracking } from "$lib/scheduling/booking-tracking.ts";
import { lookParameters } from "$lib/scheduling/widget-look.ts";
import { noteRefusedForm } from "../views/picker/note-wanted.ts";
import { formText, submitBookingForm } from "../views/picker/submit-booking-form.ts";
import { widgetPath } from "../views/picker/widget-booking.ts";
import { redirectAfterBooking } from "../views/redirect.ts";
import type { PageAddress } from "../event-types/booking-page.ts";
import { statusOf } from "$lib/openapi/refusal-status.ts";

/** Query parameters that the widget keeps after a booking. */
const WIDGET_PARAMETERS = [...lookParameters, "tz", "hours", "link", "lang"];

/** The form of a booking page: leads to the booking, or returns the form with its errors. */
export async function submitPickerPage(event: RequestEvent, address: PageAddress) {
  const outcome = await submitForm(event, address, false);
  if (!outcome.ok) return shownAgain(outcome);
  const { token, booking, type } = outcome.value;
  const target = await redirectAfterBooking(event.locals.app, booking, type);
  redirect(303, target ? `/booking/${token}/redirect` : `/booking/${token}`);
}

/** The form of a widget: leads to the booking within the widget, or returns the form with its errors. */
export async function submitWidget(event: RequestEvent, address: PageAddress) {
  const outcome = await submitForm(event, address, true);
  if (!outcome.ok) return shownAgain(outcome);
  const query = new URLSearchParams(
    WIDGET_PARAMETERS.flatMap((name): [string, string][] => {
      const value = event.url.searchParams.get(name);
      return value !== null ? [[name, value]] : [];
    }),
  );
  // Only once: a guest who comes back to the page is not redirected again.
  query.set("redirect", "1");
  redirect(303, `${widgetPath(address)}/${outcome.value.token}?${query}`);
}

/** The form once more: refused, or with the dates that it was asked to show. */
function shownAgain(
  { refusal, form, isPreview }: { refusal: Refusal; form: FormResult; isPreview?: boolean },
) {
  return isPreview ? form : fail(statusOf[refusal.code], form);
}

async function submitForm(
  { locals: { app, client, asked, host }, request, url }: RequestEvent,
  address: PageAddress,
  viaWidget: boolean,
) {
  const origin = {
    address,
    viaWidget,
    tracking: parseTracking(url.searchParams),
    link: url.searchParams.get("link"),
    language: asked,
    client,
  };
  const form = await request.formData();
  const outcome = await submitBookingForm(app, origin, form);
  if (!outcome.ok) {
    const minutes = Number(formText(form, "minutes")) || null;
    const starts = refusedStarts(outcome.refusal, Date.parse(formText(form, "slot")));
    const who = { request, client, viewerId: host?.id ?? null };
    noteRefusedForm(app, { page: address, link: origin.link, minutes }, starts, who);
  }
  return outcome;
}
