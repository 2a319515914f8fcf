/** A half-open stretch of time `[start, end)` in epoch milliseconds. */
export interface Span {
  start: number;
  end: number;
}

/** Whether two half-open spans share an instant; touching ends do not. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** The span from the first start to the last end. */
export function spanOf(spans: readonly Span[]): Span {
  return {
    start: Math.min(...spans.map(({ start }) => start)),
    end: Math.max(...spans.map(({ end }) => end)),
  };
}

/** The same time as ordered spans that neither overlap nor touch; empty spans vanish. */
export function merge(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  let last: Span | null = null;
  for (const span of byStart(spans)) {
    if (span.start >= span.end) continue;
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else merged.push(last = { start: span.start, end: span.end });
  }
  return merged;
}

/** The spans by their start; those that are in order, as most are, are not sorted again. */
export function byStart<Some extends Span>(spans: readonly Some[]): readonly Some[] {
  for (let i = 1; i < spans.length; i++) {
    if (spans[i]!.start < spans[i - 1]!.start) return spans.toSorted((a, b) => a.start - b.start);
  }
  return spans;
}

/** What is left of `spans` once every hole is cut out, ordered and merged. */
export function subtract(spans: readonly Span[], holes: readonly Span[]): Span[] {
  const left: Span[] = [];
  const cuts = merge(holes);
  for (const span of merge(spans)) {
    let start = span.start;
    for (const cut of cuts) {
      if (cut.end <= start) continue;
      if (cut.start >= span.end) break;
      if (cut.start > start) left.push({ start, end: cut.start });
      start = cut.end;
    }
    if (start < span.end) left.push({ start, end: span.end });
  }
  return left;
}

/** The time that lies in spans of each list, cut where either list has an edge; in order. */
export function intersect(some: readonly Span[], others: readonly Span[]): Span[] {
  return some.flatMap((span) => others.flatMap((other) => inside(span, other)))
    .sort((a, b) => a.start - b.start);
}

/** The part of a span inside a window; none when it only touches it. */
export function inside(span: Span, window: Span): Span[] {
  if (span.end <= span.start || !overlaps(span, window)) return [];
  return [{ start: Math.max(span.start, window.start), end: Math.min(span.end, window.end) }];
}

/** The part of a span within bounds; its end lies before its start where they do not meet. */
export function clip(span: Span, bounds: Span): Span {
  return { start: Math.max(span.start, bounds.start), end: Math.min(span.end, bounds.end) };
}
