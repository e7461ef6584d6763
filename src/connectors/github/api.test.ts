import { expect, test } from "vitest";
import { duration } from "../../domain/instant.ts";
import type { Door, Inbound, Outbound } from "../../domain/ports/host.ts";
import { paceOf, unpaced } from "../../host/pace.ts";
import { connectGithub } from "./connect-github.ts";

type Given = Partial<Omit<Inbound, "bytes">> & { readonly body: string };

const pace = unpaced;
const secrets = { read: () => "ghp_secret", has: () => true };

const answering = (answer: Given | ((request: Outbound) => Given), heard: Outbound[] = []): Door => ({
  request: async (request) => {
    heard.push(request);
    const given = typeof answer === "function" ? answer(request) : answer;
    return { status: 200, headers: {}, ...given, bytes: Buffer.from(given.body) };
  },
  mapped: (url) => url,
});

const opening = (door: Door) =>
  connectGithub({ door, secrets, pace }).pulls.open("acme/app", { head: "a", base: "main", title: "t", body: "" });

test.each([
  [401, {}, "TOKEN_REFUSED", "never"],
  [403, {}, "TOKEN_REFUSED", "never"],
  [403, { "x-ratelimit-remaining": "0" }, "RATE_LIMITED", "later"],
  [403, { "retry-after": "60" }, "RATE_LIMITED", "later"],
  [429, {}, "RATE_LIMITED", "later"],
  [404, {}, "NOT_FOUND", "never"],
  [301, { location: "https://api.github.com/repositories/1" }, "REFUSED", "never"],
  [405, {}, "REFUSED", "never"],
  [409, {}, "REFUSED", "never"],
  [422, {}, "REFUSED", "never"],
  [500, {}, "BAD_ANSWER", "unknown"],
  [502, {}, "BAD_ANSWER", "unknown"],
  [204, {}, "BAD_ANSWER", "unknown"],
] as const)("a %i with %o means %s", async (status, headers, code, retry) => {
  const door = answering({ status, headers, body: status === 204 ? "" : '{"message":"because"}' });
  await expect(opening(door)).rejects.toMatchObject({ code, explanation: { retry } });
});

test("a refusal says what GitHub says, and no more than fits", async () => {
  const errors = [{ resource: "PullRequest", code: "custom", message: "A pull request already exists for acme:a." }, "x".repeat(5000)];
  const door = answering({ status: 422, body: JSON.stringify({ message: "Validation Failed", errors }) });
  const failed = await opening(door).catch((error: Error) => error);
  expect(String(failed)).toContain("422: Validation Failed: A pull request already exists for acme:a.");
  expect(String(failed).length).toBeLessThan(500);
});

test("a primary rate limit ends at its reset, measured on GitHub's own clock", async () => {
  const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1637920800", date: "Fri, 26 Nov 2021 09:58:30 GMT" };
  const limited = { code: "RATE_LIMITED", retryAfter: 90_000 };
  await expect(opening(answering({ status: 403, headers, body: "{}" }))).rejects.toMatchObject(limited);
});

test.each(["", "<html>", "{}", '{"number":"7"}', '{"number":7', "[]", "null", `${"[".repeat(100_000)}`])(
  "a 201 with %s proves nothing",
  async (body) => {
    await expect(opening(answering({ status: 201, body }))).rejects.toMatchObject({
      code: "BAD_ANSWER",
      explanation: { retry: "unknown" },
    });
  },
);

test("an id beyond exact numbers is refused instead of rounded", async () => {
  const page = { id: 1, tag_name: "1", name: "", body: "", draft: true, html_url: "https://github.com" };
  const body = JSON.stringify(page).replace('"id":1', '"id":9007199254740993');
  const { forgeReleases } = connectGithub({ door: answering({ status: 201, body }), secrets, pace });
  const draft = forgeReleases.draft("acme/app", { tag: "1", commit: "0".repeat(40), title: "", body: "" });
  await expect(draft).rejects.toMatchObject({ code: "BAD_ANSWER" });
});

test("a list without an end is not taken for a whole one, and asks for no more than 20 pages", async () => {
  const heard: Outbound[] = [];
  const door = answering({ headers: { link: '<https://evil.example/>; rel="next"' }, body: "[]" }, heard);
  const { labels } = connectGithub({ door, secrets, pace });
  await expect(labels.known("acme/app")).rejects.toMatchObject({ code: "BAD_ANSWER" });
  expect(heard).toHaveLength(20);
  expect(heard.every(({ url }) => url.startsWith("https://api.github.com/repos/acme/app/labels?"))).toBe(true);
});

test("all pages of a list are read by number", async () => {
  const door = answering(({ url }) => {
    const page = Number(new URL(url).searchParams.get("page"));
    const headers: Record<string, string> =
      page < 3 ? { link: `<https://api.github.com/x?page=${page + 1}>; rel="next", <x>; rel="last"` } : {};
    return { headers, body: JSON.stringify([{ name: `label ${page}` }]) };
  });
  expect(await connectGithub({ door, secrets, pace }).labels.known("acme/app")).toEqual(["label 1", "label 2", "label 3"]);
});

test("names of branches and tags stay inside their part of the path", async () => {
  const heard: Outbound[] = [];
  const { statuses } = connectGithub({ door: answering({ body: "[]" }, heard), secrets, pace });
  await statuses.required("acme/app", "a/b?x=1#y%2e").catch(() => undefined);
  expect(new URL(heard[0]?.url ?? "").pathname).toBe("/repos/acme/app/rules/branches/a/b%3Fx%3D1%23y%252e");
  await expect(statuses.required("acme/app", "a/../../../b")).rejects.toMatchObject({ code: "BUG" });
  expect(heard).toHaveLength(2);
});

test.each(["acme", "acme/app/pulls", "../app", "acme/..", "acme/app?x", "acme/a b"])("%s is not taken for a repository", async (name) => {
  const heard: Outbound[] = [];
  const { labels } = connectGithub({ door: answering({ body: "[]" }, heard), secrets, pace });
  await expect(labels.known(name)).rejects.toMatchObject({ code: "BUG" });
  expect(heard).toEqual([]);
});

test("the token is in a secret header only, and no error shows it", async () => {
  const heard: Outbound[] = [];
  const failed = await opening(answering({ status: 401, body: '{"message":"Bad credentials"}' }, heard)).catch((error: unknown) => error);
  expect(JSON.stringify(failed) + String(failed)).not.toContain("ghp_secret");
  const [request] = heard;
  expect(request?.secretHeaders).toEqual({ authorization: "Bearer ghp_secret" });
  expect(JSON.stringify({ ...request, secretHeaders: undefined })).not.toContain("ghp_secret");
});

test("a pull request that GitHub lists because it did not understand the head is left out", async () => {
  const end = (ref: string, repository: string | null) => ({ ref, sha: "a", repo: repository === null ? null : { full_name: repository } });
  const pull = (number: number, ref: string, repository: string | null) => ({
    number,
    state: "open",
    title: "",
    body: null,
    user: null,
    head: end(ref, repository),
    base: end("main", "acme/app"),
    merged_at: null,
    merge_commit_sha: "b",
    labels: [],
    html_url: "https://github.com",
  });
  const body = JSON.stringify([
    pull(1, "sync", "acme/app"),
    pull(2, "other", "acme/app"),
    pull(3, "sync", "cleo/app"),
    pull(4, "sync", null),
  ]);
  const { pulls } = connectGithub({ door: answering({ body }), secrets, pace });
  const found = await pulls.find("acme/app", { head: "sync", base: "main" });
  expect(found).toMatchObject([{ number: "1", author: "ghost", body: "", mergeCommit: undefined }]);
  expect(found).toHaveLength(1);
});

test("without a token what is public is read, and what GitHub hides is told from what is not there", async () => {
  const heard: Outbound[] = [];
  const nobody = { read: () => "", has: () => false };
  const shows = (...paths: readonly string[]): Door =>
    answering(
      ({ url }) => (paths.includes(new URL(url).pathname) ? { body: "[]" } : { status: 404, body: '{"message":"Not Found"}' }),
      heard,
    );
  const found = (door: Door) => connectGithub({ door, secrets: nobody, pace }).forgeReleases.find("acme/app", "1.30.0");
  await expect(found(shows("/repos/acme/app", "/repos/acme/app/releases"))).resolves.toEqual([]);
  expect(heard.flatMap(({ secretHeaders }) => Object.keys(secretHeaders ?? {}))).toEqual([]);
  await expect(found(shows())).rejects.toMatchObject({ code: "TOKEN_MISSING" });
  await expect(found(shows("/repos/acme/app"))).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("changes are sent a second apart, in their order, however many are wanted at once; what is read is not kept waiting", async () => {
  let now = 5000;
  const sent: (readonly [string, number])[] = [];
  const door: Door = {
    mapped: (url) => url,
    request: async ({ method, url }) => {
      sent.push([`${method} ${url.split("/").at(-2)}`, now]);
      return { status: 200, headers: {}, bytes: Buffer.from("[]") };
    },
  };
  const time = {
    elapsed: () => now,
    pass: async (length: number) => {
      // Every timer rings five milliseconds early.
      now += Math.max(1, length - 5);
    },
  };
  const { labels } = connectGithub({ door, secrets, pace: paceOf(duration("1s"), time) });
  for (const issue of ["1", "2", "3", "4"]) await labels.add("acme/app", issue, "bump minor");
  await labels.of("acme/app", "9");
  expect(sent.map(([what]) => what)).toEqual(["POST 1", "POST 2", "POST 3", "POST 4", "GET 9"]);
  expect(sent.map(([, at]) => at)).toEqual([5000, 6000, 7000, 8000, 8000]);
  now += 60_000;
  await labels.add("acme/app", "5", "bump minor");
  expect(sent.at(-1)).toEqual(["POST 5", 68_000]);
});
