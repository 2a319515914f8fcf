import assert from "node:assert/strict";
import { startWithHost } from "../support/running-program.ts";
import { ask } from "../support/town.ts";
import { dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { startMailTown } from "../support/mail-server.ts";
import { type Opened, opened } from "../support/parse-email.ts";
import { weekdayAfter } from "../support/seeded-town.ts";
import { requires } from "../support/required-programs.ts";

Deno.test(
  "the program sends email within its permissions; confirming by its link sends both invitations",
  requires("mail"),
  async () => {
    await using town = await startMailTown();
    if (!town) return;
    const env = {
      INVITO_SMTP_HOST: town.host,
      INVITO_SMTP_PORT: String(town.ports.submission),
      INVITO_SMTP_USER: town.user,
      INVITO_SMTP_PASSWORD: town.password,
      INVITO_SMTP_FROM: "Invito <invito@meet.example.org>",
      DENO_CERT: town.caFile,
    };
    await using program = await startWithHost({ env }, async (app, host) => {
      const day = weekdayAfter(dateAt(app.now(), host.zone), 3);
      const start = startOfDay(day, host.zone) + 10 * HOUR;
      await ask(app, { start });
    });
    const email = async (who: string, n: number): Promise<Opened> => {
      const all = await Promise.all((await town.emails(who, n)).map(opened));
      assert.equal(all.length, n);
      return all[n - 1]!;
    };
    const request = await email("ada@example.org", 1);
    await email("grace@example.com", 1);

    const link = /http\S+\/confirm/.exec(request.text)?.[0] ?? "";
    assert.ok(link.startsWith(program.address), link);
    const page = await (await fetch(link)).text();
    const revision = /name="revision"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="revision"/.exec(
      page,
    );
    assert.ok(revision, "the page carries the version that it shows");
    const answer = await fetch(link, {
      method: "POST",
      headers: { origin: program.address },
      body: new URLSearchParams({ revision: revision[1] ?? revision[2] ?? "", message: "" }),
      redirect: "manual",
    });
    await answer.body?.cancel();
    assert.ok(answer.status < 400, String(answer.status));
    for (const who of ["ada@example.org", "grace@example.com"]) {
      const { calendars } = await email(who, 2);
      assert.equal(calendars[0]?.method, "REQUEST");
    }
  },
);
