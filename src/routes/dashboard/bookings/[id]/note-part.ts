import { error, redirect } from "@sveltejs/kit";
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { HostNoteText } from "$lib/scheduling/host-note.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { App as Invito } from "$lib/server/app.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { failWith, requireHost } from "$lib/server/http/problem-details.ts";
import * as v from "valibot";

const NoteForm = v.object({ note: HostNoteText });

/** What the host has noted on a booking; null for managers, and once the guest's data was erased. */
export async function notePartOf(app: Invito, booking: Booking, host: Host) {
  if (booking.guestErasedAt || !booking.hosts.includes(host.id)) return null;
  const found = await bookings.getHostNote(app, booking.id, host.id);
  return found.ok ? { text: found.value.text, revision: found.value.revision } : null;
}

/** Keeps the note; a refusal returns what was entered. */
export async function noteAction(
  event: { locals: App.Locals; url: URL; request: Request; params: { id: string } },
) {
  const host = requireHost(event);
  const { app } = event.locals;
  const form = await event.request.formData();
  const entered = String(form.get("note") ?? "");
  const input = parse(NoteForm, { note: entered });
  const outcome = input.ok
    ? await bookings.setHostNote(app, event.params.id, {
      hostId: host.id,
      text: input.value.note,
      revision: Number(form.get("revision")),
    })
    : input;
  if (outcome.ok) redirect(303, `/dashboard/bookings/${event.params.id}?notice=noted`);
  const { refusal } = outcome;
  if (refusal.code === "not-found") {
    error(404, messages(host.language).refusals.sentences["not-found"]);
  }
  const values = { id: "", message: "", detail: "", what: "noted", at: "", note: entered };
  return failWith(refusal, values, host.language);
}
