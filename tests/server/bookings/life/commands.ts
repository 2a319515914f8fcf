/** Random commands: single steps, and short rows that lead to rules which single steps seldom come to. */
import fc from "fast-check";
import { Command, type Life, weighted } from "../../../support/model-life.ts";
import { countRules } from "../../../support/rule-coverage.ts";
import { after, asOf } from "./model.ts";
import { type Kind, type Model, rules, type Step } from "./steps.ts";
import { carryOut, storedBookings, type World } from "./world.ts";

export const met = countRules("life", rules);

const life: Life<Model, Step, World> = {
  after: (model, step) => after(model, step, met.meet),
  carryOut,
  stored: async (world, now) => (await storedBookings(world, now)).map((each) => asOf(each, now)),
  plain: ({ bookings }, now) => bookings.map((each) => asOf(each, now)),
};

const nth = fc.nat(5), quarter = fc.nat(7), sharedQuarter = fc.constantFrom(0, 0, 3);

const is = <What extends string>(...what: What[]) => fc.constantFrom(...what);
const request = is("request"), byHost = fc.boolean();

const aStep = weighted<Step>(
  [5, fc.record({ what: request, kind: is<Kind>("talk", "coffee"), quarter })],
  // Close together, so that guests meet in a slot and fill it.
  [
    8,
    fc.record({
      what: request,
      kind: is<Kind>("seminar", "seminar", "tour"),
      quarter: sharedQuarter,
    }),
  ],
  [4, fc.record({ what: is("move"), nth, quarter: sharedQuarter, byHost })],
  [5, fc.record({ what: is("confirm", "confirm", "reject", "expire", "keep"), nth })],
  [3, fc.record({ what: is("cancel"), nth, byHost })],
  [6, fc.record({ what: is("move"), nth, quarter, byHost })],
  [1, fc.record({ what: is("propose"), nth, quarter })],
  [2, fc.record({ what: is("drag"), nth, quarter })],
  [1, fc.record({ what: is("end"), nth })],
  [1, fc.record({ what: is("no-show"), nth, is: fc.boolean() })],
  [2, fc.record({ what: is("wait"), minutes: fc.constantFrom(1, 59, 361, 1441) })],
  [2, fc.record({ what: is("near"), nth, minutes: fc.constantFrom(30, 90, -10, -120) })],
  [2, fc.constant({ what: "deadline" })],
);

const aCommand = fc.tuple(aStep, fc.option(is("before", "after"), { freq: 12 }))
  .map(([step, when]) => new Command(life, step, when && { when, commits: 0 }));

const commandOf = (step: Step) => new Command(life, step);

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
  ...end.map(commandOf),
]);

const aPendingMeeting = fc.record({ quarter, to: quarter, then: is("decline", "take", "leave") })
  .map(({ quarter, to, then }) => [
    commandOf({ what: "request", kind: "talk", quarter }),
    commandOf({ what: "propose", nth: -1, quarter: to }),
    ...then === "decline" ? [commandOf({ what: "reject", nth: -1 })] : [],
    ...then === "take" ? [commandOf({ what: "move", nth: -1, quarter: to, byHost: false })] : [],
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
    ...end.map(commandOf),
  ]);

export const aRun = fc.array(
  weighted(
    [8, aCommand.map((command) => [command])],
    [3, anAgreedMeeting],
    [2, aPendingMeeting],
    [1, aFullSlot],
  ),
  { minLength: 7, maxLength: 12, size: "max" },
).map((parts) => parts.flat());
