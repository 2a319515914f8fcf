/**
 * Where random tests begin: the same number in every run of `deno task test` and `ok`, a new one in `deno task prove`,
 * which prints it; INVITO_PROVE_SEED repeats such a run.
 */
const given = Deno.env.get("INVITO_PROVE_SEED");

export const seed = Number(given ?? 20261125);

/** Floors of what a random test must have met hold for a fixed seed alone. */
export const isFixedSeed = given === undefined;
