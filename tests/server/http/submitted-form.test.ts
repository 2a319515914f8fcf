import assert from "node:assert/strict";
import { submittedForm } from "$lib/server/http/submitted-form.ts";

const submit = (route: string, body: BodyInit, method = "POST") => {
  const url = new URL("https://meet.example.org/calendar/ada/coffee?tz=UTC");
  const request = new Request(url, { method, ...(method === "GET" ? {} : { body }) });
  return submittedForm(
    { request, url, route: { id: route } } as Parameters<typeof submittedForm>[0],
  );
};
const coffee = "/calendar/[username]/[slug]";

Deno.test("submittedForm keeps what a guest's form says, in its order, and leaves the request to be read", async () => {
  const body = new URLSearchParams([["name", "Joan"], ["answer.a", "1"], ["answer.a", "2"]]);
  assert.deepEqual(await submit(coffee, body), {
    action: "/calendar/ada/coffee?tz=UTC",
    fields: [["name", "Joan"], ["answer.a", "1"], ["answer.a", "2"]],
  });
  const form = new FormData();
  form.set("name", "Joan");
  form.set("file", new Blob(["x"]));
  assert.deepEqual((await submit("/booking/[token]/cancel", form))?.fields, [["name", "Joan"]]);
});

Deno.test("submittedForm keeps no form of a host, where passwords are, no JSON and nothing huge", async () => {
  const body = new URLSearchParams({ password: "x" });
  assert.equal(await submit("/dashboard/calendars", body), null);
  assert.equal(await submit("/v0/bookings", body), null);
  assert.equal(await submit(coffee, "{}"), null);
  assert.equal(await submit(coffee, "", "GET"), null);
  assert.equal(await submit(coffee, new URLSearchParams({ note: "x".repeat(100_001) })), null);
});
