import { listSlots } from "$lib/api/operations/booking-pages.ts";
import { availabilityAnswer } from "$lib/server/http/public-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(
  listSlots,
  ({ params, query, event }) => availabilityAnswer(event, params, query),
);
