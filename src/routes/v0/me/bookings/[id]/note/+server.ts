import * as api from "$lib/api/operations/host-notes.ts";
import type { HostNote } from "$lib/scheduling/host-note.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(api.getNote, async ({ app, host, params }) => {
  const found = await bookings.getHostNote(app, params.id, host.id);
  return found.ok ? accepted({ note: noteJson(found.value) }) : found;
});

export const PUT = serve(api.setNote, async ({ app, host, params, body, revision }) => {
  const { text, revision: expected = revision } = body;
  const note = { hostId: host.id, text, revision: expected };
  const noted = await bookings.setHostNote(app, params.id, note);
  return noted.ok ? accepted({ note: noteJson(noted.value) }) : noted;
});

function noteJson({ text, changedAt, revision }: HostNote) {
  return { text, changedAt: changedAt ? new Date(changedAt).toISOString() : null, revision };
}
