import type { Json } from "../../domain/known.ts";
import { type Check, checker } from "../kernel/schema.ts";
import type { Operation, Twin, TwinGround, TwinReply, TwinRequest } from "../kernel/twin.ts";
import { argumentsOf } from "./arguments.ts";
import { type Call, edit, post, read, whoAmI } from "./methods.ts";
import { authTest, history, type MethodSchemas, postMessage, update } from "./schemas.ts";
import type { SlackSeed, SlackWorkspace } from "./seed.ts";
import { openChannels } from "./state.ts";

/**
 * A stand-in for Slack's web API: `auth.test`, `chat.postMessage`, `chat.update`, `conversations.history`. All workspaces share one address, the token tells
 * which is meant. As at Slack there is no idempotency: a second post makes a second message. The ledger's subject is `workspace/channel key`.
 */
export const openSlack = (ground: TwinGround, seed: SlackSeed): Twin => {
  const channels = openChannels(ground.folder, ground.now);
  const workspaceOf = (request: TwinRequest): SlackWorkspace | undefined =>
    seed.workspaces.find((each) => request.headers["authorization"] === `Bearer ${each.token}`);

  const method = (name: string, verb: string, changes: boolean, schemas: MethodSchemas, act: (call: Call) => TwinReply): Operation => {
    const problems = checker("arguments", schemas.request);
    return {
      name,
      method: verb,
      path: `/api/${name}`,
      changes,
      problems: (request) => problems(argumentsOf(request, schemas.request)),
      replyProblems: replyCheck(checker("answer", schemas.answer)),
      handle: (request) => {
        const workspace = workspaceOf(request);
        if (workspace === undefined) return failure("invalid_auth");
        return act({ workspace, channels, given: argumentsOf(request, schemas.request) as Call["given"], applied: request.applied });
      },
    };
  };

  return {
    name: "slack",
    origins: ["https://slack.com"],
    operations: [
      method("chat.postMessage", "POST", true, postMessage, post),
      method("chat.update", "POST", true, update, edit),
      method("auth.test", "GET", false, authTest, whoAmI),
      method("auth.test", "POST", false, authTest, whoAmI),
      method("conversations.history", "GET", false, history, read),
      method("conversations.history", "POST", false, history, read),
    ],
    admit: (request) => {
      if (request.headers["authorization"] === undefined) return failure("not_authed");
      return workspaceOf(request) === undefined ? failure("invalid_auth") : undefined;
    },
    // Slack says 200 to everything it understood, and `ok: false` to what it will not do.
    refuse: (status, problems) => failure(status === 422 ? "invalid_arguments" : "unknown_method", problems),
    holdings: () => channels.all() as unknown as Json,
  };
};

const failure = (error: string, messages?: readonly string[]): TwinReply => ({
  status: 200,
  body: { ok: false, error, ...(messages === undefined ? {} : { response_metadata: { messages } }) },
});

const replyCheck =
  (check: Check) =>
  (reply: TwinReply): readonly string[] =>
    reply.status === 200 ? check(reply.body) : [`status ${reply.status} is not one of Slack's`];
