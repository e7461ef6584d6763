import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { stalePages } from "./docs.ts";

test("a page is stale when it is absent or differs by a byte, and then comes with its new text", async () => {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-docs-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "same.md"), "same\n");
  writeFileSync(join(folder, "old.md"), "old");
  const page = (file: string, text: string) => ({ file, make: () => text });

  expect(await stalePages(folder, [page("same.md", "same\n"), page("old.md", "old\n"), page("absent.md", "new\n")])).toEqual([
    { file: "old.md", text: "old\n" },
    { file: "absent.md", text: "new\n" },
  ]);
});
