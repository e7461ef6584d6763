import { checker, queryObject } from "../kernel/schema.ts";
import type { TwinReply, TwinRequest } from "../kernel/twin.ts";
import { problem } from "./errors.ts";
import { answerSchemas } from "./schemas.ts";

export const isDigest = (text: string): boolean => /^sha256:[0-9a-f]{64}$/.test(text);

export const isTag = (text: string): boolean => /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(text);

/** What is wrong with a repository's name (OCI distribution specification). */
export const nameProblems = ({ params }: TwinRequest): readonly string[] =>
  /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/.test(params["name"] ?? "")
    ? []
    : [problem("NAME_INVALID", `${JSON.stringify(params["name"])} is no repository name`)];

/** What is wrong with a query of which only these parameters are known. */
export const queryProblems = (known: readonly string[]): ((request: TwinRequest) => readonly string[]) => {
  const properties = Object.fromEntries(known.map((name) => [name, { type: "string" } as const]));
  const check = checker("query", { type: "object", additionalProperties: false, properties });
  return (request) => check(queryObject(request.query));
};

export const noQuery = queryProblems([]);

/** Checks an answer: a success has this status and these headers, anything else is an error in the registry's form. */
export const answersWith =
  (status: number, headers: readonly string[]) =>
  (reply: TwinReply): readonly string[] => {
    if (reply.status >= 400) return checkErrors(reply.body);
    const missing = headers.filter((name) => reply.headers?.[name] === undefined).map((name) => `no header ${name}`);
    return reply.status === status ? missing : [`status ${reply.status} in place of ${status}`, ...missing];
  };

const checkErrors = checker("answer", answerSchemas.errors);
