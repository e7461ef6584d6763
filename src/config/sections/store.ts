import { z } from "zod";
import { word } from "./words.ts";

export const store = z.optional(
  word("`git`, or the address of a repository").meta({
    description:
      "Where the journal is kept when several machines drive one train: `git` for a ref of the repository itself, or another repository as an `https://` or ssh address or a folder. Left out, it is a file in the state folder.",
    examples: ["git", "git@example.com:acme/releases.git"],
  }),
);
