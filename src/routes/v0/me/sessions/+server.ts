import { listSessions } from "$lib/api/operations/sign-in-methods.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { deviceOf } from "$lib/server/auth/device.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(listSessions, async ({ app, host, event }) => {
  const here = event.locals.session;
  const found = await sessions.list(app, host.id);
  return accepted({
    sessions: found.map(({ hash, method, userAgent, createdAt, lastSeenAt, expiresAt }) => ({
      id: hash,
      device: deviceOf(userAgent),
      signedInBy: method,
      createdAt: new Date(createdAt).toISOString(),
      lastSeenAt: new Date(lastSeenAt).toISOString(),
      expiresAt: new Date(expiresAt).toISOString(),
      current: hash === here,
    })),
  });
});
