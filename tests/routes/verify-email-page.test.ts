import assert from "node:assert/strict";
import { addDays, dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { granted } from "../support/granted.ts";
import { startVisit } from "../support/http-visitor.ts";
import { formFields } from "../support/proof/guest-client.ts";
import { startWithHost } from "../support/running-program.ts";
import { weekdayAfter } from "../support/seeded-town.ts";
import { addEventType, bookingRequest } from "../support/town.ts";

Deno.test("verifying an email: sent again, corrected and verified, without scripts", async (t) => {
  let token = "", first = "", second = "";
  await using program = await startWithHost({}, async (app, ada) => {
    const type = { slug: "checked", title: "Checked", requireVerifiedEmail: true };
    await addEventType(app, ada, type);
    const date = weekdayAfter(addDays(dateAt(app.now(), ada.zone), 3), 0);
    const request = bookingRequest({
      slug: type.slug,
      start: startOfDay(date, ada.zone) + 10 * HOUR,
    });
    const withMail = { ...app, sendMail: () => Promise.resolve() };
    const { booking } = await granted(bookings.request(withMail, {
      ...request,
      guest: { ...request.guest, email: "grcae@example.com" },
    }));
    const linkOf = (link: number) =>
      bookings.verificationToken(app, { ...booking, verification: { link, sent: 1, sentAt: 0 } });
    token = await bookings.openGuestLink(app, booking);
    [first, second] = [await linkOf(1), await linkOf(2)];
  });
  const guest = startVisit(program.address);
  const page = `/booking/${token}`;
  const correct = async (email: string) => {
    const form = formFields((await guest.get(page)).text, /\?\/correctEmail$/);
    return await guest.post(`${page}?/correctEmail`, { revision: form.revision ?? "", email });
  };

  await t.step(
    "the page says when the email can be sent again, and refuses it before",
    async () => {
      assert.match((await guest.get(page)).text, /You can send it again in \d+ seconds?\./);
      const early = await guest.post(`${page}?/sendAgain`, {});
      assert.equal(early.status, 429);
      assert.match(early.text, /Please wait a moment/);
    },
  );

  await t.step("a correction that is refused keeps what was entered", async () => {
    const wrong = await correct("grace@example");
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /value="grace@example"/);
    assert.match(wrong.text, /one valid email address/);
    const same = await correct("grcae@example.com");
    assert.match(same.text, /The link was sent to this address/);
  });

  await t.step("a corrected address is shown, and a form of before is refused", async () => {
    const before = formFields((await guest.get(page)).text, /\?\/correctEmail$/);
    assert.equal((await correct("grace@example.com")).status, 303);
    assert.match((await guest.get(page)).text, /a link to grace@example\.com/);
    const late = await guest.post(`${page}?/correctEmail`, {
      revision: before.revision ?? "",
      email: "other@example.com",
    });
    assert.equal(late.status, 409);
  });

  await t.step("the replaced link says so, tells nothing else and changes nothing", async () => {
    const replaced = await guest.get(`/verify-email/${first}`);
    assert.equal(replaced.status, 200);
    assert.match(replaced.text, /This link has been replaced/);
    for (const secret of [token, "grace@example.com", "Grace", "Ada"]) {
      assert(!replaced.text.includes(secret), secret);
    }
    const pressed = await guest.post(`/verify-email/${first}`, {});
    assert.equal(pressed.status, 409);
    assert(!pressed.text.includes(token));
  });

  await t.step("the new link verifies, after which the old one still tells nothing", async () => {
    assert.match((await guest.get(`/verify-email/${second}`)).text, /Confirm and send request/);
    const verified = await guest.post(`/verify-email/${second}`, {});
    assert.equal(verified.status, 303);
    assert.equal(verified.location, page);
    const replaced = await guest.get(`/verify-email/${first}`);
    assert.match(replaced.text, /This link has been replaced/);
    assert(!(await guest.get(page)).text.includes("verification-title"));
  });
});
