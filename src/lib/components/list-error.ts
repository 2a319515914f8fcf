/** The error of a field with a list of values: its own, or that of one of its items, which `name.0` names. */
export function listError(errors: Record<string, string>, name: string): string | undefined {
  const ofItem = Object.keys(errors).find((field) => field.startsWith(`${name}.`));
  return errors[name] ?? (ofItem && errors[ofItem]);
}
