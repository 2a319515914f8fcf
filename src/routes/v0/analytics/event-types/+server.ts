import { showEventTypes } from "$lib/api/operations/figures.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { figuresFor } from "$lib/server/analytics/figures-for.ts";
import { serve } from "$lib/server/http/serve.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";

export const GET = serve(showEventTypes, async ({ app, host, query }) => {
  const asked = await figuresFor(app, host, query);
  if (!asked.ok) return asked;
  const { ownerId, answered, figures } = asked.value;
  const titles = new Map(
    (await listEventTypes(app.kv, ownerId)).map(({ id, title }) => [id, title]),
  );
  const eventTypes = figures.eventTypes.map(({ typeId, ...counts }) => ({
    id: typeId,
    title: titles.get(typeId) ?? null,
    ...counts,
  }));
  return accepted({ ...answered, eventTypes });
});
