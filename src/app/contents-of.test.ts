import { describe, expect, test } from "vitest";
import type { Train, VersionFile } from "../domain/train.ts";
import { sampleTrain } from "../testing/sample-train.ts";
import { contentsOf } from "./contents-of.ts";
import type { AppParts } from "./parts.ts";

const file = (name: string): VersionFile => ({
  file: name,
  place: { is: "at", path: "version" },
  to: "{version}",
  onMain: undefined,
  message: "Bump",
});

/** Only what reading files needs; two branches, of which main has lost a manifest. */
const partsWith = (train: Partial<Train>, files: readonly string[]): AppParts =>
  ({
    train: {
      ...sampleTrain,
      changelog: undefined,
      chart: undefined,
      post: undefined,
      newsletter: undefined,
      updateFeed: undefined,
      ...train,
    },
    ports: {
      objects: {
        files: async (_: string, commit: string, prefix: string) => files.filter((each) => commit === "head" && each.startsWith(prefix)),
        file: async (_: string, commit: string, path: string) =>
          files.includes(path) && !(commit === "main" && path === "k/gone/k.yaml") ? `${path} at ${commit}` : undefined,
      },
    },
  }) as unknown as AppParts;

describe("the files that a plan edits", () => {
  test("are those that a path with stars means on the release branch, and the same on main where main has them", async () => {
    const parts = partsWith({ versionFiles: [file("VERSION"), file("k/**/k.yaml")] }, [
      "VERSION",
      "k/a/k.yaml",
      "k/gone/k.yaml",
      "k/a/x.yaml",
    ]);
    const { files, mainFiles } = await contentsOf(parts, { head: "head", mainHead: "main", versions: [] });
    expect(Object.keys(files)).toEqual(["VERSION", "k/a/k.yaml", "k/gone/k.yaml"]);
    expect(mainFiles).toEqual({ VERSION: "VERSION at main", "k/a/k.yaml": "k/a/k.yaml at main" });
  });

  test("are refused when a path means more than anybody can look at", async () => {
    const parts = partsWith(
      { versionFiles: [file("**/*.yaml")] },
      Array.from({ length: 501 }, (_, at) => `${at}.yaml`),
    );
    await expect(contentsOf(parts, { head: "head", mainHead: "main", versions: [] })).rejects.toMatchObject({ code: "TOO_MANY_FILES" });
  });
});
