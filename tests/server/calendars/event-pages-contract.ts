/** What Google's and Microsoft's calendars must do alike: both answer pages of events with a token for what follows. */
import assert from "node:assert/strict";
import { CalendarError } from "$lib/server/calendars/calendar.ts";
import type { OAuthCalendar } from "$lib/server/calendars/oauth.ts";
import { mergeChanges } from "$lib/server/connections/merge-changes.ts";
import type { IndexedObject } from "$lib/server/store/indexed-objects.ts";
import {
  anEvent,
  later,
  lesson,
  lines,
  losingFirstPost,
  type Through,
  weekly,
  window,
} from "../../support/provider-account.ts";
import type { RequestFault } from "../../support/request-fault.ts";

interface PagedFake {
  fault: RequestFault | null;
  put(calendarId: string, uid: string, lines: string[]): void;
  putRaw(calendarId: string, id: string, resource: Record<string, unknown>): void;
}

export interface PagedProvider<Fake extends PagedFake> {
  /** The function under test, as test names begin. */
  name: string;
  /** The calendar's id. */
  work: string;
  against(
    test: (fake: Fake, open: () => OAuthCalendar) => Promise<void>,
    through?: Through,
  ): Promise<void>;
  /** What a fault is called, what it is, and the kind and reason of the error that it becomes. */
  faults: [name: string, fault: RequestFault, kind: string, reason: string][];
  /** The query parameter that carries the token of an incremental sync. */
  tokenParameter: string;
  /** One instance of a series that somebody else keeps, as the API names it. */
  instance: { series: string; ids: [string, string]; of(time: typeof lesson): object };
  /** The same instance with another title, and cancelled. */
  renamed: object;
  cancelled(instance: object): Record<string, unknown>;
  /** Puts an instance of {@link lesson} there that a listing of its series leaves out. */
  putStray(fake: Fake, series: string): void;
  eventCount(fake: Fake): number;
}

/** Responses that are no answer of any provider. */
const commonFaults: [name: string, fault: RequestFault, kind: string, reason: string][] = [
  ["a page", { status: 200, body: "<html>" }, "try-again", "unreadable"],
  [
    "a redirect",
    { status: 302, headers: { location: "http://127.0.0.1:1/" }, body: "" },
    "refused",
    "redirect",
  ],
];

/** Registers the tests for one provider. */
export function testEventPages<Fake extends PagedFake>(provider: PagedProvider<Fake>): void {
  const { name, work, against } = provider;

  Deno.test(`${name}: every fault has its kind and text, and none looks like an empty calendar`, () =>
    against(async (fake, open) => {
      fake.put(work, "a", lines);
      const calendar = open();
      const known = await calendar.changes(work, window, null);
      assert.deepEqual(known?.objects.map(({ busy }) => busy), [[lesson]]);
      for (const [what, fault, kind, reason] of [...provider.faults, ...commonFaults]) {
        fake.fault = fault;
        for (
          const question of [
            () => calendar.changes(work, window, known!.cursor),
            () => calendar.changes(work, window, null),
            () => calendar.busy(work, lesson),
            () => calendar.list(),
          ]
        ) {
          await assert.rejects(question(), (error: unknown) => {
            assert.ok(error instanceof CalendarError, `${what}: ${error}`);
            assert.deepEqual([error.kind, error.reason], [kind, reason], what);
            if (what === "429") assert.equal(error.retryAfter, 77);
            return true;
          }, what);
        }
      }
    }));

  Deno.test(`${name}: one instance of another's series is busy, on a full and on an incremental sync`, () =>
    against(async (fake, open) => {
      const { series, ids: [firstId, secondId], of } = provider.instance;
      const put = (id: string, resource: object) => fake.putRaw(work, id, { ...resource });
      const calendar = open();
      fake.put(work, "a", lines);
      const first = await calendar.changes(work, window, null);
      put(firstId, of(lesson));
      const second = await calendar.changes(work, window, first!.cursor);
      const busy = (changes: typeof second) =>
        changes?.objects.find(({ href }) => href === series)?.busy;
      assert.deepEqual(busy(second), [lesson]);

      // A second one comes, later the first is changed: neither takes the other with it.
      put(secondId, of(later));
      const third = await calendar.changes(work, window, second!.cursor);
      assert.deepEqual(busy(third), [lesson, later]);
      put(firstId, { ...of(lesson), ...provider.renamed });
      const fourth = await calendar.changes(work, window, third!.cursor);
      assert.deepEqual(busy(fourth), [lesson, later]);
      put(firstId, provider.cancelled(of(lesson)));
      const fifth = await calendar.changes(work, window, fourth!.cursor);
      const known: IndexedObject[] = [{
        href: series,
        etag: null,
        uid: "series@elsewhere",
        bookingId: null,
        inexactReason: null,
        unreadableReason: null,
        busyBounds: [lesson.start, lesson.end, later.start, later.end],
      }];
      const merged = (await mergeChanges(known, fifth!)).all.find(({ href }) => href === series);
      assert.ok(merged?.busyBounds.includes(later.start), "the other instance is still busy");
    }));

  Deno.test(`${name}: an instance that its series does not list leads to a full sync`, () =>
    against(async (fake, open) => {
      const calendar = open();
      fake.put(work, "weekly", weekly("20261102T200000Z"));
      const first = await calendar.changes(work, window, null);
      const { href } = first!.objects[0]!;
      provider.putStray(fake, href);
      const second = await calendar.changes(work, window, first!.cursor);
      const busy = second?.objects.filter((each) => each.href === href).flatMap(({ busy }) => busy);
      assert.ok(busy?.some(({ start }) => start === lesson.start));
    }));

  Deno.test(`${name}: any refusal of a token, or of instances, leads to a full sync`, () =>
    against(async (fake, open) => {
      const calendar = open();
      fake.put(work, "weekly", weekly("20261102T200000Z"));
      const first = await calendar.changes(work, window, null);
      fake.put(work, "weekly", weekly("20261103T200000Z"));
      for (const where of [`${provider.tokenParameter}=`, "/instances?"]) {
        for (const status of [400, 404, 410]) {
          fake.fault = { status, where };
          const again = await calendar.changes(work, window, first!.cursor);
          assert.ok(again?.isFullSync, `${where} ${status}`);
          assert.deepEqual(again.objects.map(({ busy }) => busy.length), [9]);
        }
        for (const status of [401, 403, 429, 500]) {
          fake.fault = { status, where };
          await assert.rejects(calendar.changes(work, window, first!.cursor), `${where} ${status}`);
        }
      }
    }));

  Deno.test(`${name}, put: a response that never came creates no second event`, () =>
    against(async (fake, open) => {
      await assert.rejects(open().put(work, anEvent), { kind: "try-again" });
      await open().put(work, anEvent);
      assert.equal(provider.eventCount(fake), 1);
    }, losingFirstPost(new CalendarError("try-again", "broken"))));

  Deno.test(`${name}, busy: a silent server is aborted within seconds`, () =>
    against(async (_, open) => {
      await open().busy(work, lesson);
    }, (fetch) => (url, init) => {
      assert.ok((init?.timeoutMs ?? 10_000) <= 5_000);
      return fetch(url, init);
    }));
}
