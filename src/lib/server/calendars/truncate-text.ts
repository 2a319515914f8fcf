/**
 * A text as it is written, and no longer than `most` then; an ellipsis says where there was more. No sign is cut in two,
 * and no escape either.
 */
export function truncateText(
  text: string,
  most: number,
  written: (text: string) => string = (text) => text,
): string {
  const whole = written(text);
  if (whole.length <= most) return whole;
  let kept = "";
  for (const sign of text) {
    const next = kept + written(sign);
    if (next.length >= most) break;
    kept = next;
  }
  return `${kept}…`;
}
