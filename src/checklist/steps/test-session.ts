import { act } from "../../domain/by-hand.ts";
import { decision } from "../../domain/step.ts";
import { short } from "./short.ts";

type Input = {
  readonly candidate: string;
  readonly digests: readonly string[];
  /** Names of environments. */
  readonly on: readonly string[];
  readonly minutes: string;
};

/** People have tried to break this very candidate, together, and closed the session. A session on another candidate says nothing about it. */
export const testSession = decision<Input>({
  name: "test-session",
  describe: ({ candidate, on }) => `try to break ${short(candidate)}${on.length === 0 ? "" : ` on ${on.join(", ")}`}`,
  settled: ({ candidate, on, minutes }, { sessions }) => {
    const ours = sessions.filter((each) => each.candidate === candidate && each.participants.length > 0);
    const closed = ours.findLast((each) => each.closed !== undefined);
    if (closed !== undefined)
      return { is: "settled", evidence: `tested by ${closed.participants.join(", ")}: ${closed.closed?.summary ?? ""}`, facts: {} };
    const open = ours.at(-1);
    if (open !== undefined)
      return { is: "open", ask: "Close the session with: signalbox session close --summary TEXT", waitsFor: open.participants };
    const where = on.length === 0 ? "" : ` on ${on.join(", ")}`;
    return { is: "open", ask: `Test ${short(candidate)}${where} for ${minutes} minutes: signalbox session open`, waitsFor: [] };
  },
  byHand: ({ candidate, digests, on, minutes }) => [
    act(
      `Try to break ${candidate}${digests.map((each) => ` (image ${each})`).join("")}${on.length === 0 ? "" : ` on ${on.join(", ")}`} together, for ${minutes} minutes. Write down who took part and what you found; a blocker stops the release.`,
    ),
  ],
});
