import type { TwinReply, TwinRequest } from "../kernel/twin.ts";
import { runGit } from "./run-git.ts";

/** Hands one request to `git http-backend`, a CGI program (git-http-backend(1)), and makes its output an answer. */
export const throughBackend = async (
  request: TwinRequest,
  at: { readonly folder: string; readonly path: string; readonly pathInfo: string; readonly login: string },
): Promise<TwinReply> => {
  const { headers } = request;
  const environment = {
    GIT_PROJECT_ROOT: at.folder,
    GIT_HTTP_EXPORT_ALL: "1",
    GATEWAY_INTERFACE: "CGI/1.1",
    PATH_INFO: at.pathInfo,
    QUERY_STRING: request.query.toString(),
    REQUEST_METHOD: request.method,
    REMOTE_USER: at.login,
    REMOTE_ADDR: "127.0.0.1",
    CONTENT_TYPE: headers["content-type"] ?? "",
    CONTENT_LENGTH: String(request.body.length),
    ...(headers["content-encoding"] === undefined ? {} : { HTTP_CONTENT_ENCODING: headers["content-encoding"] }),
    ...(headers["git-protocol"] === undefined ? {} : { GIT_PROTOCOL: headers["git-protocol"] }),
  };
  const { code, output, errors } = await runGit({ path: at.path, argv: ["http-backend"], environment, input: request.body });
  const end = output.indexOf("\r\n\r\n");
  if (end < 0) throw new Error(`git http-backend ended with ${code} and no header: ${errors.trim()}`);
  const fields = output.toString("latin1", 0, end).split("\r\n").map(field);
  const status = Number(fields.find(([name]) => name === "status")?.[1].slice(0, 3) ?? 200);
  return { status, headers: Object.fromEntries(fields.filter(([name]) => name !== "status")), body: output.subarray(end + 4) };
};

const field = (line: string): readonly [string, string] => {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
};
