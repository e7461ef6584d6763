import { isBuiltin } from "node:module";
import { relative } from "node:path";
import type { Plugin } from "esbuild";

/**
 * How Node's own modules come into the bundle: asked for one by one instead of imported. For an import, Node reads every export of a module before the
 * first line runs, also those that load half of Node when they are read: 4 ms for `node:fs` (streams), 25 ms for `node:http` (fetch).
 */
export const nodeModules: Plugin = {
  name: "node-modules",
  setup(build) {
    const root = build.initialOptions.absWorkingDir ?? ".";
    build.onResolve({ filter: /./ }, ({ path, kind, importer }) => {
      if (!isBuiltin(path)) return undefined;
      const name = path.startsWith("node:") ? path : `node:${path}`;
      if (kind === "require-call") return { path: name, namespace: "node-required", sideEffects: false };
      // One for each file, which holds what that file names and goes where it goes.
      return { path: name, suffix: `?${relative(root, importer)}`, namespace: "node-imported", sideEffects: false };
    });
    build.onLoad({ filter: /./, namespace: "node-required" }, ({ path }) => ({ contents: `module.exports = ${asked(path)};` }));
    build.onLoad({ filter: /./, namespace: "node-imported" }, ({ path }) => ({ contents: imported(path) }));
  },
};

const asked = (name: string): string => `process.getBuiltinModule(${JSON.stringify(name)})`;

/** Only what the program names stays in the bundle, and only that is read. */
const imported = (name: string): string => {
  const exports = Object.entries(Object.getOwnPropertyDescriptors(process.getBuiltinModule(name) ?? {})).filter(([each]) => isName(each));
  const lines = exports.map(([each, { value }]) => {
    const later = quiet.has(name) && isPlainFunction(each, value);
    return `const $${each} = /* @__PURE__ */ ${later ? "later" : "now"}("${each}"); export { $${each} as ${each} };`;
  });
  return [
    `const now = (name) => ${asked(name)}[name];`,
    "const later = (name, known) => (...words) => (known ??= now(name))(...words);",
    ...lines,
    `const all = /* @__PURE__ */ (() => ${asked(name)})(); export { all as default };`,
  ].join("\n");
};

const isName = (text: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(text) && text !== "default";

/** Modules that take 2 to 6 ms to load, and that many commands never call: they are loaded by the first call. */
const quiet: ReadonlySet<string> = new Set(["node:child_process", "node:crypto", "node:fs/promises", "node:tty", "node:zlib"]);

/** No class, which could not be constructed, and nothing that carries more than its call (`execFile` tells `promisify` what to do). */
const isPlainFunction = (name: string, value: unknown): boolean =>
  typeof value === "function" && /^[a-z]/.test(name) && Object.getOwnPropertySymbols(value).length === 0 && Object.keys(value).length === 0;
