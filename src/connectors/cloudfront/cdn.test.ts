import { expect, test } from "vitest";
import { instant } from "../../domain/instant.ts";
import type { Cdn } from "../../domain/ports/announcements.ts";
import type { Door, Inbound, Outbound } from "../../domain/ports/host.ts";
import { distribution, openCloudfrontBench, openCloudfrontTwins } from "../../testing/cloudfront-bench.ts";
import { type CdnBench, cdnCases, cdnContract } from "../../testing/contracts/cdn.ts";
import { brokenPromises } from "../../testing/contracts/contract.ts";
import { connectCloudfront } from "./connect-cloudfront.ts";

cdnContract("CloudFront keeps the promises of Cdn", openCloudfrontBench);

const wrong = (spoil: (cdn: Cdn) => Cdn) => async (): Promise<CdnBench> => {
  const bench = await openCloudfrontBench();
  return { ...bench, cdn: spoil(bench.cdn) };
};

test("an adapter that makes up a new reference for every attempt is found out", async () => {
  const forgetful = wrong((cdn) => {
    let attempt = 0;
    return {
      ...cdn,
      invalidate: (distribution, { reference, paths }) => {
        attempt += 1;
        return cdn.invalidate(distribution, { reference: attempt === 1 ? reference : `${reference} ${attempt}`, paths });
      },
    };
  });
  expect(await brokenPromises(cdnCases, forgetful)).toEqual(
    expect.arrayContaining([
      "answers a repeated reference with the first invalidation, also when that is completed",
      "refuses a repeated reference with other paths",
    ]),
  );
});

test("an adapter that takes accepted for completed is found out", async () => {
  const hasty = wrong((cdn) => ({
    ...cdn,
    invalidation: async (distribution, id) => ((await cdn.invalidation(distribution, id)) === undefined ? undefined : "completed"),
  }));
  expect(await brokenPromises(cdnCases, hasty)).toContain("completes after a while, and says in between that it is under way");
});

const secrets = { read: (_: string, name: string) => `${name}-value`, has: (name: string) => name === "AWS_SESSION_TOKEN" };
const clock = { now: () => instant("2021-11-26T09:00:00.500Z") };

const answering = (answer: Partial<Omit<Inbound, "bytes">> & { readonly body: string }, sent: Outbound[] = []): Door => ({
  request: async (request) => {
    sent.push(request);
    return { status: 201, headers: {}, ...answer, bytes: Buffer.from(answer.body) };
  },
  mapped: (url) => url,
});

const failed = (code: string): string =>
  `<?xml version="1.0"?><ErrorResponse xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>m</Message></Error><RequestId>r</RequestId></ErrorResponse>`;

const invalidate = (door: Door) => connectCloudfront({ door, secrets, clock }).cdn.invalidate("E1", { reference: "r", paths: ["/*"] });

test.each([
  [400, "TooManyInvalidationsInProgress", "RATE_LIMITED"],
  [400, "Throttling", "RATE_LIMITED"],
  [503, "ThrottlingException", "RATE_LIMITED"],
  [400, "InvalidationBatchAlreadyExists", "REFUSED"],
  [413, "BatchTooLarge", "REFUSED"],
  [404, "NoSuchDistribution", "NOT_FOUND"],
  [403, "AccessDenied", "TOKEN_REFUSED"],
  [403, "SignatureDoesNotMatch", "TOKEN_REFUSED"],
  [400, "ExpiredToken", "TOKEN_REFUSED"],
  [500, "InternalFailure", "BAD_ANSWER"],
  [503, "ServiceUnavailable", "BAD_ANSWER"],
])("%i %s is %s", async (status, code, expected) => {
  await expect(invalidate(answering({ status, body: failed(code) }))).rejects.toMatchObject({ code: expected });
});

test.each([
  "",
  "{}",
  "<Invalidation/>",
  "<Invalidation><Id>I1</Id><Id>I2</Id><Status>Completed</Status></Invalidation>",
  "<Invalidation><Id>I1</Id><Status>Done</Status></Invalidation>",
  "<Invalidation><Id>../x</Id><Status>Completed</Status></Invalidation>",
  '<!DOCTYPE a [<!ENTITY b "I1">]><Invalidation><Id>&b;</Id><Status>Completed</Status></Invalidation>',
])("a 201 with %s proves nothing", async (body) => {
  await expect(invalidate(answering({ body }))).rejects.toMatchObject({ code: "BAD_ANSWER", explanation: { retry: "unknown" } });
});

test("credentials go out only as secret headers, and the session token is signed", async () => {
  const sent: Outbound[] = [];
  await invalidate(answering({ body: "<Invalidation><Id>I1</Id><Status>InProgress</Status></Invalidation>" }, sent));
  const { secretHeaders, ...open } = sent[0] as Outbound;
  expect(open).toMatchObject({ headers: { host: "cloudfront.amazonaws.com", "x-amz-date": "20211126T090000Z" } });
  expect(secretHeaders?.["x-amz-security-token"]).toBe("AWS_SESSION_TOKEN-value");
  expect(secretHeaders?.["authorization"]).toContain("SignedHeaders=host;x-amz-date;x-amz-security-token");
  expect(JSON.stringify(open)).not.toContain("-value");
});

test.each(["2021-11-26T08:00:00Z", "2021-11-26T10:00:00Z"])(
  "a clock of ours that is wrong by an hour (theirs says %s) is no refused credential",
  async (theirs) => {
    const twins = await openCloudfrontTwins();
    try {
      await twins.clock.set(instant(theirs));
      const cdn = connectCloudfront({ ...twins, clock }).cdn;
      await cdn.invalidate(distribution, { reference: "r", paths: ["/*"] });
      expect(twins.ledger.count("invalidation", `${distribution} r`)).toBe(1);
    } finally {
      await twins.close();
    }
  },
);

test("a signature that is refused for its time without telling the time, or twice, is a refused credential", async () => {
  const late = failed("SignatureDoesNotMatch").replace("<Message>m<", "<Message>Signature expired: 20211126T090000Z<");
  for (const [headers, requests] of [
    [{}, 1],
    [{ date: "no date" }, 1],
    [{ date: "Fri, 26 Nov 2021 10:00:00 GMT" }, 2],
  ] as const) {
    const sent: Outbound[] = [];
    await expect(invalidate(answering({ status: 403, body: late, headers }, sent))).rejects.toMatchObject({ code: "TOKEN_REFUSED" });
    expect(sent.length).toBe(requests);
  }
});
