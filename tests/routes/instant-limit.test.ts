/** What one client can do to somebody else's mailbox, over HTTP and with the settings as they come. */
import assert from "node:assert/strict";
import { dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { startWithHost } from "../support/running-program.ts";
import { addEventType, addHost } from "../support/town.ts";
import { attemptBooking } from "../support/proof/guest-client.ts";
import { weekdayAfter } from "../support/seeded-town.ts";

const HALF_HOUR = 30 * MINUTE;
const asTheyCome = {
  INVITO_TRUSTED_PROXIES: "1",
  INVITO_PENDING_PER_GUEST: "",
  INVITO_PENDING_PER_NETWORK: "",
  INVITO_UPCOMING_PER_GUEST: "",
  INVITO_UPCOMING_PER_NETWORK: "",
  INVITO_EMAILS_PER_RECIPIENT: "",
};

Deno.test("over HTTP: one client posing as another guest gets ten of 28 instant times, twenty a day in all", async () => {
  const instant = {
    slug: "quick",
    durations: [30],
    slotInterval: 30,
    decision: "instant" as const,
  };
  await using program = await startWithHost({ env: asTheyCome }, async (app, ada) => {
    await addEventType(app, ada, instant);
    for (const name of ["berta", "carla"]) {
      const made = await addHost(app, {
        name,
        email: `${name}@example.org`,
        zone: ada.zone,
        preferredUsername: name,
      });
      await addEventType(app, made, instant);
    }
  });
  const { zone } = program.host;
  const first = weekdayAfter(dateAt(Date.now(), zone), 2);
  const dates = [first, weekdayAfter(first, 1)];
  const tries = async (username: string, most: number) => {
    const responses: string[] = [];
    for (let n = 0; n < most; n++) {
      const start = startOfDay(dates[Math.floor(n / 14)]!, zone) + 9 * 2 * HALF_HOUR +
        n % 14 * HALF_HOUR;
      const email = n % 2 ? "victim@example.net" : "Victim+x@ｅｘａｍｐｌｅ.net";
      const answer = await attemptBooking(program.address, {
        username,
        slug: "quick",
        start,
        email,
      });
      responses.push(answer.status === 201 ? "201" : `${answer.status} ${answer.body.code}`);
      if (answer.body.code === "too-many-emails") {
        const wait = Number(answer.headers.get("retry-after"));
        assert(wait > 0 && wait <= 86_400, `${wait}`);
      }
    }
    return responses;
  };
  const at = (responses: string[], what: string) =>
    responses.filter((each) => each === what).length;
  const ada = await tries("ada", 28);
  assert.equal(at(ada, "201"), 10, `${ada}`);
  assert.equal(at(ada, "429 too-many-upcoming"), 18, `${ada}`);
  const berta = await tries("berta", 10);
  assert.equal(at(berta, "201"), 10, `${berta}`);
  const carla = await tries("carla", 3);
  assert.deepEqual(new Set(carla), new Set(["429 too-many-emails"]));
});
