import { mergeByHand, openByHand } from "./by-hand.ts";
import type { Cast } from "./cast.ts";
import { type Script, types } from "./stage.ts";

/** After the freeze a feature knocks and is refused, and a fix is admitted and boards. The feature goes to main, for the release after. */
export const knock = async (script: Script, cast: Cast, version: string, branch: string): Promise<void> => {
  const { train } = script.stage.parts;
  const { name: repository } = train.repository;
  const feature = await openByHand(script, {
    by: cast.engineer,
    repository,
    base: branch,
    branch: `${cast.engineer.login}-feature`,
    title: "feat(paths): walk in both directions <img src=x onerror=alert(1)>",
    files: [{ path: "rehearsal/feature.txt", text: "A feature that came too late.\n" }],
  });
  const fix = await openByHand(script, {
    by: cast.engineer,
    repository,
    base: branch,
    branch: `${cast.engineer.login}-fix`,
    title: `${train.freeze?.admits[0] ?? "fix"}(login): do not forget where people wanted to go`,
    files: [{ path: "rehearsal/fix.txt", text: "A fix that may board.\n" }],
  });
  await types(script, cast.captain, "tick", version);
  await mergeByHand(script, cast.engineer, repository, feature.number);
  await mergeByHand(script, cast.engineer, repository, fix.number);
  await types(script, cast.captain, "tick", version);
  const later = await openByHand(script, {
    by: cast.engineer,
    repository,
    base: train.repository.main,
    branch: `${cast.engineer.login}-feature-later`,
    title: "feat(paths): walk in both directions",
    files: [{ path: "rehearsal/feature.txt", text: "A feature for the next train.\n" }],
  });
  await mergeByHand(script, cast.engineer, repository, later.number);
};
