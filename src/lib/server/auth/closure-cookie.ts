import type { RequestEvent } from "@sveltejs/kit";
import { DAY } from "$lib/scheduling/durations.ts";
import { base64url, fromBase64url } from "../runtime/secrets.ts";
import { getCookie, setCookie } from "./cookies.ts";

type ClosureEvent = Pick<RequestEvent, "cookies" | "locals">;

/** The account that a browser has closed, and how many bookings there were to cancel. */
export interface ClosedHere {
  hostId: string;
  upcoming: number;
}

const closureCookie = "invito_closed_account";
/** Longer than an erasure waits for emails and calendars. */
const LIFETIME_MS = 9 * DAY;

/** Lets this browser see how far the erasure of the account is; nobody can sign in any more. */
export async function rememberClosure(event: ClosureEvent, closed: ClosedHere): Promise<void> {
  const text = base64url(new TextEncoder().encode(JSON.stringify(closed)));
  const signature = await event.locals.app.sealer.sign(text, "closed-account");
  setCookie(event, closureCookie, `${text}.${signature}`, LIFETIME_MS / 1000);
}

/** The account that this browser has closed; null for any other. */
export async function closedHere(event: ClosureEvent): Promise<ClosedHere | null> {
  const [text = "", signature = ""] = (getCookie(event, closureCookie) ?? "").split(".");
  if (!await event.locals.app.sealer.verify(text, "closed-account", signature)) return null;
  return JSON.parse(new TextDecoder().decode(fromBase64url(text)));
}
