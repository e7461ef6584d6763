import { isDeepStrictEqual } from "node:util";
import { millisOf } from "../../domain/instant.ts";
import type { Json } from "../../domain/known.ts";
import { checker, queryObject } from "../kernel/schema.ts";
import type { Operation, Twin, TwinGround, TwinReply, TwinRequest } from "../kernel/twin.ts";
import { batchDocument, errorDocument, invalidationDocument } from "./schemas.ts";
import type { CloudfrontSeed, Distribution } from "./seed.ts";
import type { Account, Invalidation } from "./state.ts";
import { signatureProblem } from "./verify-signature.ts";
import { fromXml, toXml } from "./xml.ts";

/** CreateInvalidation and GetInvalidation of API version 2020-05-31. The ledger's subject is `distribution reference`. */
export const apiTwin = (ground: TwinGround, seed: CloudfrontSeed, account: Account): Twin => {
  const operation = (
    name: string,
    method: string,
    path: string,
    act: (request: TwinRequest, distribution: Distribution) => TwinReply,
  ): Operation => ({
    name,
    method,
    path: `/2020-05-31/distribution/{id}/invalidation${path}`,
    changes: method !== "GET",
    problems: method === "GET" ? problemsOfRead : problemsOfBatch,
    replyProblems,
    handle: (request) => {
      account.settle();
      const distribution = seed.distributions.find((each) => each.id === request.params["id"]);
      return distribution === undefined
        ? failed(404, "NoSuchDistribution", "The specified distribution does not exist.")
        : act(request, distribution);
    },
  });

  return {
    name: "cloudfront",
    origins: ["https://cloudfront.amazonaws.com"],
    operations: [
      operation("CreateInvalidation", "POST", "", (request, distribution) => create(seed, account, request, distribution)),
      operation("GetInvalidation", "GET", "/{invalidation}", (request, distribution) => {
        const found = account.invalidations(distribution.id).find((each) => each.id === request.params["invalidation"]);
        return found === undefined ? failed(404, "NoSuchInvalidation", "The specified invalidation does not exist.") : shown(200, found);
      }),
    ],
    admit: (request) => {
      const problem = signatureProblem(request, seed.keys, ground.now());
      if (problem === undefined) return undefined;
      // The date is the world's, as every answer of the real service tells the real one.
      const { headers, ...refused } = failed(403, problem.code, problem.message);
      return { ...refused, headers: { ...headers, date: new Date(millisOf(ground.now())).toUTCString() } };
    },
    refuse: (status, problems) =>
      status === 422 ? failed(400, "MalformedInput", problems.join("; ")) : failed(404, "UnknownOperationException", problems.join("; ")),
    advance: async () => account.settle(),
    nextDue: account.nextDue,
    holdings: () => ({ invalidations: account.invalidations() as unknown as Json }),
  };
};

/** The same reference and paths get the first invalidation again; the same reference with other paths is refused. */
const create = (seed: CloudfrontSeed, account: Account, request: TwinRequest, distribution: Distribution): TwinReply => {
  const { Paths, CallerReference: reference } = wantedBy(request);
  const paths = asList(Paths.Items.Path);
  if (Number(Paths.Quantity) !== paths.length)
    return failed(400, "InconsistentQuantities", "The value of Quantity and the size of Items don't match.");
  if (paths.some((path) => path.slice(0, -1).includes("*")))
    return failed(400, "InvalidArgument", "A wildcard must be the last character of a path.");
  const known = account.invalidations(distribution.id).find((each) => each.reference === reference);
  if (known !== undefined) {
    return isDeepStrictEqual(known.paths, paths)
      ? shown(201, known)
      : failed(400, "InvalidationBatchAlreadyExists", "Invalidation batch specified already exists with different paths.");
  }
  const wildcards = account.invalidations(distribution.id).filter((each) => each.status === "InProgress" && each.paths.some(isWild));
  if (paths.some(isWild) && wildcards.length >= (seed.mostWildcards ?? 15)) {
    return failed(
      400,
      "TooManyInvalidationsInProgress",
      "Processing your request will cause you to exceed the maximum number of in-progress wildcard invalidations.",
    );
  }
  const added = account.add(distribution, { reference, paths });
  request.applied("invalidation", `${distribution.id} ${reference}`);
  return shown(201, added);
};

interface Batch {
  readonly Paths: { readonly Quantity: string; readonly Items: { readonly Path: string | readonly string[] } };
  readonly CallerReference: string;
}

const wantedBy = (request: TwinRequest): Batch =>
  (fromXml(request.body) as unknown as { readonly InvalidationBatch: Batch }).InvalidationBatch;

const asList = (value: string | readonly string[]): readonly string[] => (typeof value === "string" ? [value] : value);

const isWild = (path: string): boolean => path.endsWith("*");

const batchCheck = checker("body", batchDocument);
const invalidationCheck = checker("answer", invalidationDocument);
const errorCheck = checker("error", errorDocument);

const queryProblems = (request: TwinRequest): readonly string[] =>
  Object.keys(queryObject(request.query)).map((name) => `query parameter ${name} is not known`);

const problemsOfBatch = (request: TwinRequest): readonly string[] => [...queryProblems(request), ...batchCheck(fromXml(request.body))];

const problemsOfRead = (request: TwinRequest): readonly string[] => [
  ...queryProblems(request),
  ...(request.body.length === 0 ? [] : ["body is not expected"]),
];

const replyProblems = (reply: TwinReply): readonly string[] => {
  const body = fromXml(Buffer.from(String(reply.body)));
  return reply.status >= 400 ? errorCheck(body) : invalidationCheck(body);
};

const xml = { "content-type": "text/xml" };

const shown = (status: number, { id, distribution, reference, paths, created, status: state }: Invalidation): TwinReply => ({
  status,
  headers: { ...xml, location: `https://cloudfront.amazonaws.com/2020-05-31/distribution/${distribution}/invalidation/${id}` },
  body: toXml({
    Invalidation: {
      Id: id,
      Status: state,
      CreateTime: created,
      InvalidationBatch: { Paths: { Quantity: String(paths.length), Items: { Path: paths } }, CallerReference: reference },
    },
  }),
});

const failed = (status: number, code: string, message: string): TwinReply => ({
  status,
  headers: xml,
  body: toXml({
    ErrorResponse: { Error: { Type: "Sender", Code: code, Message: message }, RequestId: "00000000-0000-0000-0000-000000000000" },
  }),
});
