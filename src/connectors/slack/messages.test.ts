import { expect, test } from "vitest";
import type { Messages } from "../../domain/ports/announcements.ts";
import { brokenPromises } from "../../testing/contracts/contract.ts";
import { type MessagesBench, messagesCases, messagesContract } from "../../testing/contracts/messages.ts";
import { openSlackBench } from "../../testing/slack-bench.ts";

messagesContract("Slack keeps the promises of Messages", openSlackBench);

const wrong = (spoil: (messages: Messages) => Messages) => async (): Promise<MessagesBench> => {
  const bench = await openSlackBench();
  return { ...bench, messages: spoil(bench.messages) };
};

test("an adapter that posts again when no answer came is found out", async () => {
  const eager = wrong((messages) => ({
    ...messages,
    post: (workspace, message) => messages.post(workspace, message).catch(() => messages.post(workspace, message)),
  }));
  const broken = await brokenPromises(messagesCases, eager);
  expect(broken).toContain("leaves the outcome open when the reply is lost (lost-after), and looking then finds the message");
  expect(broken).toContain("passes on how long to wait when it is rate limited (429)");
});

test("an adapter that tells its messages by their text instead of their key is found out", async () => {
  const careless = wrong((messages) => ({
    ...messages,
    find: async (workspace, where) => [
      ...(await messages.find(workspace, where)),
      ...(await messages.find(workspace, { ...where, key: "k-10" })),
    ],
  }));
  expect(await brokenPromises(messagesCases, careless)).toEqual(["does not take a message with another key for its own"]);
});
