import assert from "node:assert/strict";
import { daySpan } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { WantedTime } from "$lib/scheduling/wanted/wanted-time.ts";
import { noteRefused, noteRefusedForm } from "$lib/server/views/picker/note-wanted.ts";
import { loadPickerPage } from "$lib/server/views/picker/picker-page.ts";
import { isoInstant } from "$lib/server/views/picker/picker-query.ts";
import { mondayTen, type Town, town } from "../../../support/town.ts";

const agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const page = { username: "ada", slug: "intro-call" };

async function listening(): Promise<Town & { noted: WantedTime[] }> {
  const noted: WantedTime[] = [];
  const note = (wanted: WantedTime) => void noted.push(wanted);
  const here = await town({
    app: { wanted: { note, flush: () => Promise.resolve(), stop: () => Promise.resolve() } },
  });
  return { ...here, noted };
}

async function open(
  { app, noted }: Awaited<ReturnType<typeof listening>>,
  query: string,
  headers: Record<string, string> = {},
): Promise<WantedTime[]> {
  noted.length = 0;
  const url = new URL(`http://localhost/calendar/ada/intro-call?key=${"k".repeat(22)}&${query}`);
  const request = new Request(url, { headers: { "user-agent": agent, ...headers } });
  await loadPickerPage(app, page, { url, request, client: "192.0.2.1" });
  return [...noted];
}

const late = isoInstant(mondayTen + 9 * HOUR);

Deno.test("loadPickerPage: a chosen time that is not offered is wanted, one that is offered is not counted", async () => {
  const here = await listening();
  const [wanted] = await open(here, `slot=${late}`);
  assert.deepEqual(wanted, {
    page,
    link: null,
    minutes: 30,
    time: { kind: "start", start: mondayTen + 9 * HOUR },
    at: here.app.now(),
    isRefused: false,
    viewerId: null,
  });
  assert.deepEqual(await open(here, `slot=${isoInstant(mondayTen)}`), []);
  assert.deepEqual(await open(here, ""), []);
});

Deno.test("loadPickerPage: a day without times is wanted as the day in the guest's zone", async () => {
  const here = await listening();
  const [wanted] = await open(here, "date=2026-11-07&tz=America/New_York");
  assert.deepEqual(wanted?.time, { kind: "day", ...daySpan("2026-11-07", "America/New_York") });
  assert.deepEqual(await open(here, "date=2026-11-03"), []);
  assert.deepEqual(await open(here, "month=2026-12"), []);
});

Deno.test("loadPickerPage: programs, previews and who asks not to be counted are not counted", async () => {
  const here = await listening();
  for (const name of ["dnt", "sec-gpc"]) {
    assert.deepEqual(await open(here, `slot=${late}`, { [name]: "1" }), []);
  }
  assert.deepEqual(await open(here, `slot=${late}`, { "user-agent": "Googlebot/2.1" }), []);
  assert.deepEqual(await open(here, `slot=${late}&preview=1`), []);
});

Deno.test("noteRefused: programs count over the API, in forms they do not; nobody who asks not to be", async () => {
  const { app, noted } = await listening();
  const wanted = { page, link: null, minutes: null };
  const from = (headers: Record<string, string>) => ({
    request: { method: "POST", headers: new Headers(headers) },
    client: "192.0.2.1",
    viewerId: null,
  });
  noteRefused(app, wanted, [mondayTen, mondayTen + HOUR], from({ "user-agent": "curl/8" }));
  assert.deepEqual(noted.map(({ time, isRefused }) => [time.start, isRefused]), [
    [mondayTen, true],
    [mondayTen + HOUR, true],
  ]);
  noteRefused(app, wanted, [mondayTen], from({ "sec-gpc": "1" }));
  noteRefusedForm(app, wanted, [mondayTen], from({ "user-agent": "curl/8" }));
  noteRefused(app, wanted, [mondayTen], { ...from({}), client: null });
  assert.equal(noted.length, 2);
});
