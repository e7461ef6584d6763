import { AwsV4Signer } from "aws4fetch";
import { type Instant, millisOf } from "../../domain/instant.ts";
import type { Outbound, Secrets } from "../../domain/ports/host.ts";

/** CloudFront is one service for the whole world, signed for this region (docs.aws.amazon.com/general/latest/gr/cf_region.html). */
const scope = { service: "cloudfront", region: "us-east-1" } as const;

/**
 * Signs a request with SigV4 by the credentials `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, and `AWS_SESSION_TOKEN` where there is one.
 * The host is part of what is signed, so it is sent as a header: a request that a rehearsal leads elsewhere keeps its signature.
 */
export const signed = async (request: Outbound, secrets: Secrets, now: Instant): Promise<Outbound> => {
  const url = new URL(request.url);
  const sessionToken = secrets.has("AWS_SESSION_TOKEN") ? secrets.read(request.system, "AWS_SESSION_TOKEN") : undefined;
  const signer = new AwsV4Signer({
    ...scope,
    method: request.method,
    url: request.url,
    accessKeyId: secrets.read(request.system, "AWS_ACCESS_KEY_ID"),
    secretAccessKey: secrets.read(request.system, "AWS_SECRET_ACCESS_KEY"),
    ...(sessionToken === undefined ? {} : { sessionToken }),
    datetime: written(now),
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  const { headers } = await signer.sign();
  return {
    ...request,
    headers: { ...request.headers, host: url.host, "x-amz-date": written(now) },
    secretHeaders: {
      authorization: headers.get("authorization") ?? "",
      ...(sessionToken === undefined ? {} : { "x-amz-security-token": sessionToken }),
    },
  };
};

// `20211126T090000Z`
const written = (now: Instant): string => `${new Date(millisOf(now)).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
