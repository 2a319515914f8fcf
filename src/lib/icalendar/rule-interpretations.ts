/** Interpretations of rules that programs expand differently. */
import {
  frequencies,
  parseRule,
  type RecurrenceRule,
  withoutTimeParts,
} from "./recurrence-rule.ts";

/** The interpretations of a rule; busy time is their union. */
export interface RuleInterpretations {
  /** Empty when not even the times of day are certain. */
  rules: RecurrenceRule[];
  /** There is only one interpretation. */
  isUnambiguous: boolean;
}

/** Interprets a rule; when only its days are uncertain, as its times on every day. */
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

/** Whether an invalid rule certainly has no time parts. */
function hasNoTimeParts(text: string): boolean {
  const freq = /FREQ=([A-Z]+)/i.exec(text)?.[1]?.toUpperCase() ?? "";
  // A wrong separator may have joined two parts.
  const parts = text.toUpperCase().split(";").map((part) => part.split("="));
  return frequencies.some((name) => name === freq) && !isSubDaily(freq) &&
    parts.every(([name = "", ...values]) => dayParts.has(name.trim()) && values.length === 1);
}

/** Parts of a rule that do not affect the time of day. */
const dayParts = new Set(
  ("FREQ INTERVAL COUNT UNTIL BYDAY BYMONTHDAY BYYEARDAY BYWEEKNO BYMONTH BYSETPOS WKST RSCALE SKIP")
    .split(" "),
);

const isSubDaily = (freq: string) => ["SECONDLY", "MINUTELY", "HOURLY"].includes(freq);

/** Whether RFC 5545 §3.3.10 allows this combination of parts; others are expanded differently by each program. */
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
  // Programs differ on whether BYSETPOS counts within a month or the year.
  if (isYearly && byMonthDay.length && !byMonth.length && !byWeekNo.length) return false;
  const lists = [byDay, byMonthDay, byYearDay, byWeekNo, byMonth];
  return [...lists, rule.byHour, rule.byMinute, rule.bySecond].some((list) => list.length > 0) &&
    bySetPos.some((place) => Math.abs(place) <= maxPerPeriod(rule));
}

/** The maximum number of instances in one period of a rule. */
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
 * A rule that covers every interpretation: its times on every day up to UNTIL, without COUNT, whose last day is
 * uncertain.
 */
function coveringRule(rule: RecurrenceRule): RecurrenceRule {
  const days = { byDay: [], byMonthDay: [], byYearDay: [], byWeekNo: [], byMonth: [] };
  const often = isSubDaily(rule.freq) ? {} : { freq: "DAILY" as const, interval: 1 };
  return { ...rule, ...days, ...often, bySetPos: [], count: null };
}

/** The interpretations of a valid rule. */
function interpretationsOf(rule: RecurrenceRule): RecurrenceRule[] {
  const rules = rule.count !== null && rule.until
    // COUNT and UNTIL exclude each other; either may be intended.
    ? [{ ...rule, count: null }, { ...rule, until: null }]
    : [rule];
  const { freq, byDay, byMonthDay, byYearDay, byWeekNo, byMonth } = rule;
  const onlyWeeks = byWeekNo.length > 0 && !byDay.length && !byMonthDay.length && !byYearDay.length;
  // On DTSTART's weekday, or on all days of the week.
  if (onlyWeeks) return rules.flatMap((each) => [each, { ...each, byDay: everyWeekday }]);
  const onlyDates = freq === "YEARLY" && byMonthDay.length > 0 &&
    ![byDay, byYearDay, byWeekNo, byMonth].some((list) => list.length > 0);
  // In DTSTART's month, as libical expands it, or in every month, by the table of RFC 5545.
  return onlyDates ? rules.flatMap((each) => [each, { ...each, byMonth: everyMonth }]) : rules;
}

const everyWeekday = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, nth: 0 }));
const everyMonth = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
