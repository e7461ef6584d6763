import type { StepNow } from "../what-now.ts";
import type { Cast } from "./cast.ts";
import type { Helper } from "./pursue.ts";
import { type Script, types } from "./stage.ts";

/** What people do when a release waits for them: test, approve, confirm, answer. The gate itself can be kept shut by `mayLaunch`. */
export const answers = (script: Script, cast: Cast, version: string, mayLaunch: () => boolean): Helper => {
  const answered = new Set<string>();
  return async ({ asks }) => {
    for (const ask of asks) {
      const key = `${ask.step} ${ask.says}`;
      if (answered.has(key) || (ask.step.startsWith("approve-launch/") && !mayLaunch())) continue;
      if (!(await answerOne(script, cast, version, ask))) continue;
      answered.add(key);
      return true;
    }
    return false;
  };
};

const answerOne = async (script: Script, cast: Cast, version: string, ask: StepNow): Promise<boolean> => {
  if (ask.kind === "test-session") return holdSession(script, cast, version);
  if (ask.kind === "approve" || ask.kind === "confirm") return approveAll(script, version, ask);
  if (ask.kind === "mark") {
    await types(script, cast.captain, "done", version, ask.item, "--evidence", "done by hand");
    return true;
  }
  if (ask.question?.code === "LAUNCH_SLIPPED") {
    await types(
      script,
      cast.captain,
      "decide",
      version,
      ask.step,
      "keep-heading",
      "--reason",
      "the second approver was away; nothing else changed",
    );
    return true;
  }
  return false;
};

/** A session in which nothing is found. */
const holdSession = async (script: Script, cast: Cast, version: string): Promise<boolean> => {
  await types(script, cast.captain, "session", "open", version, "--charter", "what changed since the last candidate");
  await types(script, cast.tester, "session", "join", version);
  await types(script, cast.captain, "session", "close", version, "--summary", "every charter tried on the published image");
  return true;
};

/** One person whose word is still missing approves; the gate says when it is enough. */
const approveAll = async (script: Script, version: string, ask: StepNow): Promise<boolean> => {
  const gate = ask.item.replace(/^approve-/, "");
  const [who] = ask.waitsFor ?? [];
  if (who === undefined) return false;
  await types(script, who, "approve", version, gate);
  return true;
};
