import { afterEach, describe, expect, test } from "vitest";
import { addDuration, duration } from "../../domain/instant.ts";
import type { Json } from "../../domain/known.ts";
import { type GithubBench, openGithubBench, product } from "../../testing/github-bench.ts";

let bench: GithubBench;
afterEach(() => bench.close());

type Fields = { readonly [key: string]: Json };
const at = (path: string) => `/repos/${product}${path}`;
const get = async (path: string) => (await bench.ask("GET", at(path))).body as Fields;

describe("releases", () => {
  const release = (more: object) => bench.ask("POST", at("/releases"), { tag_name: "1.30.0", name: "1.30.0", body: "notes", ...more });
  const list = async () => (await bench.ask("GET", at("/releases"))).body as Fields[];
  const pass = () => bench.clock.set(addDuration(bench.clock.now(), duration("20s")));

  test("a draft is not found by its tag, and two of them are not refused", async () => {
    bench = await openGithubBench();
    expect((await release({ draft: true })).status).toBe(201);
    expect((await release({ draft: true })).status).toBe(201);
    expect((await bench.ask("GET", at("/releases/tags/1.30.0"))).status).toBe(404);
    expect(bench.ledger.count("draft-release", `${product} 1.30.0`)).toBe(2);
  });

  test("a new one is missing from the list for a while", async () => {
    bench = await openGithubBench();
    await release({ draft: true });
    expect(await list()).toEqual([]);
    await pass();
    expect((await list()).map(({ tag_name, draft }) => [tag_name, draft])).toEqual([["1.30.0", true]]);
  });

  test("publishing a draft makes the missing tag, a second one of the tag is refused", async () => {
    bench = await openGithubBench();
    const { id } = (await release({ draft: true })).body as Fields;
    expect((await bench.ask("PATCH", at(`/releases/${id}`), { draft: false })).body).toMatchObject({
      draft: false,
      published_at: "2021-11-26T09:00:00Z",
    });
    expect(bench.git(product, ["rev-parse", "refs/tags/1.30.0"])).toBe(bench.git(product, ["rev-parse", "main"]));
    expect((await get("/releases/tags/1.30.0"))["id"]).toBe(id);
    expect(await release({})).toMatchObject({ status: 422, body: { errors: [{ code: "already_exists" }] } });
  });

  test("several creations at the same moment can get through", async () => {
    bench = await openGithubBench();
    const answers = await Promise.all(Array.from({ length: 8 }, () => release({})));
    const made = answers.filter(({ status }) => status === 201).length;
    expect(made).toBeGreaterThan(1);
    await pass();
    expect(await list()).toHaveLength(made);
  });

  test("a deleted one is gone", async () => {
    bench = await openGithubBench();
    const { id } = (await release({})).body as Fields;
    expect((await bench.ask("DELETE", at(`/releases/${id}`))).status).toBe(204);
    expect((await bench.ask("GET", at(`/releases/${id}`))).status).toBe(404);
  });
});

describe("labels", () => {
  test("are made on the spot when they are added, whatever their spelling", async () => {
    bench = await openGithubBench();
    await bench.push(product, "feature", { "f.txt": "f" }, "main");
    await bench.ask("POST", at("/pulls"), { head: "feature", base: "main", title: "f" });
    const added = await bench.ask("POST", at("/issues/1/labels"), { labels: ["bump-minor", "BUG"] });
    expect((added.body as Fields[]).map(({ name }) => name)).toEqual(["bump-minor", "bug"]);
    expect(((await get("/labels")) as unknown as Fields[]).map(({ name }) => name)).toEqual(["bug", "highlight", "bump-minor"]);
    expect((await bench.ask("DELETE", at("/issues/1/labels/bump-minor"))).body).toMatchObject([{ name: "bug" }]);
    expect((await bench.ask("DELETE", at("/issues/1/labels/bump-minor"))).status).toBe(404);
    expect((await bench.ask("POST", at("/labels"), { name: "Bug" })).status).toBe(422);
    await bench.ask("POST", at("/issues/1/comments"), { body: "done" });
    expect(await get("/issues/1/comments")).toMatchObject([{ body: "done", user: { login: "ana" } }]);
    expect(await get("/issues/1")).toMatchObject({ comments: 1, labels: [{ name: "bug" }] });
  });
});

describe("git seen through the API", () => {
  test("shows refs with annotated tags as tag objects, branches, contents, comparisons and commits", async () => {
    bench = await openGithubBench();
    bench.git(product, ["tag", "-a", "-m", "Version 1.29.0", "1.29.0", "main"]);
    const head = await bench.push(product, "topic/one", { "docs/a b.md": "text\n" }, "main");
    const tag = await get("/git/ref/tags/1.29.0");
    expect(tag).toMatchObject({ ref: "refs/tags/1.29.0", object: { type: "tag" } });
    const { sha } = tag["object"] as Fields;
    expect(await get(`/git/tags/${sha}`)).toMatchObject({
      tag: "1.29.0",
      message: "Version 1.29.0\n",
      object: { type: "commit" },
      tagger: { name: "Ana Example" },
    });
    expect((await bench.ask("GET", at("/git/ref/tags/1.29"))).status).toBe(404);
    expect(await get("/git/matching-refs/heads/topic")).toMatchObject([{ ref: "refs/heads/topic/one" }]);
    expect(await get("/branches/topic/one")).toMatchObject({ name: "topic/one", commit: { sha: head }, protected: false });
    expect(await get("/contents/docs/a%20b.md?ref=topic/one")).toMatchObject({
      type: "file",
      content: Buffer.from("text\n").toString("base64"),
    });
    expect(await get("/contents/docs?ref=topic/one")).toMatchObject([{ path: "docs/a b.md", type: "file" }]);
    expect((await bench.ask("GET", at("/contents/docs"))).status).toBe(404);
    expect(await get("/compare/main...topic/one")).toMatchObject({
      status: "ahead",
      ahead_by: 1,
      files: [{ filename: "docs/a b.md", status: "added" }],
    });
    expect(await get(`/commits/${head}`)).toMatchObject({ sha: head, stats: { additions: 1, total: 1 } });
    expect(await get("/commits?sha=topic/one&path=docs/a%20b.md")).toMatchObject([{ sha: head }]);
    expect(await get("")).toMatchObject({ full_name: product, default_branch: "main", permissions: { push: true } });
  });

  test("finds the pull request that a commit came from, past ones as well", async () => {
    const at = "2021-10-01T00:00:00Z" as never;
    const past = { number: 123, title: "Old", author: "cleo", labels: ["highlight"], head: "old", base: "main", at };
    bench = await openGithubBench({ product: { pulls: [{ ...past, commit: "a".repeat(40) }] } });
    expect(await get(`/commits/${"a".repeat(40)}/pulls`)).toMatchObject([
      { number: 123, labels: [{ name: "highlight" }], user: { login: "cleo" } },
    ]);
  });
});

describe("rules", () => {
  const wanted = {
    name: "freeze",
    target: "branch",
    enforcement: "active",
    conditions: { ref_name: { include: ["refs/heads/release-*"], exclude: [] } },
    rules: [
      {
        type: "required_status_checks",
        parameters: { required_status_checks: [{ context: "signalbox" }], strict_required_status_checks_policy: false },
      },
    ],
  };

  test("of a ruleset are in force on the branches it names, once", async () => {
    bench = await openGithubBench();
    const { status, body } = await bench.ask("POST", at("/rulesets"), wanted);
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: "freeze", rules: wanted.rules });
    expect((await bench.ask("POST", at("/rulesets"), wanted)).status).toBe(422);
    expect(await get("/rulesets")).toMatchObject([{ name: "freeze", source: product }]);
    expect(await get("/rules/branches/release-1.30.0")).toMatchObject([{ type: "required_status_checks", ruleset_source: product }]);
    expect(await get("/rules/branches/main")).toEqual([]);
  });

  test("hold up a direct push of somebody they bind, not of somebody they do not", async () => {
    bench = await openGithubBench();
    await bench.ask("POST", at("/rulesets"), wanted);
    const push = {
      repository: product,
      ref: "refs/heads/release-1.30.0",
      before: "1".repeat(40),
      after: bench.git(product, ["rev-parse", "main"]),
    };
    expect(bench.opened.forbids({ ...push, login: "ana" })).toContain('Required status check "signalbox" is expected');
    expect(bench.opened.forbids({ ...push, login: "signalbox-bot" })).toBeUndefined();
    await bench.ask("POST", at(`/statuses/${push.after}`), { state: "success", context: "signalbox" });
    expect(bench.opened.forbids({ ...push, login: "ana" })).toBeUndefined();
  });
});

describe("lists", () => {
  test("come in pages of at most a hundred, with links to the others", async () => {
    bench = await openGithubBench({ product: { labels: Array.from({ length: 230 }, (_, at) => `label ${at}`) } });
    const first = await bench.ask("GET", at("/labels?per_page=500"));
    expect(first.body).toHaveLength(100);
    expect(first.headers.get("link")).toContain('page=2>; rel="next"');
    expect(first.headers.get("link")).toContain('page=3>; rel="last"');
    expect((await bench.ask("GET", at("/labels?per_page=100&page=3"))).body).toHaveLength(30);
    expect((await bench.ask("GET", at("/labels"))).body).toHaveLength(30);
    expect((await bench.ask("GET", at("/labels?page=99"))).body).toEqual([]);
  });
});
