import type { AppLinks, Running } from "./seed.ts";

/** What a command deploys, or why it is refused. */
export type Wanted = { readonly is: "running"; readonly running: Running } | { readonly is: "refused"; readonly why: string };

/**
 * Reads the arguments of a command: an image by digest, which the registry must hold and whose labels tell the rest; else a commit; else a version.
 * An image by tag is refused: the tag may move before the environment pulls it.
 */
export const deployedBy = async (argv: readonly string[], links: AppLinks): Promise<Wanted> => {
  const image = firstMatch(argv, /^(.+)@(sha256:[0-9a-f]{64})$/);
  if (image !== undefined) return fromImage(links, image[1] ?? "", image[2] ?? "");
  const commit = firstMatch(argv, /^([0-9a-f]{40})$/)?.[1];
  if (commit !== undefined) return { is: "running", running: { version: await links.versionAt(commit), commit, digest: undefined } };
  const version = firstMatch(argv, /^v?(\d+\.\d+\.\d+\S*)$/)?.[1];
  if (version !== undefined) return { is: "running", running: { version, commit: undefined, digest: undefined } };
  return { is: "refused", why: "the command names no image by digest, no commit and no version" };
};

const fromImage = (links: AppLinks, image: string, digest: string): Wanted => {
  const held = links.image(image, digest);
  if (held === undefined) return { is: "refused", why: `${image}@${digest} is not in the registry` };
  const labels = held.platforms[0]?.labels ?? {};
  const [version, commit] = [labels["org.opencontainers.image.version"], labels["org.opencontainers.image.revision"]];
  return { is: "running", running: { version, commit, digest } };
};

const firstMatch = (argv: readonly string[], pattern: RegExp): RegExpExecArray | undefined =>
  argv.map((argument) => pattern.exec(argument)).find((match) => match !== null) ?? undefined;
