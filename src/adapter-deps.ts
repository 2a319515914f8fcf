// The adapter copies a file of this name into its output; src/main.ts serves the build itself and needs nothing here.
