import type { Twin, TwinGround, TwinReply, TwinRequest } from "../kernel/twin.ts";
import { throughBackend } from "./http-backend.ts";
import { operations } from "./operations.ts";
import { type PushCommand, readPush, refusal } from "./push-commands.ts";
import { answerRefs } from "./remembered.ts";
import { hasRepository, refNow, refsOf, repositoryFolder, repositoryNames } from "./repository.ts";

/** One ref that a push really changed; forty zeros stand for "absent". */
export interface Pushed {
  readonly repository: string;
  readonly login: string;
  readonly ref: string;
  readonly before: string;
  readonly after: string;
}

/** What the world gives the twin of `https://github.com` beside its ground. */
export interface GitSeed {
  /** Where git is looked for. */
  readonly path: string;
  /** Token → login. */
  readonly tokens: Readonly<Record<string, string>>;
  /** Repositories that nobody may read without a token; all others are public. */
  readonly private?: readonly string[];
  /** Told of each changed ref, after it is durable and before the answer leaves. */
  readonly onPush?: (pushed: Pushed) => void | Promise<void>;
  /** A reason such as `protected branch hook declined` refuses the whole push. `before` and `after` are what the client claims. */
  readonly forbids?: (wanted: Pushed) => string | undefined;
}

/** Real bare repositories in the ground's folder behind `git http-backend`, with GitHub's Basic authentication: any user name, the token as password. */
export const openGit = (ground: TwinGround, seed: GitSeed): Twin => {
  const inTurn = turns();
  const read = async (request: TwinRequest): Promise<TwinReply> => {
    const name = repositoryOf(request);
    if (!exists(ground.folder, name)) return gone;
    const at = { folder: ground.folder, path: seed.path, pathInfo: pathInfoOf(request, name), login: loginOf(seed, request) };
    const asked = { request, name, repository: repositoryFolder(ground.folder, name), path: seed.path };
    return answerRefs(asked, () => throughBackend(request, at));
  };
  const push = async (request: TwinRequest): Promise<TwinReply> => {
    const name = repositoryOf(request);
    if (!exists(ground.folder, name)) return gone;
    return inTurn(name, () => receive(ground, seed, request, name));
  };
  return {
    name: "git",
    origins: ["https://github.com"],
    operations: operations({ read, push }),
    admit: (request) => (loginOf(seed, request) === "" && !isPublicReading(seed, request) ? unauthorised : undefined),
    refuse: (status, problems) => ({ status, headers: plain, body: `${problems.join("\n")}\n` }),
    holdings: () => ({
      repositories: Object.fromEntries(
        repositoryNames(ground.folder).map((name) => [name, refsOf(repositoryFolder(ground.folder, name))] as const),
      ),
    }),
  };
};

const receive = async (ground: TwinGround, seed: GitSeed, request: TwinRequest, name: string): Promise<TwinReply> => {
  const repository = repositoryFolder(ground.folder, name);
  const login = loginOf(seed, request);
  const asked = readPush(request.body, request.headers["content-encoding"]);
  const pushed = (command: PushCommand): Pushed => ({ repository: name, login, ...command });
  const reason = asked.commands.map((command) => seed.forbids?.(pushed(command))).find((found) => found !== undefined);
  if (reason !== undefined) return { status: 200, headers: resultHeaders, body: refusal(asked, reason) };
  const before = asked.commands.map(({ ref }) => refNow(repository, ref));
  const reply = await throughBackend(request, { folder: ground.folder, path: seed.path, pathInfo: pathInfoOf(request, name), login });
  for (const [at, { ref }] of asked.commands.entries()) {
    const changed = { repository: name, login, ref, before: before[at] ?? "", after: refNow(repository, ref) };
    if (changed.before === changed.after) continue;
    request.applied("push", `${name} ${ref} ${changed.after}`);
    await seed.onPush?.(changed);
  }
  return reply;
};

/** What GitHub shows to anybody; a credential that is wrong is refused there too. */
const isPublicReading = (seed: GitSeed, request: TwinRequest): boolean =>
  request.headers["authorization"] === undefined &&
  (request.path.endsWith("/git-upload-pack") || request.query.get("service") === "git-upload-pack") &&
  seed.private?.includes(repositoryOf(request)) !== true;

const repositoryOf = ({ params }: TwinRequest): string => `${params["owner"]}/${params["repo"]?.replace(/\.git$/, "")}`;

const exists = (folder: string, name: string): boolean => {
  try {
    return hasRepository(folder, name);
  } catch {
    return false;
  }
};

const pathInfoOf = ({ path }: TwinRequest, name: string): string => `/${name}.git/${path.split("/").slice(3).join("/")}`;

const loginOf = ({ tokens }: GitSeed, { headers }: TwinRequest): string => {
  const basic = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(headers["authorization"] ?? "")?.[1];
  const token = Buffer.from(basic ?? "", "base64")
    .toString("utf8")
    .replace(/^[^:]*:/, "");
  return (Object.hasOwn(tokens, token) ? tokens[token] : undefined) ?? "";
};

const plain = { "content-type": "text/plain; charset=UTF-8" };
const gone: TwinReply = { status: 404, headers: plain, body: "Repository not found.\n" };
const unauthorised: TwinReply = {
  status: 401,
  headers: { ...plain, "www-authenticate": 'Basic realm="GitHub"' },
  body: "Invalid username or token.\n",
};
const resultHeaders = { "content-type": "application/x-git-receive-pack-result", "cache-control": "no-cache, max-age=0, must-revalidate" };

/** One push at a time in each repository, so that before and after belong to one push. */
const turns = () => {
  const last = new Map<string, Promise<unknown>>();
  return <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const mine = (last.get(name) ?? Promise.resolve()).then(work, work);
    last.set(name, mine);
    return mine;
  };
};
