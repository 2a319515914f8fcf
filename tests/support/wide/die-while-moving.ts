/** Loaded before `deno task move` by a test: dies in the middle of the records, or once the first store is left. */
const point = Deno.env.get("MOVE_DIES_AT");
let commits = 0;

const { commit } = Deno.AtomicOperation.prototype;
Deno.AtomicOperation.prototype.commit = async function () {
  if (point === "copy" && ++commits > 1) Deno.kill(Deno.pid, "SIGKILL");
  const result = await commit.call(this);
  if (point === "copy") Deno.kill(Deno.pid, "SIGKILL");
  return result;
};

const { set } = Deno.Kv.prototype;
Deno.Kv.prototype.set = async function (key, value, options) {
  const result = await set.call(this, key, value, options);
  const isLeft = key[0] === "store_move" && (value as { state: string }).state === "left";
  if (point === "left" && isLeft) Deno.kill(Deno.pid, "SIGKILL");
  return result;
};
