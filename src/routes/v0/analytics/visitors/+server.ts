import { showVisitors } from "$lib/api/operations/figures.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { figuresFor } from "$lib/server/analytics/figures-for.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(showVisitors, async ({ app, host, query }) => {
  const asked = await figuresFor(app, host, query);
  if (!asked.ok) return asked;
  const { answered, figures } = asked.value;
  return accepted({ ...answered, visitors: figures.visitors });
});
