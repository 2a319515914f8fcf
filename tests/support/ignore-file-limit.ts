/** Loaded before the program by a test: over the limit of a file's size a write fails, as on a full disk, and does not kill. */
Deno.addSignalListener("SIGXFSZ", () => {});
