import { showTeamEventType } from "$lib/api/operations/booking-pages.ts";
import { eventTypeAnswer } from "$lib/server/http/public-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(
  showTeamEventType,
  ({ params, query, event }) => eventTypeAnswer(event.locals, params, query),
);
