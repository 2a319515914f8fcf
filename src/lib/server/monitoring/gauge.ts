import { heading, labelPair } from "../runtime/series.ts";

/** A metric of one value as it is now. */
export function gauge(name: string, help: string, value: number): string[] {
  return [...heading(name, help, "gauge"), `${name} ${value}`];
}

/** A metric with a value for each value of a label. */
export function labelledGauge(
  name: string,
  help: string,
  label: string,
  values: Readonly<Record<string, number>>,
): string[] {
  const lines = Object.entries(values).map(([value, count]) =>
    `${name}{${labelPair(label, value)}} ${count}`
  );
  return [...heading(name, help, "gauge"), ...lines];
}
