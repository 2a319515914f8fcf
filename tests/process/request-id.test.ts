/** The id of a request, from its answer to the log lines of the jobs that its commit wrote. */
import assert from "node:assert/strict";
import { DAY } from "$lib/scheduling/durations.ts";
import { startWithHost } from "../support/running-program.ts";
import { startMisbehavingSmtp } from "../support/faulty-smtp-server.ts";

Deno.test("a booking's emails are logged under the id that its request was answered with", async () => {
  await using mail = await startMisbehavingSmtp();
  await using program = await startWithHost({
    env: {
      INVITO_SMTP_HOST: "127.0.0.1",
      INVITO_SMTP_PORT: String(mail.port),
      INVITO_SMTP_FROM: "invito@example.org",
      INVITO_TRUSTED_PROXIES: "1",
    },
  });
  const [first, second] = await slots(program.address);
  mail.manners.rcpt = 451;
  const refused = await book(program.address, first!, {});
  const own = refused.headers.get("x-request-id") ?? "";
  assert.match(own, /^[\w-]{22}$/);
  await logged(program, (line) => line.event === "job-failed" && line.request === own);

  delete mail.manners.rcpt;
  const given = "5c1f6f3e-7d0c-4b55-9a1c-0c7d8a2f1b11";
  const sent = await book(program.address, second!, { "x-request-id": given });
  assert.equal(sent.headers.get("x-request-id"), given);
  const line = await logged(
    program,
    ({ event, request }) => event === "email-sent" && request === given,
  );
  assert(typeof line.job === "string" && typeof line.kind === "string");
  assert.doesNotMatch(program.output().log, /joan@|ada@|Joan/);

  const page = await fetch(`${program.address}/calendar/ada`, {
    headers: { "x-request-id": "x y" },
  });
  await page.body?.cancel();
  assert.match(page.headers.get("x-request-id") ?? "", /^[\w-]{22}$/);
});

type Line = Record<string, unknown>;

async function logged(
  program: { output(): { log: string } },
  isWanted: (line: Line) => boolean,
): Promise<Line> {
  const end = performance.now() + 20_000;
  for (;;) {
    const lines = program.output().log.split("\n").filter((line) => line.startsWith("{"));
    const found = lines.map((line): Line => JSON.parse(line)).find(isWanted);
    if (found) return found;
    assert(performance.now() < end, program.output().log);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

async function slots(address: string): Promise<string[]> {
  const from = new Date(Date.now() + 3 * DAY).toISOString().slice(0, 10);
  const path = `/v0/users/ada/event-types/coffee/availability?start=${from}&days=5`;
  const answer = await (await fetch(address + path)).json();
  return answer.slots.map(({ startsAt }: { startsAt: string }) => startsAt);
}

async function book(
  address: string,
  startsAt: string,
  headers: Record<string, string>,
): Promise<Response> {
  const response = await fetch(`${address}/v0/bookings`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "idempotency-key": `request-id-${startsAt}`,
      ...headers,
    },
    body: JSON.stringify({
      username: "ada",
      eventSlug: "coffee",
      startsAt,
      inviteeName: "Joan Marsh",
      inviteeEmail: "joan@example.net",
    }),
  });
  assert.equal(response.status, 201, await response.text());
  return response;
}
