import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = dirname(import.meta.dirname);

/** A temporary tree with this project's rules and `files` (path to text) in it, to see the rules find what was planted. */
export const plantedTree = (
  files: Readonly<Record<string, string>>,
): { readonly folder: string; readonly [Symbol.dispose]: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-planted-"));
  for (const rule of [
    "biome.json",
    ".gitignore",
    ".dependency-cruiser.js",
    "knip.json",
    "tsconfig.json",
    "package.json",
    "scripts/lint",
    "scripts/layers.ts",
    "scripts/import-rules.ts",
  ]) {
    cpSync(join(root, rule), join(folder, rule), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
};
