/** What happens to the planted things: a whole story of asking and deciding, and what goes wrong in it. */
import { createConsoleLink } from "$lib/server/auth/console-link.ts";
import { attemptBooking, formFields } from "../../support/proof/guest-client.ts";
import { linkIn, type Mailbox } from "../../support/proof/mail-sink.ts";
import { until } from "../../support/until.ts";
import type { Program } from "../../support/program.ts";
import { startVisit, type Visitor } from "../../support/http-visitor.ts";

const DAY = 86_400_000;
const monday = Math.ceil(Date.now() / DAY) * DAY + 7 * DAY;

/** Something planted, and the kind of record it may stand in; nothing planted may ever be in the log. */
export interface PlantedSecret {
  what: string;
  value: string;
  mayBeIn: string[];
}

/** A guest asks by API (twice) and by form, the host signs in and looks around, and confirms by the link of the email. */
export async function runScenario(
  program: Program,
  box: Mailbox | null,
  secret: string,
  name: string,
): Promise<PlantedSecret[]> {
  const email = `guest-${random(8)}@example.org`;
  const start = monday + (box ? 0 : DAY);
  const input = {
    username: "keeper",
    slug: "talk",
    start,
    name: "Planted Guest",
    email,
    key: `key-${random(16)}`,
  };
  const first = await attemptBooking(program.address, input);
  await attemptBooking(program.address, input);
  const instant = await attemptBooking(program.address, {
    ...input,
    slug: "coffee",
    start: start + 3_600_000,
  });
  if (first.status !== 201 || instant.status !== 201) throw new Error(JSON.stringify(first.body));

  const guest = startVisit(program.address);
  const time = `/calendar/keeper/talk?${new URLSearchParams({
    slot: new Date(start + 7_200_000).toISOString(),
    tz: "UTC",
  })}`;
  const place = (await guest.get(time)).location!;
  const fields = formFields((await guest.get(place)).text);
  const slot = new Date(start + 7_200_000).toISOString();
  const byForm = await guest.post(place, { ...fields, slot, name: "By Form", email });
  if (byForm.status !== 303) throw new Error(`the form: ${byForm.status}`);
  await guest.get(byForm.location!);

  const link = await createConsoleLink(secret, { username: "keeper", expiresAt: Date.now() + DAY });
  const host = startVisit(program.address);
  const door = `/auth/verify?token=${encodeURIComponent(link)}`;
  await host.post(door, { ...formFields((await host.get(door)).text) });
  const session = [...host.cookies.values()][0];
  if (!session) throw new Error("signing in gave no session");
  for (
    const page of ["", "/calendars", "/emails", "/settings", `/bookings/${first.body.booking.id}`]
  ) {
    await host.get(`/dashboard${page}`);
  }

  const keys = await useKeys(program, host);
  const formKey = new URL(place, program.address).searchParams.get("key")!;
  const planted: PlantedSecret[] = [
    { what: `the key of a form (${name})`, value: formKey, mayBeIn: [] },
    { what: `the guest's address (${name})`, value: email, mayBeIn: ["booking"] },
    { what: `an idempotency key (${name})`, value: input.key, mayBeIn: [] },
    { what: `a guest's link (${name})`, value: first.body.actions.token, mayBeIn: [] },
    {
      what: `the link of the form's booking (${name})`,
      value: byForm.location!.split("/").at(-1)!,
      mayBeIn: [],
    },
    { what: `a sign-in link (${name})`, value: link, mayBeIn: [] },
    { what: `a session (${name})`, value: session, mayBeIn: [] },
    { what: `an API key (${name})`, value: keys.used, mayBeIn: [] },
    { what: `an API key that was in a URL (${name})`, value: keys.exposed, mayBeIn: [] },
  ];
  if (box) {
    const received = await until(
      "the email to the host",
      () =>
        box.emails.find(({ kind, booking }) =>
          kind === "host-requested" && booking === first.body.booking.id
        ),
    );
    const confirm = new URL(linkIn(received, "/confirm")).pathname;
    const shown = await host.get(confirm);
    const response = await startVisit(program.address).post(confirm, formFields(shown.text));
    if (response.status >= 400) throw new Error(`confirm: ${response.status}`);
    planted.push({ what: "a host's link", value: confirm.split("/")[2]!, mayBeIn: [] });
  }
  return planted;
}

/** The host makes two API keys and asks with both, with one of them also in a URL. */
async function useKeys(program: Program, host: Visitor) {
  const make = async () => {
    const made = await host.post("/dashboard/settings/keys?/create", {
      name: "n8n",
      scopes: "read",
    });
    const secret = /value="(inv_[\w-]+)"/.exec(made.text)?.[1];
    if (!secret) throw new Error(`making a key: ${made.status}`);
    return secret;
  };
  const [used, exposed] = [await make(), await make()];
  const headers = (secret: string) => ({ authorization: `Bearer ${secret}` });
  const statusOf = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(program.address + path, init);
    const text = await answer.text();
    if ([used, exposed].some((secret) => text.includes(secret))) throw new Error(`${path}: a key`);
    return answer.status;
  };
  const statuses = [
    await statusOf("/v0/event-types", { headers: headers(used) }),
    await statusOf("/v0/event-types", { headers: headers(exposed) }),
    await statusOf(`/v0/event-types?api_key=${exposed}`),
    await statusOf("/v0/event-types", { headers: headers(exposed) }),
    await statusOf("/v0/event-types", { headers: headers(`${used}x`) }),
    await statusOf("/v0/event-types", {
      method: "POST",
      headers: { ...headers(used), "content-type": "application/json" },
      body: JSON.stringify({ title: used, broken: exposed }),
    }),
  ];
  if (statuses.join(" ") !== "200 200 400 401 401 403") throw new Error(`keys: ${statuses}`);
  const shown = (await host.get("/dashboard/settings/keys")).text +
    (await host.get("/dashboard/settings/data/everything.json")).text;
  if (shown.includes(used) || shown.includes(exposed)) throw new Error("a page shows a key");
  return { used, exposed };
}

/** What goes wrong is where secrets slip out: a refused address, a calendar that is down, links with a mistake in them. */
export async function causeErrors(program: Program, box: Mailbox): Promise<PlantedSecret[]> {
  const email = `nobody-${random(8)}@example.org`;
  box.refuses = email;
  const input = { username: "keeper", start: monday + 10 * 3_600_000, name: "Nobody", email };
  const first = await attemptBooking(program.address, { ...input, slug: "talk" });
  const instant = await attemptBooking(program.address, {
    ...input,
    slug: "coffee",
    start: input.start + 3_600_000,
  });
  const token: string = first.body.actions.token;
  const visitor = startVisit(program.address);
  for (
    const path of [`/booking/${token}/confirm`, `/booking/${token}x`, `/nowhere/${token}?${email}`]
  ) {
    await visitor.get(path);
    await visitor.post(path, { email, message: token });
  }
  await visitor.send("POST", "/v0/bookings", { inviteeEmail: email, token });
  await fetch(`${program.address}/v0/bookings`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": `key-${random(16)}` },
    body: `{"inviteeEmail": "${email}", broken`,
  }).then((answer) => answer.body?.cancel());
  if (first.status !== 201 || instant.status !== 201) throw new Error("nothing to be refused");
  await until("the refused emails", () => box.refusals >= 2);
  return [
    { what: "a refused guest's address", value: email, mayBeIn: ["booking"] },
    { what: "a refused guest's link", value: token, mayBeIn: [] },
  ];
}

/** So many random bytes as hex digits. */
export function random(bytes: number): string {
  return [...crypto.getRandomValues(new Uint8Array(bytes))]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
