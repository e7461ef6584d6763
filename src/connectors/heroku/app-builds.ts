import { z } from "zod";
import { explain } from "../../domain/errors.ts";
import type { AppBuild, AppBuilds } from "../../domain/ports/environments.ts";
import type { Door, Inbound, Outbound, Secrets } from "../../domain/ports/host.ts";
import { requestName } from "../../host/door.ts";
import { refusal } from "../../host/refusal.ts";

const system = "Heroku";
const home = "https://api.heroku.com";

/** Heroku lists at most 1,000 a page; the port promises 200, and a pending or fresh build is among the newest. */
const newest = "started_at ..; order=desc, max=200";

/**
 * Builds over Heroku's platform API, version 3. The vendor knows no key for a build: what marks it is `source_blob.version`, the commit. The source is
 * GitHub's archive at codeload.github.com, which answers without the redirect and the rate limit of api.github.com; a private repository needs another.
 */
export const herokuBuilds = ({ door, secrets }: { readonly door: Door; readonly secrets: Secrets }): AppBuilds => {
  const send = async (request: Pick<Outbound, "method" | "url" | "headers" | "body">, wanted: readonly number[]): Promise<Inbound> => {
    const headers = { accept: "application/vnd.heroku+json; version=3", ...request.headers };
    const secretHeaders = { authorization: `Bearer ${secrets.read(system, "HEROKU_API_KEY")}` };
    const answer = await door.request({ system, ...request, headers, secretHeaders });
    if (wanted.includes(answer.status)) return answer;
    throw refusal({ system, ...request }, answer, messageOf(answer));
  };
  const buildsOf = (app: string): string => `${home}/apps/${encodeURIComponent(app)}/builds`;

  return {
    list: async (app) => {
      const request = { method: "GET", url: buildsOf(app), headers: { range: newest } } as const;
      const builds = parsed(z.array(Build), request, await send(request, [200, 206]));
      return [...builds].sort((a, b) => (a.created_at < b.created_at ? 1 : a.created_at > b.created_at ? -1 : 0)).map(toAppBuild);
    },

    start: async (app, { repository, commit }) => {
      const source = { url: `https://codeload.github.com/${repository}/tar.gz/${commit}`, version: commit };
      const headers = { "content-type": "application/json" };
      const request = { method: "POST", url: buildsOf(app), headers, body: JSON.stringify({ source_blob: source }) } as const;
      return { id: parsed(Build, request, await send(request, [201])).id };
    },
  };
};

const Build = z.object({
  id: z.string(),
  status: z.enum(["pending", "succeeded", "failed"]),
  created_at: z.string(),
  source_blob: z.object({ version: z.string().nullish() }),
  release: z.object({ id: z.string() }).nullish(),
});

const toAppBuild = (build: z.infer<typeof Build>): AppBuild => ({
  id: build.id,
  state: build.status,
  version: build.source_blob.version ?? undefined,
  release: build.release?.id,
});

const parsed = <T>(schema: z.ZodType<T>, request: Pick<Outbound, "method" | "url">, answer: Inbound): T => {
  const read = schema.safeParse(jsonOf(answer));
  if (read.success) return read.data;
  throw explain("BAD_ANSWER", { system, request: requestName(request), found: z.prettifyError(read.error).slice(0, 300) });
};

const messageOf = (answer: Inbound): string =>
  z.object({ message: z.string() }).safeParse(jsonOf(answer)).data?.message ?? "no reason given";

const jsonOf = (answer: Inbound): unknown => {
  try {
    return JSON.parse(Buffer.from(answer.bytes).toString("utf8"));
  } catch {
    return undefined;
  }
};
