import { explain } from "../../domain/errors.ts";
import type { ObjectId } from "../../domain/ports/git.ts";

/** The words of `git fast-import`; see git-fast-import(1). */
export const data = (content: string | Uint8Array): Buffer => {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from("\n")]);
};

export const quoted = (path: string): string => `"${path.replaceAll('"', '\\"')}"`;

/** The one id that a stream asked for. Raises GIT_FAILED for any other answer. */
export const answeredId = (output: Buffer): ObjectId => {
  const said = output.toString("latin1").trim();
  if (/^[0-9a-f]{40}$/.test(said)) return said;
  throw explain("GIT_FAILED", { command: "fast-import", message: `it answered ${JSON.stringify(said.slice(0, 80))}` });
};
