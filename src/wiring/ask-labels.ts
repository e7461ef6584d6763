import { readFileSync } from "node:fs";
import { connectGithub } from "../connectors/github/connect-github.ts";
import type { Labels } from "../domain/change.ts";
import { explain } from "../domain/errors.ts";
import { openDoor } from "../host/door.ts";
import { unpaced } from "../host/pace.ts";
import { openSecrets } from "../host/secrets.ts";
import { readWorldFile } from "./world-file.ts";

/** Pull requests that carry a label at the forge; none where there is no credential, for labels are never required. */
export const askLabels = async (
  environment: Readonly<Record<string, string | undefined>>,
  repository: string,
  label: string,
): Promise<Labels> => {
  const file = environment["SIGNALBOX_WORLD"];
  const world = file === undefined || file === "" ? undefined : readWorldFile(file);
  if (file !== undefined && file !== "" && world === undefined) throw explain("WORLD_MISSING", { file });
  const secrets = openSecrets(world === undefined ? environment : world.credentials, (path) => readFileSync(path, "utf8"));
  if (!secrets.has("GITHUB_TOKEN")) return new Map();
  const door = openDoor(world === undefined ? {} : { map: world.origins });
  try {
    const numbers = await connectGithub({ door, secrets, pace: unpaced }).labels.carrying(repository, label);
    return new Map(numbers.map((number) => [Number(number), [label]]));
  } finally {
    door.close();
  }
};
