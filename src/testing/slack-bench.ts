import { connectSlack } from "../connectors/slack/connect-slack.ts";
import { addDuration, duration } from "../domain/instant.ts";
import type { TwinRequest } from "../twins/kernel/twin.ts";
import { openSlack } from "../twins/slack/open-slack.ts";
import type { SlackSeed } from "../twins/slack/seed.ts";
import type { MessagesBench } from "./contracts/messages.ts";
import { openTwinBench, type TwinBench } from "./twin-bench.ts";

const channels = [
  { id: "C0000000001", name: "general", member: true },
  { id: "C0000000002", name: "board", member: false },
];

/** Two workspaces with the same channel ids. */
export const slackSeed: SlackSeed = {
  workspaces: [
    { name: "community", token: "xoxb-community", channels },
    { name: "team", token: "xoxb-team", channels },
  ],
};

/** The twin, served, with a token for each workspace and a wrong one for a third. */
export const openSlackTwin = (heard?: (request: TwinRequest) => void): Promise<TwinBench<ReturnType<typeof openSlack>>> =>
  openTwinBench(
    (ground) => {
      const twin = openSlack(ground("slack"), slackSeed);
      return { twins: [twin], opened: twin };
    },
    { SLACK_TOKEN_COMMUNITY: "xoxb-community", SLACK_TOKEN_TEAM: "xoxb-team", SLACK_TOKEN_STRANGE: "xoxb-revoked" },
    heard,
  );

/** Connector and twin as a bench of the port's contract. */
export const openSlackBench = async (): Promise<MessagesBench> => {
  const bench = await openSlackTwin();
  return {
    ...connectSlack(bench),
    workspace: "community",
    otherWorkspace: "team",
    strangeWorkspace: "strange",
    channel: "C0000000001",
    closedChannel: "C0000000002",
    now: bench.clock.now,
    later: () => bench.clock.set(addDuration(bench.clock.now(), duration("1m"))),
    posted: (key) => bench.ledger.count("chat.postMessage", `community/C0000000001 ${key}`),
    crowd: async (count) => {
      for (let each = 0; each < count; each += 1) await say(bench.origin("slack"), `message ${each}`);
    },
    breakNext: bench.breakNext,
    close: bench.close,
  };
};

const say = async (origin: string, text: string): Promise<void> => {
  const headers = { authorization: "Bearer xoxb-community", "content-type": "application/json" };
  const answer = await fetch(`${origin}/api/chat.postMessage`, {
    method: "POST",
    headers,
    body: JSON.stringify({ channel: "C0000000001", text }),
  });
  await answer.arrayBuffer();
};
