import { afterEach, describe, expect, test } from "vitest";
import { instant } from "../../domain/instant.ts";
import type { Json } from "../../domain/known.ts";
import { chart, type GithubBench, openGithubBench, product, tokens } from "../../testing/github-bench.ts";

let bench: GithubBench;
afterEach(() => bench.close());

const pulls = `/repos/${product}/pulls`;
type Fields = { readonly [key: string]: Json };

async function openPull(branch = "feature", base = "main") {
  await bench.push(product, branch, { [`${branch}.txt`]: branch }, "main");
  return bench.ask("POST", pulls, { head: branch, base, title: `Add ${branch}` });
}

const fields = (body: Json): Fields => body as Fields;

describe("opening a pull request", () => {
  test("is by the account of the token, with production addresses", async () => {
    bench = await openGithubBench();
    const { status, body } = await openPull();
    expect(status).toBe(201);
    expect(body).toMatchObject({
      number: 1,
      state: "open",
      user: { login: "ana" },
      mergeable: true,
      html_url: `https://github.com/${product}/pull/1`,
    });
  });

  test("is refused twice for the same head and base, and allowed again once the first is closed or merged", async () => {
    bench = await openGithubBench();
    await openPull();
    expect(await openPull()).toMatchObject({
      status: 422,
      body: { errors: [{ message: "A pull request already exists for acme:feature." }] },
    });
    await bench.ask("PUT", `${pulls}/1/merge`, {});
    expect((await openPull()).status).toBe(201);
    await bench.ask("PATCH", `${pulls}/2`, { state: "closed" });
    expect((await openPull()).status).toBe(201);
    const { body } = await bench.ask("GET", `${pulls}?head=acme:feature&base=main&state=all`);
    expect((body as Fields[]).map(({ number }) => number)).toEqual([3, 2, 1]);
    expect(bench.ledger.count("open-pull-request", `${product} feature into main`)).toBe(3);
  });

  test("is refused from a branch that does not exist, or that brings nothing", async () => {
    bench = await openGithubBench();
    expect(await bench.ask("POST", pulls, { head: "nowhere", base: "main", title: "x" })).toMatchObject({
      status: 422,
      body: { errors: [{ field: "head" }] },
    });
    await bench.push(product, "main", { "more.txt": "more" });
    bench.git(product, ["branch", "same", "main"]);
    expect(await bench.ask("POST", pulls, { head: "same", base: "main", title: "x" })).toMatchObject({ status: 422 });
  });
});

describe("an open pull request", () => {
  test("follows its branch, and is closed when the branch is deleted", async () => {
    bench = await openGithubBench();
    await openPull();
    const head = await bench.push(product, "feature", { "second.txt": "2" });
    expect((await bench.ask("GET", `${pulls}/1`)).body).toMatchObject({ head: { sha: head }, commits: 2, changed_files: 2 });
    bench.git(product, ["update-ref", "-d", "refs/heads/feature"]);
    await bench.opened.pushed({ repository: product, ref: "refs/heads/feature", before: head, after: "0".repeat(40), login: "ana" });
    expect((await bench.ask("GET", `${pulls}/1`)).body).toMatchObject({ state: "closed", merged: false });
  });

  test("counts as merged when its head arrives on the base by a push", async () => {
    bench = await openGithubBench();
    await openPull();
    const head = bench.git(product, ["rev-parse", "feature"]);
    const before = bench.git(product, ["rev-parse", "main"]);
    bench.git(product, ["update-ref", "refs/heads/main", head]);
    await bench.opened.pushed({ repository: product, ref: "refs/heads/main", before, after: head, login: "ana" });
    expect((await bench.ask("GET", `${pulls}/1/merge`)).status).toBe(204);
  });

  test("shows its files with patches and its commits in order", async () => {
    bench = await openGithubBench();
    await openPull();
    await bench.push(product, "feature", { "README.md": "# The app\n" });
    const files = (await bench.ask("GET", `${pulls}/1/files`)).body as Fields[];
    expect(files.map(({ filename, status }) => [filename, status])).toEqual([
      ["README.md", "modified"],
      ["feature.txt", "added"],
    ]);
    expect(files[0]?.["patch"]).toContain("-# App\n+# The app");
    const commits = (await bench.ask("GET", `${pulls}/1/commits`)).body as { commit: { message: string } }[];
    expect(commits.map(({ commit }) => commit.message)).toEqual(["feat: feature.txt", "feat: README.md"]);
  });
});

describe("merging", () => {
  test.each(["merge", "squash", "rebase"])("by %s moves the base once and says by whom", async (method) => {
    bench = await openGithubBench();
    await openPull();
    await bench.push(product, "main", { "other.txt": "other" });
    const head = bench.git(product, ["rev-parse", "feature"]);
    const { status, body } = await bench.ask("PUT", `${pulls}/1/merge`, { sha: head, merge_method: method });
    expect(status).toBe(200);
    expect(bench.git(product, ["rev-parse", "main"])).toBe(fields(body)["sha"]);
    expect(bench.git(product, ["ls-tree", "--name-only", "main"]).split("\n")).toEqual(["README.md", "feature.txt", "other.txt"]);
    expect(bench.git(product, ["log", "-1", "--format=%p", "main"]).split(" ")).toHaveLength(method === "merge" ? 2 : 1);
    expect((await bench.ask("GET", `${pulls}/1`)).body).toMatchObject({
      merged: true,
      merged_by: { login: "ana" },
      merge_commit_sha: fields(body)["sha"],
    });
    expect((await bench.ask("PUT", `${pulls}/1/merge`, {})).status).toBe(405);
    expect(bench.ledger.count("merge-pull-request", `${product}#1`)).toBe(1);
  });

  test("is 409 when the head has moved and 405 on a conflict, and changes nothing", async () => {
    bench = await openGithubBench();
    await openPull();
    const old = bench.git(product, ["rev-parse", "feature"]);
    await bench.push(product, "feature", { "README.md": "# Mine\n" });
    const main = await bench.push(product, "main", { "README.md": "# Theirs\n" });
    expect((await bench.ask("PUT", `${pulls}/1/merge`, { sha: old })).status).toBe(409);
    expect((await bench.ask("GET", `${pulls}/1`)).body).toMatchObject({ mergeable: false, mergeable_state: "dirty" });
    expect((await bench.ask("PUT", `${pulls}/1/merge`, {})).status).toBe(405);
    expect(bench.git(product, ["rev-parse", "main"])).toBe(main);
  });

  test("into a branch whose rules require a status waits for it to be green on the head", async () => {
    bench = await openGithubBench({ product: { required: [{ branches: "refs/heads/release-*", contexts: ["signalbox"] }] } });
    await bench.push(product, "release-1.30.0", { "one.txt": "1" }, "main");
    await openPull("fix", "release-1.30.0");
    const head = bench.git(product, ["rev-parse", "fix"]);
    const merge = () => bench.ask("PUT", `${pulls}/1/merge`, {});
    const set = (state: string) =>
      bench.ask("POST", `/repos/${product}/statuses/${head}`, { state, context: "signalbox", description: "admitted?" });
    expect(await merge()).toMatchObject({ status: 405, body: { message: expect.stringContaining('"signalbox" is expected') } });
    await set("success");
    await set("failure");
    expect((await merge()).status).toBe(405);
    await set("success");
    expect((await merge()).status).toBe(200);
    const { body } = await bench.ask("GET", `/repos/${product}/commits/${head}/status`);
    expect(body).toMatchObject({ state: "success", total_count: 1 });
  });
});

describe("who asks", () => {
  test("decides what is seen and done", async () => {
    bench = await openGithubBench();
    await openPull();
    expect((await bench.ask("GET", `/repos/${chart}`, undefined, tokens.cleo)).status).toBe(404);
    expect((await bench.ask("GET", "/repos/acme/nothing")).status).toBe(404);
    expect((await bench.ask("PUT", `${pulls}/1/merge`, {}, tokens.ben)).status).toBe(403);
    expect((await bench.ask("GET", "/user", undefined, "ghp_revoked")).status).toBe(401);
    expect((await bench.ask("GET", "/user", undefined, undefined)).status).toBe(401);
    expect((await bench.ask("GET", "/user", undefined, tokens.ben)).body).toMatchObject({ login: "ben" });
    expect((await bench.ask("GET", "/orgs/acme/members/ana")).status).toBe(204);
    expect((await bench.ask("GET", "/orgs/acme/members/ben")).status).toBe(404);
  });

  test("is not told who belongs to an organisation of others", async () => {
    bench = await openGithubBench();
    const { status, headers } = await bench.ask("GET", "/orgs/acme/members/ana", undefined, tokens.ben);
    expect([status, headers.get("location")]).toEqual([302, "https://api.github.com/orgs/acme/public_members/ana"]);
    expect((await bench.ask("GET", "/orgs/nobody/members/ana", undefined, tokens.ben)).status).toBe(404);
  });

  test("may ask a limited number of times in an hour", async () => {
    bench = await openGithubBench({ seed: { hourlyRequests: 2 } });
    expect((await bench.ask("GET", "/user")).headers.get("x-ratelimit-remaining")).toBe("1");
    await bench.ask("GET", "/user");
    const { status, headers } = await bench.ask("GET", "/user");
    expect([status, headers.get("x-ratelimit-remaining"), headers.get("x-ratelimit-reset")]).toEqual([403, "0", "1637920800"]);
  });

  test("without a token reads what is public, no drafts, and sixty times an hour", async () => {
    bench = await openGithubBench({ chart: { private: true } });
    await bench.ask("POST", `/repos/${product}/releases`, { tag_name: "1.30.0", draft: true });
    await bench.clock.set(instant("2021-11-26T10:10:00Z"));
    const read = (path: string) => bench.ask("GET", `/repos/${path}`, undefined, undefined);
    expect((await read(`${product}/releases`)).body).toEqual([]);
    expect((await bench.ask("GET", `/repos/${product}/releases`)).body).toHaveLength(1);
    expect((await read(chart)).status).toBe(404);
    expect((await bench.ask("GET", `/repos/${chart}`)).status).toBe(200);
    const first = await read(product);
    expect([first.status, first.headers.get("x-ratelimit-limit")]).toEqual([200, "60"]);
    for (let asked = Number(first.headers.get("x-ratelimit-remaining")); asked > 0; asked -= 1) await read(product);
    expect((await read(product)).status).toBe(403);
    expect((await bench.ask("GET", `/repos/${product}`)).status).toBe(200);
  });
});
