/**
 * `Temporal` for everything in `src/lib`: the runtime's own, or `temporal-polyfill`, loaded only where the runtime has none.
 * Both give the same results; `canonicalZone` refuses the few zone names that only the polyfill takes.
 */
export const Temporal: typeof globalThis.Temporal = globalThis.Temporal ??
  (await import("temporal-polyfill")).Temporal;
