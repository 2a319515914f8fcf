/** Loaded before `deno task move` by a test: dies in the first commit of records, once the first store is left, or in a commit by its number. */
const point = Deno.env.get("MOVE_DIES_AT");
const last = point === "copy" ? 1 : Number(point);
let commits = 0;

const { commit } = Deno.AtomicOperation.prototype;
Deno.AtomicOperation.prototype.commit = async function () {
  if (++commits !== last) return await commit.call(this);
  // It is on its way, and whether it arrives is not known.
  void commit.call(this);
  Deno.kill(Deno.pid, "SIGKILL");
  return await new Promise(() => {});
};

const { set } = Deno.Kv.prototype;
Deno.Kv.prototype.set = async function (key, value, options) {
  const result = await set.call(this, key, value, options);
  const isLeft = key[0] === "store_move" && (value as { state: string }).state === "left";
  if (point === "left" && isLeft) Deno.kill(Deno.pid, "SIGKILL");
  return result;
};
