import assert from "node:assert/strict";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { submitBookingForm } from "$lib/server/views/picker/submit-booking-form.ts";
import { signFormTimestamp } from "$lib/server/views/picker/form-timestamp.ts";
import { refusal } from "../../../support/granted.ts";
import { noon } from "../../../support/test-app.ts";
import { addHost, configuredApp, mondayTen } from "../../../support/town.ts";

const place = {
  address: { username: "ada", slug: "intro-call" },
  viaWidget: false,
  tracking: { utm: {}, metadata: {} },
  link: null,
  client: null,
};
const key = "key-of-the-form-12";

function formOf(given: Record<string, string>): FormData {
  const form = new FormData();
  const usual = {
    key,
    slot: new Date(mondayTen).toISOString(),
    minutes: "30",
    tz: "UTC",
    hours: "24",
    name: "Grace",
    email: "grace@example.com",
    homepage: "",
  };
  for (const [name, value] of Object.entries({ ...usual, ...given })) form.set(name, value);
  return form;
}

Deno.test("submitBookingForm: a form that returns too soon is shown again, and accepted when sent again", async () => {
  const app = await configuredApp();
  app.settings.formMs = 2_000;
  await addHost(app);
  const shown = await signFormTimestamp(app, key);
  app.at(app.now() + 1_999);
  const quick = await submitBookingForm(app, place, formOf({ shown }));
  assert(!quick.ok);
  assert.equal(quick.refusal.code, "too-fast");
  assert.equal(quick.form.values.name, "Grace");
  assert.equal(quick.form.offered, true);
  app.at(app.now() + 1);
  assert(
    (await submitBookingForm(
      app,
      place,
      formOf({ shown: quick.form.shown, key: quick.form.key }),
    )).ok,
  );
});

Deno.test("submitBookingForm: without a valid timestamp, or with another form's, the wait begins anew", async () => {
  const app = await configuredApp();
  app.settings.formMs = 2_000;
  await addHost(app);
  const others = await signFormTimestamp(app, "key-of-another-form");
  app.at(app.now() + MINUTE);
  for (const shown of ["", "junk", others, others.replace(/^./, "0")]) {
    const outcome = await submitBookingForm(app, place, formOf({ shown }));
    assert.equal(outcome.ok ? "" : outcome.refusal.code, "too-fast", shown);
    if (outcome.ok) continue;
    app.at(app.now() + 2_000);
    const again = formOf({ shown: outcome.form.shown, key: outcome.form.key, homepage: "x" });
    const trapped = await refusal(submitBookingForm(app, place, again));
    assert.equal(trapped.code, "too-fast", "the trap was filled in");
  }
});

Deno.test("submitBookingForm: input errors are shown first, and a form left open for days is fine", async () => {
  const app = await configuredApp();
  app.settings.formMs = 2_000;
  await addHost(app);
  const days = 3 * DAY;
  const { instance } = app;
  const then = { instance, elapsed: Math.floor(app.elapsed()) - days, at: app.now() - days };
  const shown = await signFormTimestamp(app, key, then);
  const wrong = await refusal(submitBookingForm(app, place, formOf({ shown, email: "nobody" })));
  assert.equal(wrong.code, "invalid");
  assert((await submitBookingForm(app, place, formOf({ shown }))).ok);
});

Deno.test("submitBookingForm: a clock set back or ahead does not change how long a form was open", async () => {
  for (const jump of [-HOUR, -7 * DAY, HOUR]) {
    let wall = noon, elapsed = 5_000.37;
    using app = await configuredApp({ now: () => wall, elapsed: () => elapsed });
    app.settings.formMs = 2_000;
    await addHost(app);
    const shown = await signFormTimestamp(app, key);
    elapsed += 1_999;
    wall += 1_999 + jump;
    const quick = await refusal(submitBookingForm(app, place, formOf({ shown })));
    assert.equal(quick.code, "too-fast", `${jump}`);
    elapsed += 1;
    assert((await submitBookingForm(app, place, formOf({ shown }))).ok, `${jump}`);
  }
});

Deno.test("submitBookingForm: a form shown before a restart is accepted, also when the clock was set back", async () => {
  for (const jump of [-7 * DAY, 0, HOUR]) {
    let wall = noon, elapsed = 90_000.37;
    using app = await configuredApp({ now: () => wall, elapsed: () => elapsed });
    app.settings.formMs = 2_000;
    await addHost(app);
    const shown = await signFormTimestamp(app, key);
    app.instance = "the run after";
    elapsed = 2_500;
    wall += 3_000 + jump;
    assert((await submitBookingForm(app, place, formOf({ shown }))).ok, `${jump}`);
  }
});
