import assert from "node:assert/strict";
import { ALL_TYPES, wordedAs } from "$lib/scheduling/email-template.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as emailTemplates from "$lib/server/event-types/email-templates.ts";
import { exportAccount } from "$lib/server/hosts/export.ts";
import * as api from "$lib/server/api/general-email-templates.ts";
import * as teamApi from "$lib/server/api/general-email-templates.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { getEventTypeBySlug } from "$lib/server/store/event-types.ts";
import { keyCaller, keyOf } from "../../support/call-operation.ts";
import { teamTown } from "../../support/team-town.ts";
import { testHost } from "../../support/test-app.ts";
import {
  addEventType,
  ask,
  bookingRequest,
  mondayTen,
  outboxOf,
  town,
} from "../../support/town.ts";
import { runDue } from "../../support/job-runs.ts";

const which = "request-received", language = "en";

Deno.test("wordedAs: subject and opening of a type, each with the owner's where it is empty", () => {
  const general = { subject: "General", text: "Hello" };
  assert.deepEqual(wordedAs({ subject: "Mine", text: "" }, general), {
    subject: "Mine",
    text: "Hello",
  });
  assert.deepEqual(wordedAs(undefined, general), general);
  assert.deepEqual(wordedAs(undefined, undefined), { subject: "", text: "" });
});

Deno.test("texts for all event types: sent where a type has none of its own, of this host alone", async () => {
  const { app, host } = await town();
  const sent = outboxOf(app);
  await addEventType(app, host, { slug: "other" });
  const other = (await getEventTypeBySlug(app.kv, host.id, "other"))!;
  const set = (typeId: string, subject: string, text = "") =>
    emailTemplates.setEmailTemplate(app, host.id, { typeId, which, language }, 0, {
      subject,
      text,
    });
  assert((await set(ALL_TYPES, "For all: {type}", "Thank you!")).ok);
  assert((await set(other.id, "For this one")).ok);
  const eve = await testHost(app, { username: "eve", email: "eve@example.org" });
  const foreign = { subject: "Of Eve", text: "" };
  const ofEve = emailTemplates.setEmailTemplate(
    app,
    eve.id,
    { typeId: ALL_TYPES, which, language },
    0,
    foreign,
  );
  assert((await ofEve).ok);

  const bySlug = async (slug: string, start: number) => {
    await ask(app, { slug, start });
    await runDue(app);
    return sent.splice(0).find(({ to }) => to.address === "grace@example.com")!;
  };
  const first = await bySlug("intro-call", mondayTen);
  assert.match(first.subject, /^For all: /);
  assert.match(first.text, /Thank you!/);
  const second = await bySlug("other", mondayTen + 2 * HOUR);
  assert.equal(second.subject, "For this one");
  assert.match(second.text, /Thank you!/);

  const exported = JSON.parse((await Array.fromAsync(await exportAccount(app, host))).join(""));
  assert.deepEqual(exported.emailTemplates, {
    en: { [which]: { subject: "For all: {type}", text: "Thank you!" } },
  });
});

Deno.test("texts for all event types over the API: set, listed, previewed and reset", async () => {
  const { app, host } = await town();
  const call = keyCaller(app, await keyOf(app, host, ["read", "settings"]));
  const params = { which };
  const body = { subject: "For all", text: "Thank you, {guest}!" };
  const { answer: { emailTemplate } } = await call(api.setGeneralTemplate, { params, body });
  assert.deepEqual([emailTemplate.subject, emailTemplate.isCustom], ["For all", true]);
  const stale = await call(api.setGeneralTemplate, { params, body, ifMatch: '"0"' });
  assert.equal(stale.status, 412);
  const wrong = { subject: "{nobody}", text: "" };
  const refused = await call(api.setGeneralTemplate, { params, body: wrong });
  assert.deepEqual(Object.keys(refused.problem.fields), ["subject"]);
  const none = await call(api.getGeneralTemplate, { params: { which: "reminder" } });
  assert.equal(none.status, 404);

  const { answer: { emailTemplates: { templates } } } = await call(api.listGeneralTemplates);
  assert.deepEqual(templates.filter(({ isCustom }) => isCustom).map(({ id }) => id), [which]);
  const { answer: { email } } = await call(api.previewGeneralTemplate, { params });
  assert.equal(email.subject, "For all");
  const reset = await call(api.resetGeneralTemplate, { params });
  assert.deepEqual([reset.answer.emailTemplate.subject, reset.answer.emailTemplate.isCustom], [
    "",
    false,
  ]);
});

Deno.test("texts for all event types of a team: sent by its types, kept to its owners and admins", async () => {
  const { app, team, hosts: [ada, ben], type } = await teamTown();
  const sent = outboxOf(app);
  const as = async (host: typeof ada) => keyCaller(app, await keyOf(app, host!, ["read", "teams"]));
  const params = { team: team.slug, which };
  const body = { subject: "The mill: {type}", text: "" };
  const call = await as(ada);
  assert.equal((await call(teamApi.setTeamGeneralTemplate, { params, body })).status, 200);
  const byMember = await as(ben);
  assert.equal((await byMember(teamApi.setTeamGeneralTemplate, { params, body })).status, 404);
  assert.equal((await byMember(teamApi.getTeamGeneralTemplate, { params })).status, 404);

  const request = bookingRequest({
    username: "",
    teamSlug: team.slug,
    slug: type.slug,
    start: mondayTen,
  });
  assert((await bookings.request(app, request)).ok);
  await runDue(app);
  const email = sent.find(({ to }) => to.address === "grace@example.com")!;
  assert.equal(email.subject, `The mill: ${type.title}`);

  assert.equal((await call(teamApi.resetTeamGeneralTemplate, { params })).status, 200);
  const { answer: { emailTemplate } } = await call(teamApi.getTeamGeneralTemplate, { params });
  assert.equal(emailTemplate.isCustom, false);
});
