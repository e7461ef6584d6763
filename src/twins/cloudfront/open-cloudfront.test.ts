import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { CloudFrontClient, CreateInvalidationCommand, GetInvalidationCommand } from "@aws-sdk/client-cloudfront";
import { expect, onTestFinished, test } from "vitest";
import { connectCloudfront } from "../../connectors/cloudfront/connect-cloudfront.ts";
import { signed } from "../../connectors/cloudfront/sign.ts";
import { instantOfMillis } from "../../domain/instant.ts";
import type { Json } from "../../domain/known.ts";
import type { Outbound } from "../../domain/ports/host.ts";
import { awsKeys, distribution, openCloudfrontTwins } from "../../testing/cloudfront-bench.ts";
import { mutationsOf } from "../../testing/mutations.ts";
import { testWith } from "../../testing/test-with.ts";
import { batch } from "./schemas.ts";
import { fromXml, toXml } from "./xml.ts";

const open = async () => {
  const heard: Json[] = [];
  const bench = await openCloudfrontTwins((request) => heard.push(fromXml(request.body) ?? null));
  onTestFinished(bench.close);
  // Clients that are not ours sign with the time of the machine.
  await bench.clock.set(instantOfMillis(Date.now()));
  return { bench, heard };
};

const wanted = { CallerReference: "train:1.30.0 <&>", Paths: { Quantity: 2, Items: ["/*", "/versions?a=1&b"] } };

const sdk = (endpoint: string, keys = awsKeys, systemClockOffset = 0) =>
  new CloudFrontClient({ endpoint, region: "us-east-1", maxAttempts: 1, credentials: keys, systemClockOffset });

test("AWS's own client makes an invalidation, gets the same again, and reads it until it is completed", async () => {
  const { bench } = await open();
  const client = sdk(bench.origin("cloudfront"));
  const create = () => client.send(new CreateInvalidationCommand({ DistributionId: distribution, InvalidationBatch: wanted }));
  const { Invalidation: made, Location } = await create();
  expect(made).toMatchObject({ Status: "InProgress", InvalidationBatch: wanted, CreateTime: new Date(bench.clock.now()) });
  expect(Location).toContain(made?.Id);
  expect((await create()).Invalidation?.Id).toBe(made?.Id);

  const due = bench.opened.api.nextDue?.();
  if (due !== undefined) await bench.clock.set(due);
  const later = await sdk(bench.origin("cloudfront"), awsKeys, 300_000).send(
    new GetInvalidationCommand({ DistributionId: distribution, Id: made?.Id }),
  );
  expect(later.Invalidation?.Status).toBe("Completed");
});

test("AWS's own client understands every refusal", async () => {
  const { bench } = await open();
  const client = sdk(bench.origin("cloudfront"));
  const create = (batch: typeof wanted, id = distribution) =>
    client.send(new CreateInvalidationCommand({ DistributionId: id, InvalidationBatch: batch }));
  await create(wanted);
  const other = { ...wanted, Paths: { Quantity: 1, Items: ["/other"] } };
  await expect(create(other)).rejects.toMatchObject({ name: "InvalidationBatchAlreadyExists" });
  await expect(create(wanted, "ENONE")).rejects.toMatchObject({ name: "NoSuchDistribution" });
  await expect(create({ ...other, CallerReference: "x", Paths: { Quantity: 2, Items: ["/a"] } })).rejects.toMatchObject({
    name: "InconsistentQuantities",
  });
  await expect(client.send(new GetInvalidationCommand({ DistributionId: distribution, Id: "INONE" }))).rejects.toMatchObject({
    name: "NoSuchInvalidation",
  });
  for (const keys of [
    { ...awsKeys, secretAccessKey: "wrong" },
    { ...awsKeys, accessKeyId: "AKIDOTHER" },
  ]) {
    const stranger = sdk(bench.origin("cloudfront"), keys).send(new GetInvalidationCommand({ DistributionId: distribution, Id: "I1" }));
    await expect(stranger).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  }
});

test("the connector sends the same document as AWS's own client", async () => {
  const { bench, heard } = await open();
  await sdk(bench.origin("cloudfront")).send(new CreateInvalidationCommand({ DistributionId: distribution, InvalidationBatch: wanted }));
  await connectCloudfront(bench).cdn.invalidate(distribution, { reference: wanted.CallerReference, paths: wanted.Paths.Items });
  expect(heard[0]).toEqual(heard[1]);
  expect(bench.ledger.count("invalidation", `${distribution} ${wanted.CallerReference}`)).toBe(1);
});

testWith(
  ["aws"],
  "the aws command makes and reads an invalidation",
  async () => {
    const { bench } = await open();
    const environment = {
      PATH: process.env["PATH"],
      AWS_ACCESS_KEY_ID: awsKeys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: awsKeys.secretAccessKey,
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_MAX_ATTEMPTS: "1",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    };
    const aws = async (...args: readonly string[]) => {
      const all = [
        "cloudfront",
        ...args,
        "--distribution-id",
        distribution,
        "--endpoint-url",
        bench.origin("cloudfront"),
        "--output",
        "json",
      ];
      const { stdout } = await promisify(execFile)("aws", all, { env: environment });
      return (JSON.parse(stdout) as { readonly Invalidation: { readonly Id: string; readonly Status: string } }).Invalidation;
    };
    const made = await aws("create-invalidation", "--paths", "/*");
    expect(await aws("get-invalidation", "--id", made.Id)).toMatchObject({ Id: made.Id, Status: "InProgress" });
  },
  60_000,
);

// Signs whatever it is given, so that only the body or the query is wrong.
const send = async (
  bench: Awaited<ReturnType<typeof openCloudfrontTwins>>,
  request: Pick<Outbound, "method" | "url"> & { readonly body?: string },
) => {
  const url = `https://cloudfront.amazonaws.com/2020-05-31/distribution/${distribution}/invalidation${request.url}`;
  return bench.door.request(await signed({ system: "CloudFront", ...request, url }, bench.secrets, bench.clock.now()));
};

test("a batch is refused with anything misspelt, too much, missing or of another type, and nothing is made", async () => {
  const { bench } = await open();
  const right = { Paths: { Quantity: "1", Items: { Path: "/*" } }, CallerReference: "r" };
  const bodies = [
    ...mutationsOf(right, batch).map(({ what, body }) => ({ what, body: toXml({ InvalidationBatch: body }) })),
    { what: "another root", body: toXml({ InvalidationBatchx: right }) },
    { what: "another name space", body: toXml({ InvalidationBatch: right }).replace("2020-05-31", "2019-03-26") },
    { what: "no XML", body: "{}" },
    { what: "nothing", body: "" },
    {
      what: "a path without a slash",
      body: toXml({ InvalidationBatch: { ...right, Paths: { Quantity: "1", Items: { Path: "versions" } } } }),
    },
    { what: "a path with a space", body: toXml({ InvalidationBatch: { ...right, Paths: { Quantity: "1", Items: { Path: "/a b" } } } }) },
    { what: "a wildcard within", body: toXml({ InvalidationBatch: { ...right, Paths: { Quantity: "1", Items: { Path: "/*/a" } } } }) },
  ];
  for (const { what, body } of bodies) {
    const { status, bytes } = await send(bench, { method: "POST", url: "", body });
    expect({ what, status, body: Buffer.from(bytes).toString() }).toMatchObject({
      what,
      status: 400,
      body: expect.stringContaining("<ErrorResponse"),
    });
  }
  const { status } = await send(bench, { method: "POST", url: "?colour=red", body: toXml({ InvalidationBatch: right }) });
  expect(status).toBe(400);
  expect(bench.opened.api.holdings()).toEqual({ invalidations: [] });
  expect((await send(bench, { method: "POST", url: "", body: toXml({ InvalidationBatch: right }) })).status).toBe(201);
});

test("a request is refused without a signature, with an old one, and when anything signed was changed", async () => {
  const { bench } = await open();
  const sent: Outbound[] = [];
  const request = (outbound: Outbound) => {
    sent.push(outbound);
    return bench.door.request(outbound);
  };
  const door = { ...bench.door, request };
  await connectCloudfront({ ...bench, door }).cdn.invalidate(distribution, { reference: "r", paths: ["/*"] });
  const right = sent[0] as Outbound;
  const changed: readonly Outbound[] = [
    { ...right, secretHeaders: {} },
    { ...right, secretHeaders: { authorization: "AWS4-HMAC-SHA256 nonsense" } },
    { ...right, body: String(right.body).replace("/*", "/x") },
    { ...right, url: `${right.url}?a=b` },
    { ...right, url: right.url.replace(distribution, "EOTHER") },
    { ...right, headers: { ...right.headers, host: "other.example" } },
    { ...right, headers: { ...right.headers, "x-amz-date": "20211126T090000Z" } },
  ];
  for (const each of changed) expect((await bench.door.request(each)).status).toBe(403);
  expect((await bench.door.request(right)).status).toBe(201);
  await bench.clock.set(instantOfMillis(Date.now() + 3_600_000));
  expect((await bench.door.request(right)).status).toBe(403);
});
