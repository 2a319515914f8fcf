/** Loaded before the program by a test: while the data folder has a file `refuse`, commits fail with the message in it. */
const { commit } = Deno.AtomicOperation.prototype;
const refusal = `${Deno.env.get("INVITO_DATA_DIR")}/refuse`;

Deno.AtomicOperation.prototype.commit = async function () {
  const message = await Deno.readTextFile(refusal).catch(() => "");
  if (message) throw new Error(message);
  return await commit.call(this);
};
