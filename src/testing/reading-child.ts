import { gitOf } from "../connectors/git/git.ts";
import { objectReader } from "../connectors/git/object-reader.ts";
import { openProcesses } from "../host/processes.ts";

/** Reads objects of a repository, with nothing else to do, and says how large each was. */
const [folder = "", ...ids] = process.argv.slice(2);
const reader = objectReader(gitOf(openProcesses(process.env)), `--git-dir=${folder}`);
for (const id of ids) process.stdout.write(`${(await reader.read(id)).length}\n`);
