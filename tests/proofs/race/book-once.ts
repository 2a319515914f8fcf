import { request } from "$lib/server/bookings/index.ts";
import { attemptBooking, newClient, openForm } from "../../support/proof/guest-client.ts";
import type { Proof } from "../../support/proof/run-proof.ts";
import type { TestApp } from "../../support/test-app.ts";
import { bookingRequest } from "../../support/town.ts";

export interface RaceRequest {
  /** A host's own type, or a team's by its slug in `team`. */
  username?: string;
  team?: string;
  slug: string;
  start: number;
  /** By the API, by the picker's form as a browser without scripts sends it, or by the verb in a second program. */
  way: "api" | "form" | "verb";
}

/** A granted booking, as its guest knows it. */
export interface KnownBooking {
  id: string;
  token: string;
}

export interface RaceResult {
  /** 201 when the time was given, whatever the way. */
  status: number;
  code: string;
  alternatives: number;
  /** What was given, where the answer says it. */
  granted: KnownBooking | null;
}

/** Makes everything ready to ask for a time: a form is opened first, so that all can send at the same moment. */
export async function prepareRequest(
  address: string,
  input: RaceRequest,
  app?: TestApp,
): Promise<() => Promise<RaceResult>> {
  if (input.way === "form") return await byForm(address, input);
  return input.way === "api" ? () => byApi(address, input) : () => byVerb(app!, input);
}

/** Notes a refusal that does not say that the time is taken, or comes without other times. */
export function checkRefusal(
  proof: Proof,
  what: string,
  { status, code, alternatives }: Omit<RaceResult, "granted">,
): void {
  if (status !== 409 || code !== "taken") proof.fail(`${what} answered ${status} ${code}`);
  else if (alternatives === 0) proof.fail(`${what} was refused without alternatives`);
}

async function byApi(address: string, input: RaceRequest): Promise<RaceResult> {
  const { status, body } = await attemptBooking(address, input);
  const { code = "", alternatives = [] } = body;
  const granted = status === 201 ? { id: body.booking.id, token: body.actions.token } : null;
  return { granted, status, code, alternatives: alternatives.length };
}

async function byForm(
  address: string,
  { username, team, slug, start }: RaceRequest,
): Promise<() => Promise<RaceResult>> {
  const fields = { slot: new Date(start).toISOString(), tz: "UTC" };
  const whose = team ? `team/${team}` : `calendar/${username}`;
  const send = await openForm(`${address}/${whose}/${slug}?${new URLSearchParams(fields)}`);
  const name = newClient();
  return async () => {
    const email = `guest-${name}@example.org`;
    const sent = await send!({ slot: fields.slot, name: `Guest ${name}`, email });
    const html = await sent.text();
    const isGiven = sent.status === 303 &&
      /\/booking\/[A-Za-z0-9_-]{22,}$/.test(sent.headers.get("location") ?? "");
    return {
      granted: null,
      status: isGiven ? 201 : sent.status,
      code: sent.status === 409 ? "taken" : "",
      alternatives: [...html.matchAll(/<button\b[^>]*\bname="slot"[^>]*\bvalue="/g)].length,
    };
  };
}

async function byVerb(
  app: TestApp,
  { username = "", team, slug, start }: RaceRequest,
): Promise<RaceResult> {
  const asked = await request(
    app,
    bookingRequest({ username, teamSlug: team ?? null, slug, start }),
  );
  if (asked.ok) {
    const { booking, token } = asked.value;
    return { granted: { id: booking.id, token }, status: 201, code: "", alternatives: 0 };
  }
  const { code, alternatives = [] } = asked.refusal;
  return { granted: null, status: 409, code, alternatives: alternatives.length };
}
