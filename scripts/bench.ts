/** `npm run bench -- NAME ARGS`: one benchmark of bench/, on the built command. Without a name it lists them. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";

const root = dirname(import.meta.dirname);
const [name, ...args] = process.argv.slice(2);
const names = readdirSync(join(root, "bench")).flatMap((file) => /^(.+)\.ts$/.exec(file)?.[1] ?? []);
const node = (file: string, rest: readonly string[] = []): number =>
  spawnSync(process.execPath, [join(root, file), ...rest], { cwd: root, stdio: "inherit" }).status ?? 1;

if (name === undefined || !names.includes(name)) {
  console.error(`npm run bench -- NAME, one of: ${names.join(", ")}`);
  process.exitCode = 2;
} else {
  const built = node("scripts/build.ts");
  process.exitCode = built === 0 ? node(`bench/${name}.ts`, args) : built;
}
