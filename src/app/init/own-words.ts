import type { RepositorySurvey } from "./repository-survey.ts";

/** Names of the product: its repository and who owns it. */
export const ownWords = ({ origin, folder }: Pick<RepositorySurvey, "origin" | "folder">): readonly string[] =>
  (origin ?? folder)
    .split("/")
    .map((word) => word.toLowerCase())
    .filter((word) => word.length >= 3);
