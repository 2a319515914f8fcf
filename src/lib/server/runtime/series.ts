/** Counters and histograms in the memory of this process, as Prometheus text. */

/** One metric: its name, what it counts, its labels, and what it has counted. */
interface Metric {
  /** In Prometheus text format. */
  lines(): string[];
}

export interface Counter extends Metric {
  /** Adds one; `labels` in the order of their names. */
  add(...labels: string[]): void;
}

export interface Histogram extends Metric {
  /** Counts one duration, ms; `labels` in the order of their names. */
  observe(ms: number, ...labels: string[]): void;
}

/** A counter whose labels have values of closed sets. */
export function openCounter(name: string, help: string, labelNames: string[] = []): Counter {
  const counts = new Map<string, number>();
  if (labelNames.length === 0) counts.set("", 0);
  return {
    add(...labels) {
      const key = labels.join("\0");
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    lines: () => [
      ...heading(name, help, "counter"),
      ...[...counts].map(([key, count]) => `${name}${labelled(labelNames, key)} ${count}`),
    ],
  };
}

interface Durations {
  /** How many in each bucket, and one more for those beyond the last. */
  counts: number[];
  sumMs: number;
}

/** A histogram of durations with buckets up to these seconds; its labels have values of closed sets. */
export function openHistogram(
  name: string,
  help: string,
  upToSeconds: readonly number[],
  labelNames: string[] = [],
): Histogram {
  const upToMs = upToSeconds.map((seconds) => seconds * 1000);
  const all = new Map<string, Durations>();
  const none = (): Durations => ({ counts: Array(upToMs.length + 1).fill(0), sumMs: 0 });
  if (labelNames.length === 0) all.set("", none());
  return {
    observe(ms, ...labels) {
      const key = labels.length === 1 ? labels[0]! : labels.join("\0");
      let durations = all.get(key);
      if (!durations) all.set(key, durations = none());
      // A wall clock that was set back makes no negative duration.
      const length = Math.max(0, ms);
      let bucket = 0;
      while (bucket < upToMs.length && length > upToMs[bucket]!) bucket++;
      durations.counts[bucket]!++;
      durations.sumMs += length;
    },
    lines: () => [
      ...heading(name, help, "histogram"),
      ...[...all].flatMap(([key, durations]) =>
        durationLines(name, (more) => labelled(labelNames, key, more), upToSeconds, durations)
      ),
    ],
  };
}

function durationLines(
  name: string,
  labels: (more?: string) => string,
  upToSeconds: readonly number[],
  { counts, sumMs }: Durations,
): string[] {
  let sum = 0;
  const buckets = counts.map((count, index) => {
    const limit = upToSeconds[index] ?? "+Inf";
    return `${name}_bucket${labels(`le="${limit}"`)} ${sum += count}`;
  });
  return [...buckets, `${name}_sum${labels()} ${sumMs / 1000}`, `${name}_count${labels()} ${sum}`];
}

/** The first lines of a metric. */
export function heading(name: string, help: string, type: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function labelled(names: readonly string[], key: string, more?: string): string {
  const values = key.split("\0");
  const pairs = names.map((name, index) => labelPair(name, values[index] ?? ""));
  if (more) pairs.push(more);
  return pairs.length > 0 ? `{${pairs.join(",")}}` : "";
}

/** A label with its value in Prometheus text format. */
export function labelPair(name: string, value: string): string {
  const escaped = value.replace(/[\\"\n]/g, (sign) => sign === "\n" ? "\\n" : `\\${sign}`);
  return `${name}="${escaped}"`;
}
