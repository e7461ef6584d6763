import { readFile } from "node:fs/promises";
import { extname, relative, resolve } from "node:path";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";

/**
 * Puts each group of files, with all that they import, into one file; what several groups need goes to the first. A bundle is cut wherever one part that
 * is loaded later needs something that another does not, which would spread what one command needs over forty files, each to be found and opened. Here
 * every part that needs something of a group imports all of it, so that there is nothing to cut.
 */
export const chunkGroups = async (root: string, groups: readonly (readonly string[])[], options: BuildOptions): Promise<Plugin> => {
  const { metafile } = await build({ ...options, metafile: true, write: false, logLevel: "silent" });
  const members = membersOf(
    metafile,
    groups.map((files) => files.map((file) => relative(root, resolve(root, file)))),
  );
  const needs = new Map(laterIn(metafile).map((file) => [resolve(root, file), needsOf(metafile, members, file)]));
  return {
    name: "chunk-groups",
    setup(within) {
      within.onResolve({ filter: /^chunk-group:\d+$/ }, ({ path }) => ({ path, namespace: "chunk-group" }));
      within.onLoad({ filter: /./, namespace: "chunk-group" }, ({ path }) => ({
        contents: [...(members[Number(path.slice("chunk-group:".length))] ?? [])].map((file) => importOf(resolve(root, file))).join("\n"),
        resolveDir: root,
      }));
      within.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
        const needed = needs.get(path) ?? [];
        if (needed.length === 0) return undefined;
        // At the end, where it moves no line.
        const contents = [await readFile(path, "utf8"), ...needed.map((at) => importOf(`chunk-group:${at}`)), ""].join("\n");
        return { contents, loader: extname(path) === ".tsx" ? "tsx" : "ts" };
      });
    },
  };
};

/** The files of each group, every file in one group only. */
const membersOf = (metafile: Metafile, groups: readonly (readonly string[])[]): readonly ReadonlySet<string>[] => {
  const reached = groups.map((files) => reachedFrom(metafile, files));
  const shared = [...new Set(reached.flatMap((files) => [...files]))].filter((file) => reached.filter((each) => each.has(file)).length > 1);
  const isShared = new Set(shared);
  return reached.map((files, at) => new Set([...(at === 0 ? shared : []), ...[...files].filter((file) => !isShared.has(file))]));
};

/** Which groups a part needs something of, itself or by another group. */
const needsOf = (metafile: Metafile, members: readonly ReadonlySet<string>[], file: string): readonly number[] => {
  const needed = new Set<number>();
  const files = [file];
  for (let before = -1; before < needed.size; ) {
    before = needed.size;
    const reached = reachedFrom(metafile, files);
    for (const [at, group] of members.entries()) {
      if (needed.has(at) || reached.isDisjointFrom(group)) continue;
      needed.add(at);
      files.push(...group);
    }
  }
  return [...needed].sort((one, other) => one - other);
};

/** These files and all that is loaded with them; modules that the build makes up come with whoever imports them. */
const reachedFrom = ({ inputs }: Metafile, files: readonly string[]): ReadonlySet<string> => {
  const reached = new Set<string>();
  const waiting = [...files];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const input = inputs[file];
    if (input === undefined || file.startsWith("node-") || reached.has(file)) continue;
    reached.add(file);
    for (const { kind, path } of input.imports) if (kind !== "dynamic-import") waiting.push(path);
  }
  return reached;
};

const laterIn = ({ inputs }: Metafile): readonly string[] => [
  ...new Set(
    Object.values(inputs).flatMap(({ imports }) => imports.flatMap(({ kind, path }) => (kind === "dynamic-import" ? [path] : []))),
  ),
];

const importOf = (file: string): string => `import ${JSON.stringify(file)};`;
