import assert from "node:assert/strict";
import { isActionFailure, isRedirect } from "@sveltejs/kit";
import * as v from "valibot";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { action, backOnceAnswered, openAction, Revision } from "$lib/server/http/action.ts";
import { sendForm } from "../../support/send-form.ts";
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
  try {
    return {
      given,
      answer: await sendForm(act, { app, host: isSignedIn ? host : null }, fields),
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

const Rows = v.object({ revision: Revision, "date.": v.record(v.string(), v.string()) });

Deno.test("action: rows are the fields whose names begin alike, and a missing revision is none that is", async () => {
  const { app, host } = await town();
  const fields = { "date.a": "1", "date.b": "2", dates: "3", "update.c": "4" };
  const act = action(Rows, (_, input) => accepted(input), { shows: (input) => input });
  assert.deepEqual(await sendForm(act, { app, host }, fields), {
    revision: 0,
    "date.": { a: "1", b: "2" },
  });
});

Deno.test("action: anybody's form is refused in the page's language and words, with what follows from it", async () => {
  const { app } = await town();
  const act = openAction(
    v.object({ name: v.string() }),
    () => refused("taken", { detail: "Ada" }),
    {
      kept: (_, { detail }, { name }) => ({ by: detail, again: name }),
      says: ({ code }, { language }) => `${code} in ${language}`,
      done: () => "/",
    },
  );
  const { status, data } = await sendForm(act, { app }, { name: "Grace" });
  assert.equal(status, 409);
  assert.equal(data.refusal.sentence, "taken in en");
  assert.deepEqual(data.values, { by: "Ada", again: "Grace", name: "Grace" });
});

Deno.test("action: what was answered meanwhile leads back, another refusal is shown", () => {
  const back = { status: 303, location: "/booking/x" };
  for (const code of ["already-confirmed", "expired"] as const) {
    assert.throws(() => backOnceAnswered(refused(code), "/booking/x"), back);
  }
  const changed = refused("changed");
  assert.equal(backOnceAnswered(changed, "/booking/x"), changed);
});
