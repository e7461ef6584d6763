import { mergeByHand, openByHand } from "./by-hand.ts";
import type { Cast } from "./cast.ts";
import { look } from "./pursue.ts";
import { type Script, types } from "./stage.ts";

/** A test session finds a blocker, which is also in the released version. Resolves with the commit on main that mends it. */
export const findBlocker = async (script: Script, cast: Cast, version: string, branch: string): Promise<string> => {
  const { repository } = script.stage.parts.train;
  await types(script, cast.captain, "session", "open", version, "--charter", "exports", "--charter", "sign-up");
  await types(script, cast.tester, "session", "join", version);
  await types(
    script,
    cast.tester,
    "finding",
    "raise",
    version,
    "--severity",
    "blocker",
    "--text",
    "An export loses its last row $(reboot) <b>",
    "--owner",
    cast.engineer.name,
  );
  await types(script, cast.captain, "session", "close", version, "--summary", "one blocker, in the released version too");
  const { state } = await look(script, version);
  const id = state.findings.at(-1)?.id ?? "F1";
  const files = [{ path: "rehearsal/export-fix.txt", text: "The last row is written.\n" }];
  const title = `fix(exports): write the last row (${id})`;
  const onMain = await openByHand(script, {
    by: cast.engineer,
    repository: repository.name,
    base: repository.main,
    branch: `${cast.engineer.login}-export-fix`,
    title,
    files,
  });
  await mergeByHand(script, cast.engineer, repository.name, onMain.number);
  const onBranch = await openByHand(script, {
    by: cast.engineer,
    repository: repository.name,
    base: branch,
    branch: `${cast.engineer.login}-export-fix-${version}`,
    title,
    body: `Mends ${id}.`,
    files,
  });
  await types(script, cast.captain, "tick", version);
  await mergeByHand(script, cast.engineer, repository.name, onBranch.number);
  const merged = await script.stage.world.as(cast.engineer.login).pulls.get(repository.name, onMain.number);
  return merged?.mergeCommit ?? onMain.commit;
};

/** On the new candidate the finding is looked at again and closed, in a session of its own. */
export const closeBlocker = async (script: Script, cast: Cast, version: string): Promise<void> => {
  const { state } = await look(script, version);
  const open = state.findings.find((each) => each.closed === undefined);
  if (open === undefined) return;
  await types(script, cast.captain, "session", "open", version, "--charter", `what ${open.id} said`);
  await types(script, cast.tester, "session", "join", version);
  await types(script, cast.tester, "finding", "close", version, open.id, "--resolution", "gone on the new candidate");
  await types(script, cast.captain, "session", "close", version, "--summary", "the blocker is gone");
};
