import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openProcesses } from "../../host/processes.ts";
import { by, raised } from "../../testing/contracts/git-bench.ts";
import { worldRepository as app, type GitWorld, openGitWorld, worldToken } from "../../testing/git-world.ts";
import { connectGit, type GitConnector, type GitNeeds } from "./index.ts";
import { safeObject, safePath, safeRef, safeRepository } from "./safe-names.ts";

let world: GitWorld;
let head = "";
const processes = openProcesses(process.env);
const connect = (more: Partial<GitNeeds> = {}): GitConnector =>
  connectGit({
    door: world.door,
    secrets: { has: () => true, read: () => worldToken },
    processes,
    folder: join(world.folder, "own"),
    ...more,
  });
beforeAll(async () => {
  world = await openGitWorld();
  head = world.bare(["rev-parse", "refs/heads/main"]);
});
afterAll(async () => {
  processes.close();
  await world.close();
});

/** T01: names that some git command takes for an option, a transport, a pattern, a range or a command. */
const names = [
  `--upload-pack=touch\${IFS}pwn`,
  "--receive-pack=touch pwn",
  "--exec=touch pwn",
  "--output=pwn",
  "-x",
  "-",
  "--",
  "-c core.sshCommand=touch",
  "$(id)",
  "`touch pwn`",
  "a;touch pwn",
  "a|touch pwn",
  "a&touch pwn",
  "ext::sh -c touch% pwn",
  "file:///etc",
  "a b",
  "a\nb",
  "a\0b",
  "a..b",
  "a^{}",
  "a~1",
  "a:b",
  "+a",
  "^a",
  "@{-1}",
  "a@{0}",
  "*",
  "a?",
  "[a]",
  "../../x",
  "a/../b",
  "a/.b",
  "a//b",
  "a.lock",
  "a.lock/b",
  "a/",
  "a.",
  "<img src=x>",
  "\u202emain",
  "ma\u0131n",
  "",
  "x".repeat(300),
];

describe("hostile names (T01)", () => {
  test.each(names)("%j is refused by every port before git sees it", async (name) => {
    const { refs, objects, history } = connect();
    for (const ref of [`refs/heads/${name}`, `refs/tags/${name}`, name, `refs/${name}`]) {
      expect((await raised(refs.look(app, ref))).code).toBe("UNSAFE_REF");
      expect(await raised(refs.push(app, { ref, object: head, expect: "absent" }))).toMatchObject({ code: "UNSAFE_REF", retry: "never" });
    }
    expect((await raised(objects.tag(app, { name, commit: head, message: "x", by }))).code).toBe("UNSAFE_REF");
    expect((await raised(objects.file(app, name, "README.md"))).code).toBe("UNSAFE_REF");
    expect((await raised(history.log(app, { to: head, without: [name] }))).code).toBe("UNSAFE_REF");
    expect((await raised(history.isAncestor(app, head, name))).code).toBe("UNSAFE_REF");
    expect((await raised(refs.look(name, "refs/heads/main"))).code).toBe("UNSAFE_REF");
    // A repository may be called `a..b`: such a name is looked for, and is not there.
    expect((await raised(refs.look(`acme/${name}`, "refs/heads/main"))).code).toBe(
      /^a\.(?:\.b|lock)?$/.test(name) ? "NOT_FOUND" : "UNSAFE_REF",
    );
    expect(world.ledger.all()).toEqual([]);
    for (const folder of [world.folder, process.cwd()]) expect(existsSync(join(folder, "pwn"))).toBe(false);
  });

  test("branches of such names at the remote do no harm and never enter our clone", async () => {
    const odd = ["-x", "$(id)", "`touch`", "a;b", "<img>", "\u202emain", "--upload-pack=touch"].map((name) => `refs/heads/${name}`);
    for (const ref of odd) world.bare(["update-ref", ref, head]);
    const { refs, history } = connect({ folder: join(world.folder, "odd") });
    expect((await refs.list(app, "refs/heads/")).map(({ ref }) => ref)).toEqual([...odd, "refs/heads/main"].sort());
    await history.dateOf(app, head);
    for (const ref of odd) world.bare(["update-ref", "-d", ref]);
    expect(readdirSync(join(world.folder, "odd", "acme/app.git/refs/heads"))).toEqual([]);
  });

  test.each([
    "ext::sh -c touch% pwn",
    "file:///etc/passwd",
    "ssh://-oProxyCommand=touch/x",
    "git://example.com/x",
    "http://example.com/x.git",
    "http://127.0.0.1:1/x.git",
    "https://ana:secret@example.com/x.git",
    "/etc",
    "-x",
  ])("the address %j is never spoken to", async (place) => {
    const { refs } = connect({ address: () => place });
    const { code, text } = await raised(refs.look(app, "refs/heads/main"));
    expect(code).toBe("ADDRESS_FORBIDDEN");
    expect(text).not.toContain("secret");
  });

  test("whatever is accepted is an ordinary name", () => {
    const parts = fc.string({ unit: fc.constantFrom(..."ab1-._/~^:$ \n\0@{}*".split("")), maxLength: 12 });
    const accepted = (check: () => unknown): boolean => {
      try {
        check();
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(parts, (name) => {
        if (accepted(() => safeRef(`refs/heads/${name}`))) expect(name).toMatch(/^[ab1](?:[ab1_@-]|[./](?=[ab1_@-]))*$/);
        if (accepted(() => safePath(name))) expect(name.split("/").every((part) => !["", ".", ".."].includes(part))).toBe(true);
        if (accepted(() => safeRepository(`acme/${name}`))) expect(name).toMatch(/^[ab1_][ab1._-]*$/);
        expect(accepted(() => safeObject(name))).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
});
