/** What each form of a host does with a day that is over, that comes before its start, or that no calendar has. */
import assert from "node:assert/strict";
import { addDays, dateAt } from "$lib/scheduling/day.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { shownInField } from "$lib/i18n/entered-date.ts";
import { messages } from "$lib/i18n/messages.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { getEventType, setEventType } from "$lib/server/store/event-types.ts";
import { startVisit } from "../../support/http-visitor.ts";
import { formFields, newClient } from "../../support/proof/guest-client.ts";
import { startWithHost } from "../../support/running-program.ts";
import { type SeededTown, seedTown } from "../../support/seeded-town.ts";

const { fields: errors } = messages("en").refusals;
const today = dateAt(Date.now(), "Europe/Berlin");
const past = addDays(today, -2), next = addDays(today, 20);
const impossible = ["9999-12-31", "2027-02-30", "0001-01-01", "31.02.2027"];

/** A form: what is sent beside the date of a field, and why the dates that are not among the usual ones are refused. */
interface DateForm {
  path: (town: SeededTown) => string;
  /** The form in the page where all of its fields are sent. */
  form?: RegExp;
  fields?: Record<string, string>;
  field: string;
  /** A date with a time. */
  time?: true;
  wrong?: [text: string, error: string][];
  right?: string[];
}

const over = errors["date-over"];
const forms: Record<string, DateForm> = {
  "time off": {
    path: () => "/availability/time-off?/add",
    fields: { last: "" },
    field: "first",
    wrong: [[past, over]],
    right: [today],
  },
  "the end of time off": {
    path: () => "/availability/time-off?/add",
    fields: { first: addDays(past, -1) },
    field: "last",
    wrong: [[past, over], [addDays(past, -2), errors["days-backwards"]]],
    right: [today],
  },
  "the last date for bookings": {
    path: ({ ids }) => `/event-types/${ids.walk}/availability?/save`,
    form: /save/,
    fields: { minimumNoticeUnit: "hours", whenCalendarStale: "require-approval" },
    field: "bookingWindowUntil",
    wrong: [[past, over]],
    right: [today, ""],
  },
  "a private link": {
    path: ({ ids }) => `/event-types/${ids.walk}/links?/create`,
    fields: { uses: "1" },
    field: "until",
    wrong: [[past, over]],
    right: [today],
  },
  "an API key": {
    path: () => "/settings/keys?/create",
    fields: { name: "n8n", scopes: "read", expires: "date" },
    field: "until",
    wrong: [[past, over]],
  },
  "deliveries of a webhook": {
    path: ({ webhooks }) => `/webhooks/${webhooks.webhookId}?/sendRange`,
    fields: { from: `${past}T10:00`, which: "all" },
    field: "to",
    time: true,
    wrong: [[`${past}T09:00`, errors["window-backwards"]]],
    right: [`${today}T10:00`],
  },
  "a new time": {
    path: ({ ids }) => `/bookings/${ids.confirmed}?/reschedule`,
    form: /reschedule/,
    fields: { to: "" },
    field: "at",
    time: true,
    wrong: [[`${past}T10:00`, errors["moment-over"]]],
  },
};

Deno.test("dates that cannot be are refused by their field, in words, and stay in it", async (t) => {
  let town: SeededTown | null = null, ada: Host | null = null;
  await using program = await startWithHost(
    { env: { INVITO_TRUSTED_PROXIES: "1" } },
    async (app, host) => {
      town = await seedTown(app, host);
      ada = host;
    },
  );
  const visit = startVisit(program.address, town!.session);
  for (
    const [what, { path, form, fields = {}, field, time, wrong = [], right = [] }] of Object
      .entries(forms)
  ) {
    await t.step(what, async () => {
      const action = `/dashboard${path(town!)}`, page = action.split("?")[0]!;
      const send = async (text: string) => {
        const from = { "x-forwarded-for": newClient() };
        const all = form ? formFields((await visit.get(page, from)).text, form) : {};
        return await visit.post(action, { ...all, ...fields, [field]: text }, from);
      };
      const invalid = errors[time ? "moment-invalid" : "date-invalid"];
      const never = impossible.map((date) => [time ? `${date}T10:00` : date, invalid] as const);
      for (const [text, error] of [...wrong, ...never]) {
        const { status, text: html } = await send(text);
        assert.equal(status, 422, text);
        const [input = ""] = html.match(new RegExp(`<input[^>]*name="${field}"[^>]*>`)) ?? [];
        assert(input.includes(`value="${shownInField(text, ada!)}"`), `${text}: ${input}`);
        const [, id] = /aria-describedby="[^"]*?([\w-]+-error)"/.exec(input) ?? [];
        const [, said] = new RegExp(`id="${id}"[^>]*>([^<]*)<`).exec(html) ?? [];
        assert.equal(said, error, text);
      }
      for (const text of right) assert.equal((await send(text)).status, 303, text);
    });
  }
});

Deno.test("days that are asked for by an address: what cannot be is said at its field, and stays in it", async () => {
  let town: SeededTown | null = null, ada: Host | null = null;
  await using program = await startWithHost({}, async (app, host) => {
    town = await seedTown(app, host);
    ada = host;
  });
  const visit = startVisit(program.address, town!.session);
  const pages: [path: string, field: string, wrong: [text: string, error: string][]][] = [
    [`/analytics?range=own&from=${next}`, "to", [[past, errors["days-backwards"]]]],
    [`/troubleshoot?type=${town!.ids.walk}`, "date", []],
    ["/calendar?hours=all", "date", []],
  ];
  for (const [path, field, wrong] of pages) {
    const never = impossible.map((date) => [date, errors["date-invalid"]] as const);
    for (const [text, error] of [...wrong, ...never]) {
      const { status, text: html } = await visit.get(`/dashboard${path}&${field}=${text}`);
      assert.equal(status, 200);
      assert(html.includes(`-error">${error}<`), `${path} ${text}`);
      const [input = ""] = html.match(new RegExp(`<input[^>]*name="${field}"[^>]*>`)) ?? [];
      assert(input.includes(`value="${shownInField(text, ada!)}"`), `${path} ${text}: ${input}`);
    }
    if (wrong.length > 0) continue;
    const { status, text: html } = await visit.get(`/dashboard${path}&${field}=${past}`);
    assert.equal(status, 200);
    assert(!html.includes(errors["date-over"]), "one may look at a day that is over");
  }
});

Deno.test("a date override of a day that is over is refused, and what is stored does not get in the way", async () => {
  let town: SeededTown | null = null, scheduleId = "";
  await using program = await startWithHost({}, async (app, host) => {
    town = await seedTown(app, host);
    scheduleId = (await listSchedules(app.kv, host.id))[0]!.id;
    const type = (await getEventType(app.kv, host.id, town.ids.walk))!;
    const op = app.kv.atomic();
    setEventType(op, { ...type, bookingWindowUntil: past }, type);
    assert((await op.commit()).ok);
  });
  const visit = startVisit(program.address, town!.session);
  const add = (date: string) =>
    visit.post("/dashboard/availability/date-overrides?/add", {
      schedule: scheduleId,
      kind: "block",
      from: "",
      to: "",
      date,
    });
  for (const [date, error] of [[past, over], ["2027-02-30", errors["date-invalid"]]]) {
    const { status, text } = await add(date!);
    assert.equal(status, 422);
    assert(text.includes(error!), date);
  }
  assert.equal((await add(today)).status, 303);

  const page = `/dashboard/event-types/${town!.ids.walk}/availability`;
  const shown = formFields((await visit.get(page)).text, /save/);
  const saved = await visit.post(`${page}?/save`, {
    ...shown,
    minimumNoticeUnit: "hours",
    whenCalendarStale: "require-approval",
    bufferAfter: "10",
  });
  assert.equal(
    saved.status,
    303,
    "a last date that is over already keeps nothing else from being saved",
  );
});
