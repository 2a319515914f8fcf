/**
 * Records of many fields are stored without the names of these. SQLite gives a record of the file that is longer than
 * about a kilobyte a page of four of its own, and the names alone are half of that.
 */

/** The fields of a record in the order of their values: one that is itself such a record has a form of its own. */
export type Form<T> = {
  [Field in keyof Required<T>]: null | Form<NonNullable<T[Field]>>;
};

/** A record as it is stored: the values in the order of the fields; `undefined` where one is missing. */
export type Short<T> = unknown[] & { readonly of?: T };

/**
 * Writes and reads records of a form. A new field is the last one of its form: those before it keep their places, and
 * a program that does not know it yet keeps its value under its number.
 */
export function shortForm<T extends object>(
  form: Form<T>,
): { length: number; shorten(record: T): Short<T>; expand(stored: Short<T>): T } {
  const fields = fieldsOf(form);
  return {
    length: fields.length,
    shorten: (record) => shorten(fields, record) as Short<T>,
    expand: (stored) => expand(fields, stored) as T,
  };
}

type Fields = readonly (readonly [name: string, fields: Fields | null])[];

function fieldsOf(form: object): Fields {
  return Object.entries(form).map(([name, inner]) => [name, inner && fieldsOf(inner)]);
}

function shorten(fields: Fields, given: unknown): unknown {
  if (given === null || given === undefined) return given;
  const record = given as Record<string, unknown>;
  const stored = fields.map(([name, inner]) => inner ? shorten(inner, record[name]) : record[name]);
  for (let n = fields.length; n in record; n++) stored.push(record[n]);
  return stored;
}

function expand(fields: Fields, given: unknown): unknown {
  if (given === null || given === undefined) return given;
  const stored = given as unknown[], record: Record<string, unknown> = {};
  for (let n = 0; n < stored.length; n++) {
    const value = stored[n];
    if (n >= fields.length) record[n] = value;
    else if (value !== undefined) {
      const [name, inner] = fields[n]!;
      record[name] = inner ? expand(inner, value) : value;
    }
  }
  return record;
}
