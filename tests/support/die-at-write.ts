/**
 * Loaded before a task by a test: ends the process without a word at a call of Deno. `DIE_AT` names it, the side and the
 * number of the call: `renameSync:before:2`.
 */
const [name = "", side = "", nth = "1"] = (Deno.env.get("DIE_AT") ?? "").split(":");
let left = Number(nth);

if (name) {
  const call = Reflect.get(Deno, name);
  const dying = (...args: unknown[]) => {
    left--;
    if (side === "before" && left === 0) Deno.kill(Deno.pid, "SIGKILL");
    const answer = call.apply(Deno, args);
    if (side === "after" && left === 0) Deno.kill(Deno.pid, "SIGKILL");
    return answer;
  };
  Reflect.set(Deno, name, dying);
}
