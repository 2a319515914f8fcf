/**
 * `Temporal` for everything in `src/lib`: the runtime's own, or `temporal-polyfill`, loaded only where the runtime has none.
 * Both give the same results; `canonicalZone` refuses the few zone names that only the polyfill takes.
 */
export const Temporal: typeof globalThis.Temporal = globalThis.Temporal ??
  (await import("temporal-polyfill")).Temporal;

/**
 * What a clock in a zone shows at an instant, epoch ms: the one way from instants to Temporal, which throws for parts of a
 * millisecond. Parts come from the monotonic clock and are left out.
 */
export function zonedAt(instant: number, zone: string) {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(instant)).toZonedDateTimeISO(zone);
}
