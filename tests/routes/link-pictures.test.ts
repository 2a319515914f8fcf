import assert from "node:assert/strict";
import { changePage } from "$lib/server/branding/change-page.ts";
import { readHeader } from "$lib/server/pictures/picture-header.ts";
import { granted } from "../support/granted.ts";
import { addEventType } from "../support/town.ts";
import { startWithHost } from "../support/running-program.ts";

Deno.test("a link to a page has a picture in the page's language: one a version, a file that runs nothing", async () => {
  const hostile = `<script>&"${"م".repeat(40)}`;
  await using program = await startWithHost({}, async (app, ada) => {
    await addEventType(app, ada, { slug: "hostile", title: hostile, active: true });
    await addEventType(app, ada, { slug: "full", minimumNotice: 2_880, bookingWindowDays: 1 });
    await addEventType(app, ada, { slug: "paused", title: "Paused", active: false });
    await addEventType(app, ada, { slug: "secret", title: "Secret", privateLinkOnly: true });
    await granted(changePage(app, ada.id, { accent: "#7a1f5c" }, null));
  });
  const { address } = program;
  const headOf = async (path: string, language = "en") => {
    const answer = await fetch(address + path, { headers: { "accept-language": language } });
    return Object.fromEntries(
      [...(await answer.text()).matchAll(
        /<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)"/g,
      )]
        .map(([, name, content]) => [name!, content!]),
    );
  };
  const statusOf = async (path: string) => {
    const answer = await fetch(address + path, { redirect: "manual" });
    await answer.body?.cancel();
    return answer.status;
  };

  const coffee = await headOf("/calendar/ada/coffee");
  assert.equal(coffee["og:image:width"], "1200");
  assert.equal(coffee["og:image:height"], "630");
  assert.equal(coffee["twitter:card"], "summary_large_image");
  assert.match(coffee["og:image:alt"]!, /^Coffee with Ada.* · \d+ min · /);
  assert.match(
    coffee["og:image:alt"]!,
    /( · ([A-Z][a-z]{2} \d+ [A-Z][a-z]+, )?\d\d:\d\d){3} · Europe\/Berlin$/,
  );
  const full = await headOf("/ada/full");
  assert.match(full["og:image:alt"]!, / · 30 min$/, "without a free time it shows none");
  const later = await headOf("/calendar/ada/coffee?month=2099-01");
  assert.doesNotMatch(later["og:image:alt"]!, /Europe/, "other weeks do not say what is next");
  assert.equal((await fetch(later["og:image"]!)).url, coffee["og:image"], "and lead to what does");
  const german = await headOf("/calendar/ada/coffee", "de");
  assert.match(german["og:image:alt"]!, / · \d+ Min\./);
  const addresses = [
    coffee["og:image"]!,
    german["og:image"]!,
    (await headOf("/calendar/ada/"))["og:image"]!,
    (await headOf("/calendar/ada/hostile"))["og:image"]!,
  ];
  assert.equal(new Set(addresses).size, 4);
  for (const each of addresses) {
    const file = await fetch(each);
    assert.equal(file.status, 200, each);
    assert.equal(file.headers.get("content-type"), "image/png");
    assert.equal(file.headers.get("x-content-type-options"), "nosniff");
    assert.match(file.headers.get("content-security-policy") ?? "", /default-src 'none'; sandbox/);
    assert.match(file.headers.get("cache-control") ?? "", /public.*immutable/);
    const { format, width, height } = readHeader(new Uint8Array(await file.arrayBuffer()))!;
    assert.deepEqual([format, width, height], ["png", 1200, 630]);
  }

  const old = await fetch(`${address}/picture/calendar/ada/coffee/en-before.png`, {
    redirect: "manual",
  });
  assert.equal(old.status, 302, "an older version leads to the current one");
  assert.equal(address + old.headers.get("location"), coffee["og:image"]);
  assert.equal(old.headers.get("cache-control"), "no-cache");
  for (const path of ["ada/paused", "ada/secret", "ada/none", "none", "none/coffee"]) {
    assert.equal(await statusOf(`/picture/calendar/${path}/en-before.png`), 404, path);
  }
  for (const file of ["xx-before", "en", "en-", "EN-before", "none"]) {
    assert.equal(await statusOf(`/picture/calendar/ada/coffee/${file}.png`), 404, file);
  }
  assert.equal(await statusOf("/picture/team/none/en-before.png"), 404);

  for (
    const path of ["/calendar/ada/paused", "/calendar/ada/coffee?link=none", "/widget/ada/coffee"]
  ) {
    const { "og:image": image, "twitter:card": card } = await headOf(path);
    assert.deepEqual([image, card], [undefined, undefined], path);
  }
});
