/**
 * Preloaded before tests: whoever asks for the time zone of the machine's clock, or computes with it, gets an error.
 * Tests that pass with it pass on a machine in any zone.
 */
const message = "the time zone of the machine's clock decides here";

/**
 * What may ask: a library that tests compare with, for today; and that of public holidays, for which the program itself
 * runs in UTC (`environmentFor`).
 */
const mayAsk = /\/(ical\.js|date-holidays|date-holidays-parser|caldate)@/;

function refuse(): void {
  if (!mayAsk.test(new Error().stack ?? "")) throw new Error(message);
}

function trapped(): never {
  throw new Error(message);
}

const local = [
  ...["Date", "Day", "FullYear", "Hours", "Minutes", "Month", "Seconds"]
    .flatMap((part) => [`get${part}`, `set${part}`]),
  ...["getTimezoneOffset", "getYear", "setYear", "toDateString", "toString", "toTimeString"],
];
const prototype = Date.prototype as unknown as Record<string, (...given: unknown[]) => unknown>;
for (const name of local) {
  const original = prototype[name];
  if (!original) continue;
  prototype[name] = function (...given) {
    refuse();
    return original.apply(this, given);
  };
}

const localised = ["toLocaleString", "toLocaleDateString", "toLocaleTimeString"] as const;
for (const name of localised) {
  const original = Date.prototype[name];
  Date.prototype[name] = function (locales?: unknown, options?: Intl.DateTimeFormatOptions) {
    if (!options?.timeZone) trapped();
    return original.call(this, locales as string, options);
  };
}

const NativeDate = Date;
const parse = NativeDate.parse;

/** A date and time without "Z" or offset; a date alone is in UTC. */
function isLocalTime(value: unknown): boolean {
  return typeof value === "string" && !/^\d{4}(-\d\d){0,2}$/.test(value) &&
    !/(Z|GMT|UTC|[+-]\d\d:?\d\d)( \(.*\))?$/.test(value) && !Number.isNaN(parse(value));
}

NativeDate.parse = (value) => {
  if (isLocalTime(value)) refuse();
  return parse(value);
};
globalThis.Date = new Proxy(NativeDate, {
  apply: trapped,
  construct(target, given, newTarget) {
    if (given.length > 1 || isLocalTime(given[0])) refuse();
    return Reflect.construct(target, given, newTarget);
  },
});
NativeDate.prototype.constructor = Date;

const NativeFormat = Intl.DateTimeFormat;
const zoneless = new WeakSet<object>();
function formatWithZone(target: typeof NativeFormat, given: unknown[], newTarget?: unknown) {
  const made = Reflect.construct(target, given, (newTarget ?? target) as typeof NativeFormat);
  const options = given[1] as Intl.DateTimeFormatOptions | undefined;
  if (options?.timeZone === undefined) zoneless.add(made);
  return made;
}
Intl.DateTimeFormat = new Proxy(NativeFormat, {
  apply: (target, _, given) => formatWithZone(target, given),
  construct: formatWithZone,
});
for (const name of ["formatToParts", "formatRange", "formatRangeToParts"] as const) {
  const original = NativeFormat.prototype[name] as (...given: unknown[]) => never;
  NativeFormat.prototype[name] = function (...given: unknown[]) {
    return zoneless.has(this) ? trapped() : original.apply(this, given);
  };
}
const format = Object.getOwnPropertyDescriptor(NativeFormat.prototype, "format")!.get!;
Object.defineProperty(NativeFormat.prototype, "format", {
  configurable: true,
  get() {
    return zoneless.has(this) ? trapped() : format.call(this);
  },
});
const resolvedOptions = NativeFormat.prototype.resolvedOptions;
NativeFormat.prototype.resolvedOptions = function () {
  const options = resolvedOptions.call(this);
  return zoneless.has(this)
    ? Object.defineProperty(options, "timeZone", { get: trapped })
    : options;
};

// A runtime without Temporal has nothing to be trapped.
const now = (globalThis as { Temporal?: { Now: Record<string, unknown> } }).Temporal?.Now;
if (now) {
  now.timeZoneId = trapped;
  const readers = ["zonedDateTimeISO", "plainDateTimeISO", "plainDateISO", "plainTimeISO"];
  for (const name of readers) {
    const original = now[name] as (zone?: string) => unknown;
    now[name] = (zone?: string) => zone === undefined ? trapped() : original.call(now, zone);
  }
}
