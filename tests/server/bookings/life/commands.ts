/** Random commands: each step is carried out on the model and on the store, and both are compared. */
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { after, asOf } from "./model.ts";
import { type Kind, type Model, rules, type Step } from "./steps.ts";
import { countRules } from "../../../support/rule-coverage.ts";
import { carryOut, World } from "./world.ts";
import { storedBookings } from "./stored-bookings.ts";

export const met = countRules("life", rules);

class Command implements fc.AsyncCommand<{ is: Model }, World> {
  constructor(readonly step: Step, readonly crash: "before" | "after" | null) {}
  check = () => true;
  toString = () =>
    JSON.stringify(this.step) + (this.crash ? ` dying ${this.crash} its commit` : "");

  async run(model: { is: Model }, world: World): Promise<void> {
    const was = model.is;
    const step = among(this.step, was.bookings.length);
    const next = after(was, step, met.meet);
    const granted = await this.#tried(world, step);
    if (granted === "died") await world.reopen(was.now);
    else {
      assert.equal(granted, next !== null, `${this}: granted`);
      model.is = next ?? was;
    }
    world.app.at(model.is.now);
    const { now } = model.is;
    const seen = (await storedBookings(world, now)).map((each) => asOf(each, now));
    const as = (state: Model) => state.bookings.map((each) => asOf(each, now));
    // Who died in between has done it or has not; nothing else.
    const isDone = granted === "died" && next !== null && isDeepStrictEqual(seen, as(next));
    if (isDone) model.is = next;
    assert.deepEqual(seen, as(model.is));
  }

  async #tried(world: World, step: Step): Promise<boolean | "died"> {
    if (this.crash) world.doom(this.crash);
    try {
      const granted = await carryOut(world, step);
      if (this.crash) return await this.#spared(world, granted);
      return granted;
    } catch (error) {
      if (this.crash && error instanceof Error && error.message.includes("dead")) return "died";
      throw error;
    }
  }

  /** Nothing was to be committed, so nobody died; the program is started again all the same. */
  async #spared(world: World, granted: boolean): Promise<boolean> {
    await world.reopen(world.app.now());
    return granted;
  }
}

/** The step with its number pointing at one of the bookings that are there; a negative one counts from the last. */
function among(step: Step, many: number): Step {
  return "nth" in step && many > 0 ? { ...step, nth: (step.nth + many) % many } : step;
}

const nth = fc.nat(5), quarter = fc.nat(7), sharedQuarter = fc.constantFrom(0, 0, 3);

const aStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant("request" as const),
      kind: fc.constantFrom<Kind>("talk", "coffee"),
      quarter,
    }),
  },
  {
    // Close together, so that guests meet in a slot and fill it.
    weight: 8,
    arbitrary: fc.record({
      what: fc.constant("request" as const),
      kind: fc.constantFrom<Kind>("seminar", "seminar", "tour"),
      quarter: sharedQuarter,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant("move" as const),
      nth,
      quarter: sharedQuarter,
      byHost: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constantFrom(
        "confirm" as const,
        "confirm" as const,
        "reject" as const,
        "expire" as const,
        "keep" as const,
      ),
      nth,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constant("cancel" as const), nth, byHost: fc.boolean() }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant("move" as const),
      nth,
      quarter,
      byHost: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("propose" as const), nth, quarter }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("drag" as const), nth, quarter }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("end" as const), nth }) },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant("no-show" as const), nth, is: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant("wait" as const),
      minutes: fc.constantFrom(1, 59, 361, 1441),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant("near" as const),
      nth,
      minutes: fc.constantFrom(30, 90, -10, -120),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ what: "deadline" as const }) },
);

const aCommand = fc.tuple(
  aStep,
  fc.option(fc.constantFrom("before" as const, "after" as const), { freq: 12 }),
).map(([step, crash]) => commandOf(step, crash));

function commandOf(step: Step, crash: "before" | "after" | null = null): Command {
  return new Command(step, ["wait", "near", "deadline"].includes(step.what) ? null : crash);
}

/** A meeting that was agreed, and what its people do with it: by single steps few runs come so far. */
const anAgreedMeeting = fc.record({
  kind: fc.constantFrom<Kind>("talk", "talk", "seminar"),
  quarter,
  to: quarter,
  then: fc.oneof(
    fc.constantFrom<Step[]>(
      [{ what: "confirm", nth: -1 }],
      [{ what: "reject", nth: -1 }],
      [{ what: "keep", nth: -1 }],
      [{ what: "deadline" }, { what: "confirm", nth: -1 }],
      [{ what: "deadline" }, { what: "reject", nth: -1 }],
    ).map((end) => ({ near: null, end })),
    fc.record({
      near: fc.constantFrom(90, 30, -5, -120),
      end: fc.constantFrom<Step[]>(
        [{ what: "cancel", nth: -1, byHost: false }],
        [{ what: "no-show", nth: -1, is: true }],
        [{ what: "cancel", nth: -1, byHost: true }],
      ),
    }),
  ),
}).map(({ kind, quarter, to, then: { near, end } }) => [
  commandOf({ what: "request", kind, quarter }),
  commandOf({ what: "confirm", nth: -1 }),
  ...near === null ? [] : [commandOf({ what: "near", nth: -1, minutes: near })],
  commandOf({ what: "move", nth: -1, quarter: to, byHost: false }),
  ...end.map((step) => commandOf(step)),
]);

const aPendingMeeting = fc.record({ quarter, to: quarter, isDeclined: fc.boolean() })
  .map(({ quarter, to, isDeclined }) => [
    commandOf({ what: "request", kind: "talk", quarter }),
    commandOf({ what: "propose", nth: -1, quarter: to }),
    ...isDeclined ? [commandOf({ what: "reject", nth: -1 })] : [],
  ]);

const aFullSlot = fc.tuple(
  sharedQuarter,
  fc.constantFrom<Step[]>([], [{ what: "end", nth: -1 }], [{
    what: "drag",
    nth: -1,
    quarter: 6,
  }], [{ what: "drag", nth: -1, quarter: 7 }]),
)
  .map(([quarter, end]) => [
    ...Array.from({ length: 3 }, () => commandOf({ what: "request", kind: "seminar", quarter })),
    ...end.map((step) => commandOf(step)),
  ]);

export const aRun = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: aCommand.map((command) => [command]) },
    { weight: 3, arbitrary: anAgreedMeeting },
    { weight: 2, arbitrary: aPendingMeeting },
    { weight: 1, arbitrary: aFullSlot },
  ),
  { minLength: 7, maxLength: 12, size: "max" },
).map((parts) => parts.flat());
