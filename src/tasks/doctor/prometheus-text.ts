/** Metrics in Prometheus text format, as read from the running program. */
export interface Samples {
  /** The sum of a metric's values, of those with these labels. */
  total(name: string, labels?: Record<string, string>): number;
  /** The duration within which this share of what a histogram counted since `before` lies, ms; null for nothing. */
  within(name: string, share: number, before: Samples | null): number | null;
}

interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** Reads the text of `/metrics`. */
export function readSamples(text: string): Samples {
  const samples = text.split("\n").flatMap(readSample);
  const total = (name: string, labels: Record<string, string> = {}) =>
    samples.filter((each) =>
      each.name === name &&
      Object.entries(labels).every(([label, value]) => each.labels[label] === value)
    ).reduce((sum, { value }) => sum + value, 0);
  return {
    total,
    within(name, share, before) {
      const since = (labels?: Record<string, string>) =>
        total(`${name}_bucket`, labels) - (before?.total(`${name}_bucket`, labels) ?? 0);
      const count = total(`${name}_count`) - (before?.total(`${name}_count`) ?? 0);
      if (count <= 0) return null;
      const limits = new Set(
        samples.flatMap((each) => each.name === `${name}_bucket` ? [each.labels.le!] : []),
      );
      const reached = [...limits].map((le) => le === "+Inf" ? Infinity : Number(le)).sort((a, b) =>
        a - b
      )
        .find((le) => since({ le: le === Infinity ? "+Inf" : String(le) }) >= share * count);
      return reached === undefined ? null : reached * 1000;
    },
  };
}

function readSample(line: string): Sample[] {
  const [, name, pairs = "", value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
  if (name === undefined || value === undefined) return [];
  const labels = Object.fromEntries(
    [...pairs.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label, text]) => [label!, text!]),
  );
  return [{ name, labels, value: Number(value) }];
}
