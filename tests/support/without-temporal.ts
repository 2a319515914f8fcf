/** For `--preload`: a runtime that has no Temporal of its own. */
Reflect.deleteProperty(globalThis, "Temporal");
