import { call } from "$lib/client/client.ts";

type Me = { ok: true; user: { username: string } } | { ok: false; code: string };

/** Whether this browser is still signed in as this host: `unknown` when the server did not answer. */
export async function sessionState(username: string): Promise<"open" | "ended" | "unknown"> {
  // Without an answer nothing is known of the session: the page stays as it is.
  const me = await call(["GET", "/v0/auth/me"], {}, {}, { tries: 1 }).catch(() => null) as
    | Me
    | null;
  if (me?.ok) return me.user.username === username ? "open" : "ended";
  return me?.code === "signed-out" ? "ended" : "unknown";
}
