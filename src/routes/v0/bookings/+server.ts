import * as v from "valibot";
import { BookingWish, IdempotencyKey } from "$lib/scheduling/api.ts";
import { refused } from "$lib/scheduling/outcome.ts";
import { readJson } from "$lib/server/body.ts";
import * as bookings from "$lib/server/bookings.ts";
import { answer, problem } from "$lib/server/http.ts";
import { onwardFrom } from "$lib/server/onward.ts";
import { actionsOf } from "$lib/server/said-booking.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = async ({ locals, request }) => {
  const key = v.safeParse(IdempotencyKey, request.headers.get("idempotency-key"));
  if (!key.success) return problem(refused("key-needed").refusal);
  const wish = await readJson(request, BookingWish);
  if (!wish.ok) return problem(wish.refusal);

  const { username, eventSlug, startsAt, duration, timezone, inviteeName, inviteeEmail } =
    wish.value;
  const requested = await bookings.request(locals.app, {
    username,
    slug: eventSlug,
    start: startsAt,
    minutes: duration,
    guest: {
      name: inviteeName,
      email: inviteeEmail,
      note: wish.value.note,
      zone: timezone,
      hourCycle: 24,
      answers: wish.value.answers,
    },
    key: { route: "POST /v0/bookings", value: key.output },
    viaWidget: false,
    link: wish.value.link,
    client: locals.client,
  });
  if (!requested.ok) return problem(requested.refusal);

  const { booking, said, token, replayed } = requested.value;
  const onward = await onwardFrom(locals.app, booking);
  return answer(
    {
      booking: said,
      actions: actionsOf(locals.app.baseUrl, token),
      redirect: onward?.address ?? null,
    },
    201,
    replayed ? { "idempotent-replayed": "true" } : {},
  );
};
