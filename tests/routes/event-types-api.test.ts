import assert from "node:assert/strict";
import { dateAt } from "$lib/scheduling/day.ts";
import * as privateLinks from "$lib/server/event-types/private-links.ts";
import { granted } from "../support/granted.ts";
import { startWithHost } from "../support/running-program.ts";
import { addEventType } from "../support/town.ts";
import { signedIn, weekdayAfter } from "../support/seeded-town.ts";
import { startVisit, type VisitorResponse } from "../support/http-visitor.ts";

const company = { slug: "company", label: "Which company?", kind: "short", required: true };
const size = { slug: "size", label: "How many?", kind: "choice", options: ["1", "2 to 5"] };
const redirect = { url: "https://example.org/thanks", withGuest: true };

Deno.test("event types over the API: created with questions, changed in part, booked by guests", async (t) => {
  let session = "", link = "";
  await using program = await startWithHost({}, async (app, host) => {
    session = await signedIn(app, host);
    const closed = await addEventType(app, host, {
      slug: "closed",
      privateLinkOnly: true,
      frameAncestors: ["https://example.org"],
    });
    await granted(privateLinks.create(app, host, closed.id, { label: "", uses: 1, until: null }));
    const [shown] = await privateLinks.list(app, host, closed);
    link = new URL(shown!.address).searchParams.get("link")!;
  });
  const ada = startVisit(program.address, session), guest = startVisit(program.address);
  const date = weekdayAfter(dateAt(Date.now(), "Europe/Berlin"), 5);
  const bodyOf = (answer: VisitorResponse) => JSON.parse(answer.text);
  const book = (body: Record<string, unknown>, key: string) =>
    fetch(`${program.address}/v0/bookings`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": key.padEnd(16, "-") },
      body: JSON.stringify({
        username: "ada",
        startsAt: `${date}T09:00:00Z`,
        inviteeName: "Tilda",
        inviteeEmail: "tilda@example.net",
        ...body,
      }),
    });
  let id = "";

  await t.step(
    "POST creates one with an address from its title; GET lists it; others may not",
    async () => {
      const made = await ada.send("POST", "/v0/event-types", {
        title: "Project talk",
        durations: [30],
        decision: "instant",
        questions: [company, size],
        redirect,
      });
      assert.equal(made.status, 201, made.text);
      const { eventType } = bodyOf(made);
      id = eventType.id;
      assert.equal(eventType.slug, "project-talk");
      assert.deepEqual(eventType.questions[0], { ...company, options: [] });
      assert.deepEqual(eventType.redirect, redirect);
      assert.equal(eventType.page, `${program.address}/ada/project-talk`);
      const all: { id: string }[] = bodyOf(await ada.get("/v0/event-types")).eventTypes;
      assert(all.some((type) => type.id === id));
      assert.equal((await guest.get("/v0/event-types")).status, 401);
      assert.equal((await guest.send("POST", "/v0/event-types", { title: "x" })).status, 401);
    },
  );

  await t.step("a title of which no address can be made needs one beside it", async () => {
    const meeting = { title: "会议", durations: [30] };
    const refused = await ada.send("POST", "/v0/event-types", meeting);
    assert.deepEqual([refused.status, Object.keys(bodyOf(refused).fields)], [422, ["slug"]]);
    const made = await ada.send("POST", "/v0/event-types", { ...meeting, slug: "huiyi" });
    assert.equal(made.status, 201);
  });

  await t.step("what is wrong is named by its path", async () => {
    const questions = [company, { ...size, options: [] }];
    const answer = await ada.send("PATCH", `/v0/event-types/${id}`, {
      questions,
      redirect: { url: "http://example.org" },
    });
    assert.equal(answer.status, 422);
    assert.deepEqual(Object.keys(bodyOf(answer).fields).sort(), [
      "questions.1.options",
      "redirect.url",
    ]);
  });

  await t.step(
    "PATCH changes what it names, and refuses over a revision that is gone",
    async () => {
      const read = bodyOf(await ada.get(`/v0/event-types/${id}`)).eventType;
      const first = await ada.send("PATCH", `/v0/event-types/${id}`, {
        title: "Project hour",
        revision: read.revision,
      });
      assert.equal(first.status, 200, first.text);
      assert.equal(bodyOf(first).eventType.questions.length, 2, "the questions stay");
      const late = await ada.send("PATCH", `/v0/event-types/${id}`, {
        title: "Late",
        revision: read.revision,
      });
      assert.equal(late.status, 409);
      const idle = await ada.send("PATCH", `/v0/event-types/${id}`, {});
      assert.equal(
        bodyOf(idle).eventType.revision,
        read.revision + 1,
        "nothing said, nothing changed",
      );
    },
  );

  await t.step("a guest reads the questions, is refused by each, and answers", async () => {
    const read = bodyOf(await guest.get("/v0/users/ada/event-types/project-talk")).eventType;
    assert.deepEqual(read.questions, [company, { ...size, required: false }]);
    assert.equal(read.redirect, undefined, "where guests are led is told after booking");
    const wrong = await book({ eventSlug: "project-talk", answers: { size: "9", other: 1 } }, "a");
    assert.equal(wrong.status, 422);
    assert.deepEqual(Object.keys((await wrong.json()).fields).sort(), [
      "answers.company",
      "answers.other",
      "answers.size",
    ]);
    const listed = [{ question: "Which company?", answer: "Example" }];
    const right = await book({ eventSlug: "project-talk", answers: listed }, "b");
    assert.equal(right.status, 201);
    const { booking, redirect: onward } = await right.json();
    assert.equal(booking.status, "CONFIRMED");
    const { searchParams, origin } = new URL(onward);
    assert.equal(origin, "https://example.org");
    assert.equal(searchParams.get("booking"), booking.id);
    assert.equal(searchParams.get("email"), "tilda@example.net");
    assert.doesNotMatch(onward, /[\w-]{43}/);
  });

  await t.step("a private type is there for those who bring its link", async () => {
    const path = "/v0/users/ada/event-types/closed";
    for (const end of ["", `/availability?start=${date}`]) {
      assert.equal((await guest.get(path + end)).status, 404);
      const query = `${end.includes("?") ? "&" : "?"}link=${link}`;
      assert.equal((await guest.get(path + end + query)).status, 200);
    }
    const framedBy = async (slug: string) =>
      (await guest.get(`/widget/ada/${slug}`)).headers.get("content-security-policy")
        ?.match(/frame-ancestors.*/)?.[0];
    assert.equal(await framedBy("closed"), await framedBy("nothing"));
    assert.equal(
      await framedBy(`closed?link=${link}`),
      "frame-ancestors 'self' https://example.org",
    );
    const startsAt = `${date}T11:00:00Z`;
    const bare = await book({ eventSlug: "closed", startsAt }, "c");
    assert.equal(bare.status, 404);
    await bare.body?.cancel();
    const first = await book({ eventSlug: "closed", startsAt, link }, "d");
    assert.equal(first.status, 201);
    await first.body?.cancel();
    const again = await book({ eventSlug: "closed", startsAt: `${date}T12:00:00Z`, link }, "e");
    assert.equal(again.status, 410);
    assert.equal((await again.json()).code, "link-used");
  });
});
