import assert from "node:assert/strict";
import { isActionFailure, isRedirect, type RequestEvent } from "@sveltejs/kit";
import * as v from "valibot";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { action } from "$lib/server/http/action.ts";
import { town } from "../../support/town.ts";

const Form = v.object({
  title: v.pipe(v.string(), v.trim(), v.minLength(1, "fill-in")),
  note: v.optional(v.string(), ""),
  seats: v.nullable(v.pipe(v.number(), v.integer("number"))),
  clock: v.picklist([12, 24]),
  days: v.array(v.string()),
  isOpen: v.boolean(),
  sure: v.literal(true, "sure-needed"),
  password: v.string(),
  revision: v.optional(v.number(), 0),
});

const whole = [
  ["title", " Talk "],
  ["note", "one\r\ntwo"],
  ["seats", ""],
  ["clock", "12"],
  ["days", "mon"],
  ["days", "tue"],
  ["isOpen", "on"],
  ["sure", "on"],
  ["password", "hush"],
] as const;

/** Sends a form as a signed-in host, or as nobody; what the verb got, and what came of it. */
async function send(
  fields: readonly (readonly [string, string])[],
  { isSignedIn = true, refusal }: { isSignedIn?: boolean; refusal?: "taken" } = {},
) {
  const { app, host } = await town();
  let given: unknown = null;
  const act = action(Form, (_, input) => {
    given = input;
    return refusal ? refused(refusal) : accepted(input.title);
  }, { kept: { section: "talk" }, done: (title) => `/dashboard/${title}` });
  const url = new URL("/dashboard/talk", app.baseUrl);
  const body = new URLSearchParams(fields.map(([...pair]) => pair));
  const event = {
    locals: { app, host: isSignedIn ? host : null },
    url,
    request: new Request(url, { method: "POST", body }),
  } as unknown as RequestEvent;
  try {
    return {
      given,
      answer: await act(event),
      get input() {
        return given;
      },
    };
  } catch (thrown) {
    if (!isRedirect(thrown)) throw thrown;
    return { to: thrown.location, input: given };
  }
}

Deno.test("action: a form is read as its schema has it, and leads on", async () => {
  const { to, input } = await send(whole) as { to: string; input: unknown };
  assert.equal(to, "/dashboard/Talk");
  assert.deepEqual(input, {
    title: "Talk",
    note: "one\ntwo",
    seats: null,
    clock: 12,
    days: ["mon", "tue"],
    isOpen: true,
    sure: true,
    password: "hush",
    revision: 0,
  });
});

Deno.test("action: a refusal gives back what was entered, but no password", async () => {
  const wrong = whole.filter(([name]) => name !== "sure" && name !== "isOpen")
    .map(([name, value]) => [name, name === "seats" ? "many" : value] as const);
  const { answer, input } = await send(wrong) as { answer: unknown; input: unknown };
  assert(isActionFailure(answer));
  assert.equal(input, null);
  const { refusal, values } = answer.data as unknown as {
    refusal: { fields: object };
    values: Record<string, unknown>;
  };
  assert.deepEqual(Object.keys(refusal.fields).sort(), ["seats", "sure"]);
  const { title, seats, days, password, section } = values;
  assert.deepEqual({ title, seats, days, password, section }, {
    title: " Talk ",
    seats: "many",
    days: ["mon", "tue"],
    password: "",
    section: "talk",
  });
});

Deno.test("action: a text that the form does not have is empty, and what must be there is named", async () => {
  const { answer } = await send([["sure", "on"]]) as { answer: unknown };
  assert(isActionFailure(answer));
  const { refusal } = answer.data as unknown as { refusal: { fields: Record<string, string> } };
  assert.deepEqual(Object.keys(refusal.fields).sort(), ["clock", "seats", "title"]);
  assert.equal(refusal.fields.title, "This field is required.");
});

Deno.test("action: a verb's refusal is answered with its status, and nobody is sent to sign in", async () => {
  const { answer } = await send(whole, { refusal: "taken" }) as { answer: unknown };
  assert(isActionFailure(answer));
  assert.equal(answer.status, 409);
  const { to } = await send(whole, { isSignedIn: false }) as { to: string };
  assert.match(to, /^\/auth\/sign-in\?to=/);
});
