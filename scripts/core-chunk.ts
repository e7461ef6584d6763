import { readFile } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";

/**
 * Puts `core`, with all that it imports, into one file. A bundle is cut wherever one part that is loaded later needs something that another does not,
 * which would spread what every command needs over forty files, each to be found and opened. Here every part that is loaded later imports the core
 * as well, so that there is nothing to cut; it costs nothing, because the core was loaded before.
 */
export const coreChunk = async (root: string, core: readonly string[], options: BuildOptions): Promise<Plugin> => {
  const { metafile } = await build({ ...options, metafile: true, write: false, logLevel: "silent" });
  const later = new Set(laterIn(metafile).map((file) => resolve(root, file)));
  return {
    name: "core-chunk",
    setup(within) {
      within.onResolve({ filter: /^core-chunk:$/ }, () => ({ path: "core", namespace: "core-chunk" }));
      within.onLoad({ filter: /./, namespace: "core-chunk" }, () => ({
        contents: core.map((file) => importOf(root, file)).join("\n"),
        resolveDir: root,
      }));
      within.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
        if (!later.has(path)) return undefined;
        // At the end, where it moves no line.
        const contents = `${await readFile(path, "utf8")}\nimport "core-chunk:";\n`;
        return { contents, loader: extname(path) === ".tsx" ? "tsx" : "ts" };
      });
    },
  };
};

const laterIn = ({ inputs }: Metafile): readonly string[] =>
  Object.values(inputs).flatMap(({ imports }) => imports.flatMap(({ kind, path }) => (kind === "dynamic-import" ? [path] : [])));

const importOf = (root: string, file: string): string => `import ${JSON.stringify(resolve(root, file))};`;
