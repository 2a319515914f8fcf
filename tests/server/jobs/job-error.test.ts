import assert from "node:assert/strict";
import { messages } from "$lib/i18n/messages.ts";
import { languages } from "$lib/scheduling/language.ts";
import { CalendarError } from "$lib/server/calendars/calendar.ts";
import { EmailError } from "$lib/server/email/errors.ts";
import { emailJson } from "$lib/server/jobs/email-json.ts";
import { emailRow } from "$lib/server/jobs/email-view.ts";
import { jobErrorOf, jobErrorText } from "$lib/server/jobs/job-error.ts";
import type { EmailJob } from "$lib/server/store/email-jobs.ts";
import { newJob } from "$lib/server/store/jobs.ts";
import { testHost } from "../../support/test-app.ts";
import { town } from "../../support/town.ts";

Deno.test("jobErrorOf: a code and technical details, without addresses and secrets", () => {
  assert.deepEqual(
    jobErrorOf(new EmailError("recipient", "550 <grace@example.com>: no such user")),
    {
      from: "mail-server",
      code: "recipient",
      detail: "550 <[address]>: no such user",
    },
  );
  assert.deepEqual(jobErrorOf(new CalendarError("refused", "wrong-password", "401")), {
    from: "calendar",
    code: "wrong-password",
    detail: "401",
  });
  assert.deepEqual(jobErrorOf(new Error(`key ${"k".repeat(43)} is gone`)), {
    from: "program",
    code: "",
    detail: "key [secret] is gone",
  });
});

Deno.test("jobErrorText: an error in the words of every language; the mail server's reply is its own", () => {
  for (const language of languages) {
    const { calendars, dashboard } = messages(language);
    const reply = jobErrorText(jobErrorOf(new EmailError("later", "450 wait")), language);
    assert.match(reply!, /450 wait/);
    const error = jobErrorOf(new CalendarError("try-again", "timeout", "after 4 s"));
    assert.equal(jobErrorText(error, language), calendars.problems.timeout);
    const { unexpectedError } = dashboard.inbox.booking;
    for (const unknown of [new Error("TypeError"), new CalendarError("refused", "new", "")]) {
      assert.equal(jobErrorText(jobErrorOf(unknown), language), unexpectedError);
    }
  }
  assert.equal(jobErrorText(null, "en"), null);
});

Deno.test("emailRow: the host reads the error in their language, the API's is English for every host", async () => {
  const { app } = await town();
  const host = { ...await testHost(app, { username: "nour" }), language: "de" as const };
  const work = {
    kind: "send-email" as const,
    emailKind: "request-received",
    to: "guest" as const,
    bookingId: "b",
    hostId: host.id,
    sequence: 0,
    at: 0,
  };
  const job: EmailJob = {
    ...newJob({ hostId: host.id, work, dueAt: 0 }, 0),
    work,
    state: "failed",
    lastError: jobErrorOf(new EmailError("recipient", "550 no")),
  };
  assert.match(emailRow(job, host, true).error!, /Der Mailserver .*550 no/);
  assert.match(emailJson(job).error!, /^The mail server rejected this recipient: 550 no$/);
});
