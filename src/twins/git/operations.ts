import type { Operation, TwinReply, TwinRequest } from "../kernel/twin.ts";

/** Git's smart HTTP protocol as gitprotocol-http(5) describes it: three operations, nothing dumb. */
export const operations = (handle: { readonly read: Operation["handle"]; readonly push: Operation["handle"] }): readonly Operation[] => [
  {
    name: "git-refs",
    method: "GET",
    path: "/{owner}/{repo}/info/refs",
    changes: false,
    problems: (request) => [...queryProblems(request), ...protocolProblems(request), ...bodyless(request)],
    replyProblems: (reply) => typeProblems(reply, ["upload-pack", "receive-pack"], "advertisement"),
    handle: handle.read,
  },
  { ...service("git-upload-pack", false), handle: handle.read },
  { ...service("git-receive-pack", true), handle: handle.push },
];

const service = (name: "git-upload-pack" | "git-receive-pack", changes: boolean): Omit<Operation, "handle"> => ({
  name,
  method: "POST",
  path: `/{owner}/{repo}/${name}`,
  changes,
  problems: (request) => [
    ...[...request.query.keys()].map((key) => `query ${key} is unknown`),
    ...protocolProblems(request),
    ...(request.headers["content-type"] === `application/x-${name}-request` ? [] : [`content-type must be application/x-${name}-request`]),
    ...([undefined, "gzip"].includes(request.headers["content-encoding"]) ? [] : ["content-encoding must be gzip or absent"]),
  ],
  replyProblems: (reply) => typeProblems(reply, [name.slice(4)], "result"),
});

const queryProblems = ({ query }: TwinRequest): readonly string[] => {
  const unknown = [...query.keys()].filter((key) => key !== "service").map((key) => `query ${key} is unknown`);
  const asked = query.getAll("service");
  const known = asked.length === 1 && /^git-(upload|receive)-pack$/.test(asked[0] ?? "");
  return known ? unknown : [...unknown, "query service must be git-upload-pack or git-receive-pack, once"];
};

const protocolProblems = ({ headers }: TwinRequest): readonly string[] =>
  /^version=[012]$/.test(headers["git-protocol"] ?? "version=0") ? [] : ["git-protocol must be version=0, 1 or 2"];

const bodyless = ({ body }: TwinRequest): readonly string[] => (body.length === 0 ? [] : ["a GET has no body"]);

const typeProblems = (reply: TwinReply, services: readonly string[], kind: string): readonly string[] => {
  if (reply.status !== 200) return reply.status === 401 || reply.status === 403 || reply.status === 404 ? [] : [`status ${reply.status}`];
  const type = reply.headers?.["content-type"];
  const right = services.some((name) => type === `application/x-git-${name}-${kind}`);
  const cached = /no-cache/.test(reply.headers?.["cache-control"] ?? "");
  return [...(right ? [] : [`content-type ${type}`]), ...(cached ? [] : ["cache-control must say no-cache"])];
};
