const clocks = new Map<string, 12 | 24 | null>();
const MAX_CACHED = 200;

/** The clock of a browser's first language (RFC 9110 §12.5.4), 12 for "en-US" and 24 for "en-GB"; null where it names none. */
export function preferredHourCycle(acceptLanguage: string | null): 12 | 24 | null {
  const tag = acceptLanguage?.split(/[,;]/, 1)[0]?.trim() ?? "";
  if (tag === "" || tag === "*" || tag.length > 35) return null;
  let clock = clocks.get(tag);
  if (clock === undefined) {
    if (clocks.size >= MAX_CACHED) clocks.clear();
    clocks.set(tag, clock = hourCycleOfTag(tag));
  }
  return clock;
}

function hourCycleOfTag(tag: string): 12 | 24 | null {
  try {
    const { hourCycle } = new Intl.DateTimeFormat(tag, { hour: "numeric" }).resolvedOptions();
    return hourCycle?.startsWith("h1") ? 12 : 24;
  } catch (error) {
    // A malformed language tag says nothing about the clock.
    if (error instanceof RangeError) return null;
    throw error;
  }
}
