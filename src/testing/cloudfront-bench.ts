import { connectCloudfront } from "../connectors/cloudfront/connect-cloudfront.ts";
import { addDuration, duration } from "../domain/instant.ts";
import { openCloudfront } from "../twins/cloudfront/open-cloudfront.ts";
import type { OriginAnswer } from "../twins/cloudfront/seed.ts";
import type { TwinRequest } from "../twins/kernel/twin.ts";
import type { CdnBench } from "./contracts/cdn.ts";
import { openTwinBench, type TwinBench } from "./twin-bench.ts";

export const awsKeys = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
export const distribution = "EWXT9O7BVDC2O";
export const feedUrl = "https://update.posthog.com/versions";

/** What the origin behind the edge holds, to be changed by a test, and how often it was read. */
export interface Origin {
  answer: OriginAnswer;
  reads: number;
}

/** The API and the edge, served, in front of an origin that a test can change. */
export const openCloudfrontTwins = (
  heard?: (request: TwinRequest) => void,
): Promise<TwinBench<ReturnType<typeof openCloudfront> & { readonly origin: Origin }>> =>
  openTwinBench(
    (ground) => {
      const origin: Origin = { answer: { status: 200, bytes: Buffer.from("[]"), contentType: "application/json" }, reads: 0 };
      const readOrigin = (): OriginAnswer => {
        origin.reads += 1;
        return origin.answer;
      };
      const distributions = [{ id: distribution, alias: "https://update.posthog.com", readOrigin }];
      const opened = openCloudfront(ground("cloudfront"), { keys: awsKeys, distributions });
      return { twins: [opened.api, ...opened.edges], opened: { ...opened, origin } };
    },
    { AWS_ACCESS_KEY_ID: awsKeys.accessKeyId, AWS_SECRET_ACCESS_KEY: awsKeys.secretAccessKey },
    heard,
  );

/** Connector and twin as a bench of the port's contract. */
export const openCloudfrontBench = async (): Promise<CdnBench> => {
  const bench = await openCloudfrontTwins();
  const secrets = {
    read: (_: string, name: string) => (name === "AWS_ACCESS_KEY_ID" ? awsKeys.accessKeyId : "not the secret"),
    has: () => false,
  };
  return {
    ...connectCloudfront(bench),
    stranger: connectCloudfront({ ...bench, secrets }).cdn,
    distribution,
    afterCompletion: () => bench.clock.set(addDuration(bench.clock.now(), duration("5m"))),
    made: (reference) => bench.ledger.count("invalidation", `${distribution} ${reference}`),
    breakNext: bench.breakNext,
    close: bench.close,
  };
};
