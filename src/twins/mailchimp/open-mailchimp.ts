import { timingSafeEqual } from "node:crypto";
import { compareInstants, type Instant } from "../../domain/instant.ts";
import { type Check, checker, queryObject, type Schema } from "../kernel/schema.ts";
import type { Operation, Twin, TwinGround, TwinReply, TwinRequest } from "../kernel/twin.ts";
import * as methods from "./methods.ts";
import * as schemas from "./schemas.ts";
import type { MailchimpSeed } from "./seed.ts";
import { problem } from "./shapes.ts";
import { openAccount } from "./state.ts";

/** What an operation takes and answers. */
interface Described {
  readonly query?: Schema;
  readonly body?: Schema;
  readonly answer?: Schema;
}

/**
 * A stand-in for the campaigns of Mailchimp's Marketing API 3.0. A campaign goes from `save` over `sending` to `sent`, the last after some
 * virtual minutes; only a campaign in `save` whose checklist is ready is sent. The ledger's subject is the campaign's id.
 */
export const openMailchimp = (ground: TwinGround, seed: MailchimpSeed): Twin => {
  const account = openAccount(ground, seed);
  const expected = Buffer.from(seed.apiKey);

  const operation = (
    name: string,
    method: string,
    path: string,
    described: Described,
    act: (request: TwinRequest) => TwinReply,
  ): Operation => ({
    name,
    method,
    path: `/3.0${path}`,
    changes: method !== "GET",
    problems: problemsOf(described),
    replyProblems: replyCheck(described.answer),
    handle: (request) => {
      account.settle(ground.now());
      return act(request);
    },
  });
  const ofCampaign = (name: string, method: string, path: string, described: Described, act: (at: methods.At) => TwinReply): Operation =>
    operation(name, method, `/campaigns/{campaign_id}${path}`, described, (request) => {
      const campaign = account.campaign(request.params["campaign_id"] ?? "");
      if (campaign === undefined) return problem(404, "The requested resource could not be found.");
      return act({ account, seed, now: ground.now(), request, campaign });
    });

  return {
    name: "mailchimp",
    origins: [`https://${seed.apiKey.split("-").at(-1)}.api.mailchimp.com`],
    operations: [
      operation("getCampaigns", "GET", "/campaigns", { query: schemas.listQuery, answer: schemas.listAnswer }, (request) =>
        methods.list({ account, seed, now: ground.now(), request }),
      ),
      ofCampaign("getCampaignsId", "GET", "", { query: schemas.fieldsQuery, answer: schemas.campaignAnswer }, methods.get),
      ofCampaign("patchCampaignsId", "PATCH", "", { body: schemas.settingsBody, answer: schemas.campaignAnswer }, methods.changeSettings),
      ofCampaign(
        "getCampaignsIdContent",
        "GET",
        "/content",
        { query: schemas.fieldsQuery, answer: schemas.contentAnswer },
        methods.getContent,
      ),
      ofCampaign(
        "putCampaignsIdContent",
        "PUT",
        "/content",
        { body: schemas.contentBody, answer: schemas.contentAnswer },
        methods.putContent,
      ),
      ofCampaign(
        "getCampaignsIdSendChecklist",
        "GET",
        "/send-checklist",
        { query: schemas.fieldsQuery, answer: schemas.checklistAnswer },
        methods.checklist,
      ),
      ofCampaign("postCampaignsIdActionsReplicate", "POST", "/actions/replicate", { answer: schemas.campaignAnswer }, methods.replicate),
      ofCampaign("postCampaignsIdActionsTest", "POST", "/actions/test", { body: schemas.testBody }, methods.test),
      ofCampaign("postCampaignsIdActionsSend", "POST", "/actions/send", {}, methods.send),
    ],
    admit: (request) => {
      const given = Buffer.from(passwordOf(request.headers["authorization"]));
      const right = given.length === expected.length && timingSafeEqual(given, expected);
      return right ? undefined : problem(401, "Your API key may be invalid, or you've attempted to access the wrong datacenter.");
    },
    refuse: (status, problems) => {
      if (status === 404) return problem(404, "The requested resource could not be found.");
      const errors = problems.map((message) => ({ field: "", message }));
      return status === 405
        ? problem(405, "The requested method and resource are not compatible.")
        : problem(400, "The resource submitted could not be validated.", errors);
    },
    advance: async (now) => account.settle(now),
    nextDue: () =>
      account
        .campaigns()
        .map((each) => (each.status === "sending" ? each.due : undefined))
        .filter((each): each is Instant => each !== undefined)
        .sort(compareInstants)[0],
    holdings: account.holdings,
  };
};

const problemsOf = (described: Described): Operation["problems"] => {
  const query = checker("query", described.query ?? schemas.nothing);
  const body = described.body === undefined ? undefined : checker("body", described.body);
  return (request) => [
    ...query(queryObject(request.query)),
    ...(body === undefined ? (request.body.length === 0 ? [] : ["body is not expected"]) : body(request.json)),
  ];
};

const replyCheck = (answer: Schema | undefined): ((reply: TwinReply) => readonly string[]) => {
  const right: Check = answer === undefined ? (body) => (body === undefined ? [] : ["answer has a body"]) : checker("answer", answer);
  const wrong = checker("problem", schemas.problemAnswer);
  return (reply) => (reply.status >= 400 ? wrong(reply.body) : right(reply.body));
};

const passwordOf = (authorization: string | undefined): string => {
  const basic = /^Basic ([A-Za-z0-9+/=]+)$/.exec(authorization ?? "")?.[1];
  return basic === undefined
    ? ""
    : Buffer.from(basic, "base64")
        .toString("utf8")
        .replace(/^[^:]*:/, "");
};
