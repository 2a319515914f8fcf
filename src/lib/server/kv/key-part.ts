/** Replaces over-long input by an empty part, which matches no record. */
export function boundedKeyPart(part: string): string {
  return part.length > 256 ? "" : part;
}
