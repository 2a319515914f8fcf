/** Rules that programs read in different ways, and what covers every one of them. */
import {
  frequencies,
  parseRule,
  type RecurrenceRule,
  withoutTimeParts,
} from "./recurrence-rule.ts";

/** What a written rule may mean; all of it counts. */
export interface RuleInterpretations {
  /** None where not even its times are clear. */
  rules: RecurrenceRule[];
  /** There is one way to read it. */
  isUnambiguous: boolean;
}

/** Reads a rule, or what is certain to cover it: its times on every day where only the days are unclear. */
export function interpretRule(text: string, dateOnly: boolean): RuleInterpretations {
  let rule: RecurrenceRule;
  try {
    rule = parseRule(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { rules: hasNoTimeParts(text) ? [parseRule("FREQ=DAILY")] : [], isUnambiguous: false };
  }
  if (dateOnly) rule = withoutTimeParts(rule);
  if (!isUnambiguous(rule)) return { rules: [coveringRule(rule)], isUnambiguous: false };
  const rules = interpretationsOf(rule);
  return { rules, isUnambiguous: rules.length === 1 };
}

/** Whether nothing in a rule that cannot be read says times of the day. */
function hasNoTimeParts(text: string): boolean {
  const freq = /FREQ=([A-Z]+)/i.exec(text)?.[1]?.toUpperCase() ?? "";
  // A sign for another may have joined two parts.
  const parts = text.toUpperCase().split(";").map((part) => part.split("="));
  return frequencies.some((name) => name === freq) && !isSubDaily(freq) &&
    parts.every(([name = "", ...values]) => dayParts.has(name.trim()) && values.length === 1);
}

/** Parts of a rule that say nothing about the time of day. */
const dayParts = new Set(
  ("FREQ INTERVAL COUNT UNTIL BYDAY BYMONTHDAY BYYEARDAY BYWEEKNO BYMONTH BYSETPOS WKST RSCALE SKIP")
    .split(" "),
);

const isSubDaily = (freq: string) => ["SECONDLY", "MINUTELY", "HOURLY"].includes(freq);

/** Whether RFC 5545 §3.3.10 allows the parts of a rule beside one another; what it does not allow, each program reads its own way. */
export function isUnambiguous(rule: RecurrenceRule): boolean {
  const { freq, byDay, byMonthDay, byYearDay, byWeekNo, byMonth, bySetPos } = rule;
  const isYearly = freq === "YEARLY";
  const hasOrdinals = byDay.some(({ nth }) => nth !== 0);
  const knowsOrdinals = freq === "MONTHLY" || isYearly && !byWeekNo.length;
  if (byWeekNo.length && !isYearly) return false;
  if (byMonthDay.length && freq === "WEEKLY") return false;
  if (byYearDay.length && ["DAILY", "WEEKLY", "MONTHLY"].includes(freq)) return false;
  if (hasOrdinals && !knowsOrdinals) return false;
  if (!bySetPos.length) return true;
  // Of which days it is a place is not agreed upon: those of one month, or of all of them.
  if (isYearly && byMonthDay.length && !byMonth.length && !byWeekNo.length) return false;
  const lists = [byDay, byMonthDay, byYearDay, byWeekNo, byMonth];
  return [...lists, rule.byHour, rule.byMinute, rule.bySecond].some((list) => list.length > 0) &&
    bySetPos.some((place) => Math.abs(place) <= maxPerPeriod(rule));
}

/** How many times a rule can have in one of its periods, at the most. */
function maxPerPeriod({ freq, byDay, byHour, byMinute, bySecond }: RecurrenceRule): number {
  const times = (lists: readonly unknown[][]) =>
    lists.reduce((product, list) => product * Math.max(1, list.length), 1);
  if (freq === "SECONDLY") return 1;
  if (freq === "MINUTELY") return times([bySecond]);
  if (freq === "HOURLY") return times([byMinute, bySecond]);
  if (freq === "DAILY") return times([byHour, byMinute, bySecond]);
  return freq === "WEEKLY" ? times([byDay, byHour, byMinute, bySecond]) : Infinity;
}

/**
 * What is certain to cover a rule that may be read in several ways: its times on every day, up to its UNTIL. How many
 * of them COUNT means cannot be said.
 */
function coveringRule(rule: RecurrenceRule): RecurrenceRule {
  const days = { byDay: [], byMonthDay: [], byYearDay: [], byWeekNo: [], byMonth: [] };
  const often = isSubDaily(rule.freq) ? {} : { freq: "DAILY" as const, interval: 1 };
  return { ...rule, ...days, ...often, bySetPos: [], count: null };
}

/** The ways in which a rule is read that is in order: all of them count. */
function interpretationsOf(rule: RecurrenceRule): RecurrenceRule[] {
  const rules = rule.count !== null && rule.until
    // Only one of them may stand there; nobody knows which one is meant.
    ? [{ ...rule, count: null }, { ...rule, until: null }]
    : [rule];
  const { freq, byDay, byMonthDay, byYearDay, byWeekNo, byMonth } = rule;
  const onlyDates = freq === "YEARLY" && byMonthDay.length > 0 &&
    ![byDay, byYearDay, byWeekNo, byMonth].some((list) => list.length > 0);
  // Days of the month in which it begins, as libical reads it, or of every month, as the table of RFC 5545 has it.
  return onlyDates ? rules.flatMap((each) => [each, { ...each, byMonth: everyMonth }]) : rules;
}

const everyMonth = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
