import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDuration, duration } from "../../domain/instant.ts";
import type { Json } from "../../domain/known.ts";
import { type Answer, type GithubBench, openGithubBench, product } from "../../testing/github-bench.ts";
import { mutationsOf } from "../../testing/mutations.ts";
import { dereference, description, isObject, type Operation, schemas } from "./description.ts";

type Fields = Record<string, Json>;

const ruleset: Fields = {
  name: "freeze",
  target: "branch",
  enforcement: "active",
  conditions: { ref_name: { include: ["~ALL"], exclude: [] } },
  rules: [],
};

/** A right body for each operation that takes one. */
const bodies: Readonly<Record<string, Fields>> = {
  "issues/add-labels": { labels: ["bug"] },
  "issues/create": { title: "Release 1.30.0", body: "- [ ] Tell everybody", labels: ["bug"] },
  "issues/create-comment": { body: "hello" },
  "issues/create-label": { name: "fresh", color: "ff0000" },
  "issues/update": { title: "Release 1.30.0", body: "- [x] Tell everybody", state: "open" },
  "pulls/create": { head: "second", base: "main", title: "Second", body: "text", draft: false },
  "pulls/merge": { commit_title: "Merge", merge_method: "merge" },
  "pulls/update": { title: "Better", state: "open" },
  "repos/create-commit-status": { state: "success", context: "signalbox", description: "fine" },
  "repos/create-release": { tag_name: "1.30.0", draft: true, name: "1.30.0", body: "notes" },
  "repos/create-repo-ruleset": ruleset,
  "repos/update-release": { name: "1.30.0 it is" },
  "actions/re-run-workflow": { enable_debug_logging: false },
};

/** Operations that end something others need, last. */
const last = ["pulls/merge", "pulls/check-if-merged", "issues/remove-label", "repos/delete-release"];
const order = [...Object.keys(description.operations).filter((id) => !last.includes(id)), ...last];

let bench: GithubBench;
let values: Readonly<Record<string, string>>;

beforeAll(async () => {
  bench = await openGithubBench({ product: { immutableReleases: true } });
  const sha = await bench.push(product, "release-1.30.0", { "a.txt": "a" }, "main");
  for (const head of ["first", "second"]) await bench.push(product, head, { [`${head}.txt`]: head }, "main");
  bench.git(product, ["tag", "-a", "-m", "Version 1.29.0", "1.29.0", "main"]);
  const at = `/repos/${product}`;
  await bench.ask("POST", `${at}/pulls`, { head: "first", base: "main", title: "First" });
  await bench.ask("POST", `${at}/issues/1/labels`, { labels: ["bug"] });
  const release = fields(await bench.ask("POST", `${at}/releases`, { tag_name: "1.29.0" }));
  const kept = fields(await bench.ask("POST", `${at}/rulesets`, { ...ruleset, name: "kept" }));
  await bench.clock.set(addDuration(bench.clock.now(), duration("1h")));
  const runs = fields(await bench.ask("GET", `${at}/actions/runs`))["workflow_runs"] as Fields[];
  const run = runs[0] ?? {};
  values = {
    ...{
      owner: "acme",
      repo: "app",
      org: "acme",
      username: "ana",
      pull_number: "1",
      issue_number: "1",
      branch: "main",
      name: "bug",
      path: "README.md",
    },
    ...{ sha, commit_sha: sha, tag: "1.29.0", tag_sha: bench.git(product, ["rev-parse", "1.29.0"]), basehead: "main...first" },
    ...{
      release_id: String(release["id"]),
      ruleset_id: String(kept["id"]),
      run_id: String(run["id"]),
      workflow_id: String(run["workflow_id"]),
    },
  };
});

afterAll(() => bench.close());

describe.each(order)("%s", (id) => {
  const operation = description.operations[id] as Operation;
  const refused = (answer: Answer) => answer.status === 422 && String(fields(answer)["message"]).startsWith("Invalid request.");
  const unchanged = async (act: () => Promise<void>) => {
    const before = [bench.ledger.all().length, JSON.stringify(await bench.opened.twin.holdings())];
    await act();
    expect([bench.ledger.all().length, JSON.stringify(await bench.opened.twin.holdings())]).toEqual(before);
  };

  test("refuses a misspelt or unknown query parameter and a body that does not belong", () =>
    unchanged(async () => {
      const documented = operation.parameters.filter((each) => each.in === "query").map(({ name }) => `${name}x`);
      for (const query of [...documented, "colour"])
        expect([query, refused(await send(id, operation, bodies[id], `?${query}=1`))]).toEqual([query, true]);
      if (operation.body === undefined && operation.method !== "GET")
        expect(refused(await send(id, operation, { colour: "red" }))).toBe(true);
    }));

  test("refuses every body that is wrong by one field, and one that is missing", () =>
    unchanged(async () => {
      const body = bodies[id];
      if (operation.body === undefined || body === undefined) return;
      for (const { what, body: wrong } of mutationsOf(body, bodySchema(operation)))
        expect([what, refused(await send(id, operation, wrong))]).toEqual([what, true]);
      if (operation.body.required) expect(refused(await send(id, operation, undefined))).toBe(true);
    }));

  test("refuses a wrong credential, and without one whatever is not the reading of a public repository", () =>
    unchanged(async () => {
      expect((await send(id, operation, bodies[id], "", "ghp_wrong")).status).toBe(401);
      const isPublic = operation.method === "GET" && operation.path.startsWith("/repos/");
      // Sixty an hour are fewer than there are operations.
      expect([200, 204, 403].includes((await send(id, operation, bodies[id], "", undefined)).status)).toBe(isPublic);
    }));

  test("answers the right request as documented", async () => {
    expect((await send(id, operation, bodies[id])).status).toBeLessThan(300);
  });
});

test("every operation that changes something has a right body here or takes none", () => {
  const writing = Object.entries(description.operations).filter(([, { body }]) => body !== undefined);
  expect(writing.map(([id]) => id).filter((id) => bodies[id] === undefined)).toEqual([]);
});

function send(
  id: string,
  { method, path }: Operation,
  body: Fields | undefined,
  query = "",
  ...token: (string | undefined)[]
): Promise<Answer> {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => placeOf(id, name));
  return token.length === 0 ? bench.ask(method, `${filled}${query}`, body) : bench.ask(method, `${filled}${query}`, body, token[0]);
}

/** `ref` means something else in each operation. */
function placeOf(id: string, name: string): string {
  if (name !== "ref") return values[name] ?? "";
  return id.startsWith("git/") ? "heads/release-1.30.0" : (values["sha"] ?? "");
}

function bodySchema({ body }: Operation) {
  const schema = dereference(body?.schema ?? {});
  return schemas(schema["oneOf"])[0] ?? schema;
}

function fields({ body }: Answer): Readonly<Fields> {
  if (!isObject(body)) throw new Error("expected an object");
  return body;
}
