import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metafile } from "esbuild";

/** The licence texts of every package inside a bundle: copying their code into ours is allowed on condition that the notices travel along. */
export const thirdPartyNotices = async (root: string, metafile: Metafile): Promise<string> => {
  const folders = new Set(Object.keys(metafile.inputs).flatMap((input) => packageFolder(input) ?? []));
  const notices = await Promise.all([...folders].sort().map((folder) => notice(join(root, folder))));
  return notices.join("\n\n");
};

/** What a plugin made up has a name with a colon, and comes from no package. */
const packageFolder = (input: string): string | undefined => /^[^:?]*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];

const notice = async (folder: string): Promise<string> => {
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Record<string, string>;
  const file = (await readdir(folder)).find((entry) => /^licen[sc]e/i.test(entry));
  if (license === undefined && file === undefined) throw new Error(`${name} has no licence: it cannot go into the bundle.`);
  const text = file === undefined ? "" : `\n\n${(await readFile(join(folder, file), "utf8")).trim()}`;
  return `== ${name} ${version}: ${license}${text}`;
};
