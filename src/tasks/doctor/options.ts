export interface DoctorOptions {
  asJson: boolean;
  watches: boolean;
  /** How often the watch looks before it ends; Infinity until it is told to. */
  times: number;
}

/** What the doctor is asked to do; null for arguments that it does not know. */
export function doctorOptions(args: readonly string[]): DoctorOptions | null {
  const [first, second, third, ...rest] = args;
  const once = { asJson: false, watches: false, times: 1 };
  if (first === undefined) return once;
  if (first === "--json" && second === undefined) return { ...once, asJson: true };
  if (first !== "--watch" || rest.length > 0) return null;
  if (second === undefined) return { ...once, watches: true, times: Infinity };
  const times = Number(third);
  const isCount = second === "--times" && Number.isInteger(times) && times > 0;
  return isCount ? { ...once, watches: true, times } : null;
}
