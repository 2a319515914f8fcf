/** A label before its value: "Guest:", in French with a space, "Invité :". */
export function withColon(label: string, language: string): string {
  return language === "fr" ? `${label}\u00a0:` : `${label}:`;
}

/** A label with its value: "Try again: Email to guest". */
export function labelled(label: string, value: string, language: string): string {
  return `${withColon(label, language)} ${value}`;
}
