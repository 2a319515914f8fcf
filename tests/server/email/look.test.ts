import assert from "node:assert/strict";
import { contrast } from "$lib/scheduling/accent-colour.ts";
import { defaultPageSettings, type PageSettings } from "$lib/scheduling/page-settings.ts";
import * as api from "$lib/server/api/email-templates.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { changePage } from "$lib/server/branding/change-page.ts";
import type { Email } from "$lib/server/email/email.ts";
import { renderEmail } from "$lib/server/email/render.ts";
import { emailPreviewResponse } from "$lib/server/jobs/email-view.ts";
import { setPageSettings } from "$lib/server/store/page-settings.ts";
import { keyCaller, keyOf } from "../../support/call-operation.ts";
import { granted } from "../../support/granted.ts";
import { runDue } from "../../support/job-runs.ts";
import { emailFactsOf, pendingBooking } from "../../support/sample-booking.ts";
import { addTeamBooking, teamTown } from "../../support/team-town.ts";
import type { TestApp } from "../../support/test-app.ts";
import { bookingRequest, mondayTen, outboxOf, town } from "../../support/town.ts";

const picture = { hash: "a".repeat(22), width: 256, height: 256 };
const look = { accent: "#7a1f5c", hideBranding: true, picture };

async function set(app: TestApp, ownerId: string, page: Partial<PageSettings>): Promise<void> {
  const op = setPageSettings(app.kv.atomic(), ownerId, { ...defaultPageSettings, ...page });
  assert.ok((await op.commit()).ok);
}

/** The colours of the main button and of the line beside the meeting. */
function coloursOf({ html }: Pick<Email, "html">) {
  const button = /class="button main"[^>]*background:(#\w+);color:(#\w+)/.exec(html);
  return {
    fill: button?.[1] ?? "",
    text: button?.[2] ?? "",
    line: /class="meeting"[^>]*border-left:4px solid (#\w+)/.exec(html)?.[1],
    dark: /\.main\{background:(#\w+) !important;border-color:(#\w+) !important;color:(#\w+)/.exec(
      html,
    )
      ?.slice(1),
  };
}

async function emailsOfRequest(page: Partial<PageSettings>) {
  const { app, host, type } = await town(), sent = outboxOf(app);
  await set(app, host.id, page);
  await granted(bookings.request(app, bookingRequest({ slug: type.slug, start: mondayTen })));
  await runDue(app);
  const [toHost, toGuest] = [true, false].map((isHost) =>
    sent.find(({ to }) => (to.address === host.email) === isHost)!
  );
  return { app, host, toHost: toHost!, toGuest: toGuest! };
}

Deno.test("look: a guest's email has the host's picture, colour and no product name; the host's keeps ours", async () => {
  const { app, host, toHost, toGuest } = await emailsOfRequest(look);
  using _ = app;
  const { fill, text, line, dark } = coloursOf(toGuest);
  assert.deepEqual([fill, text, line, dark?.[0]], ["#7a1f5c", "#ffffff", "#7a1f5c", "#7a1f5c"]);
  const img = /<img [^>]*>/.exec(toGuest.html)?.[0] ?? "";
  assert.ok(img.includes(`src="${app.baseUrl}/picture/${picture.hash}.webp"`), img);
  assert.ok(img.includes(`alt="${host.name}" width="56" height="56"`), img);
  for (const part of [toGuest.html, toGuest.text, toGuest.from.name, toGuest.subject]) {
    assert.doesNotMatch(part, /Invito/);
  }
  assert.equal(toGuest.from.name, host.name);
  assert.match(toGuest.text, /Reply to this email to reach/);
  assert.doesNotMatch(toHost.html, /<img|#7a1f5c/);
  assert.match(toHost.text, /Sent by Invito/);
});

Deno.test("look: nothing is loaded but from this server, and nothing at all without a picture", async () => {
  const { app, toGuest } = await emailsOfRequest({ accent: "#7a1f5c" });
  using _ = app;
  assert.doesNotMatch(toGuest.html, /<img|url\(|src=/);
  assert.match(toGuest.text, /Sent by Invito/);
  assert.match(toGuest.from.name, / via Invito$/);
  const policy = emailPreviewResponse(toGuest, "https://meet.example.org/sub")
    .headers.get("content-security-policy") ?? "";
  assert.match(policy, /default-src 'none'.*img-src https:\/\/meet\.example\.org;/);
});

Deno.test("look: text on any accent can be read, and a light one keeps its fill with dark text", () => {
  const facts = emailFactsOf("request-received", "guest", pendingBooking());
  const shown = (accent: string) =>
    coloursOf(renderEmail({ ...facts, look: { accent, picture: null, hideBranding: false } }));
  for (const accent of ["#ffe066", "#ffffff", "#000000", "#767676", "#00c2a8"]) {
    const { fill, text, line, dark } = shown(accent);
    assert.equal(fill, accent);
    assert.ok(contrast(text, fill) >= 4.5, `${text} on ${fill}`);
    assert.ok(contrast(line!, "#efece3") >= 3, `${line} beside the meeting`);
    assert.ok(contrast(dark![1]!, "#191d1a") >= 3, `${dark![1]} around the button in the dark`);
  }
  assert.equal(shown("#ffe066").text, "#000000");
});

Deno.test("look: what is no colour is not written into the email, and names and addresses are escaped", () => {
  const facts = emailFactsOf("request-received", "guest", pendingBooking());
  const evil = `"></style><script>`;
  const { html } = renderEmail({
    ...facts,
    look: { accent: evil, picture: { src: evil, alt: evil }, hideBranding: false },
  });
  assert.doesNotMatch(html, /<script/);
  assert.equal(html.split("</style>").length, 2);
});

Deno.test("look: a team's booking has the team's look, not its member's", async () => {
  const at = await teamTown(), { app, team, hosts } = at;
  using _ = app;
  const sent = outboxOf(app);
  await set(app, team.id, { accent: "#123456", picture });
  await set(app, hosts[0]!.id, { accent: "#7a1f5c", hideBranding: true });
  await addTeamBooking(at, [hosts[0]!], { isConfirmed: true });
  await runDue(app);
  const toGuest = sent.find(({ to }) => hosts.every(({ email }) => email !== to.address))!;
  assert.equal(coloursOf(toGuest).fill, "#123456");
  assert.ok(toGuest.html.includes(`alt="${team.name}"`));
});

Deno.test("look: the preview of an email text shows it too", async () => {
  const { app, host, type } = await town();
  using _ = app;
  await granted(changePage(app, host.id, { accent: "#7a1f5c", hideBranding: true }, null));
  const call = keyCaller(app, await keyOf(app, host, ["read"]));
  const params = { id: type.id, which: "guest-confirmed" };
  const { answer: { email } } = await call(api.previewEmailTemplate, { params });
  assert.equal(coloursOf(email).fill, "#7a1f5c");
  assert.doesNotMatch(email.text, /Sent by/);
});
