import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { type GithubBench, openGithubBench, product, tokens } from "../../testing/github-bench.ts";
import { testWith } from "../../testing/test-with.ts";

/**
 * GitHub's own command line client speaks TLS only, and puts `/api/v3` in front of a path on a host that is not github.com:
 * a proxy with a certificate of its own undoes both.
 */
async function openTls(
  twin: string,
  folder: string,
): Promise<{ readonly server: Server; readonly host: string; readonly certificate: string }> {
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  execFileSync(
    "openssl",
    ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...subject, "-keyout", key, "-out", certificate],
    { stdio: "ignore" },
  );
  const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (incoming, outgoing) => {
    const path = (incoming.url ?? "/").replace(/^\/api\/v3/, "");
    const onward = request(`${twin}${path}`, { method: incoming.method, headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, host: `localhost:${(server.address() as AddressInfo).port}`, certificate };
}

type Gh = (...argv: readonly string[]) => Promise<{ readonly code: number; readonly output: string; readonly error: string }>;

async function withGh(work: (gh: Gh, bench: GithubBench) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-gh-"));
  const bench = await openGithubBench();
  const { server, host, certificate } = await openTls(bench.origin("github"), folder);
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: folder,
    GH_CONFIG_DIR: folder,
    GH_HOST: host,
    GH_ENTERPRISE_TOKEN: tokens.ana,
    SSL_CERT_FILE: certificate,
    NO_COLOR: "1",
  };
  const gh: Gh = (...argv) =>
    new Promise((resolve) => {
      execFile("gh", ["api", ...argv], { env }, (failure, output, error) => resolve({ code: failure === null ? 0 : 1, output, error }));
    });
  try {
    await work(gh, bench);
  } finally {
    await new Promise((resolve) => server.close(resolve));
    await bench.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

testWith(["gh", "openssl"], "GitHub's own client opens, labels, lists and merges a pull request of the twin", () =>
  withGh(async (gh, bench) => {
    await bench.push(product, "feature", { "f.txt": "f" }, "main");
    const pulls = `repos/${product}/pulls`;
    expect((await gh("user", "--jq", ".login")).output.trim()).toBe("ana");
    expect((await gh(pulls, "-f", "head=feature", "-f", "base=main", "-f", "title=From gh", "--jq", ".number")).output.trim()).toBe("1");
    expect(await gh(pulls, "-f", "head=feature", "-f", "base=main", "-f", "title=Again")).toMatchObject({
      code: 1,
      output: expect.stringContaining("already exists"),
    });
    expect((await gh(`repos/${product}/issues/1/labels`, "-f", "labels[]=bump minor", "--jq", ".[].name")).output.trim()).toBe(
      "bump minor",
    );
    expect((await gh(`${pulls}?state=open`, "--jq", ".[].title")).output.trim()).toBe("From gh");
    expect((await gh("-X", "PUT", `${pulls}/1/merge`, "-f", "merge_method=squash", "--jq", ".merged")).output.trim()).toBe("true");
    expect(bench.git(product, ["log", "-1", "--format=%s", "main"])).toBe("From gh (#1)");
    expect(bench.ledger.count("merge-pull-request", `${product}#1`)).toBe(1);
  }),
);

testWith(["gh", "openssl"], "GitHub's own client follows the pages of a list, and is refused a misspelt field", () =>
  withGh(async (gh, bench) => {
    for (let at = 0; at < 35; at += 1) await bench.ask("POST", `/repos/${product}/labels`, { name: `label ${at}` });
    const first = await gh("--include", `repos/${product}/labels`);
    expect(first.output).toMatch(/^Link: .*rel="next"/im);
    const names = await gh("--jq", ".[].name", `repos/${product}/labels?per_page=100`);
    expect(names.output.trim().split("\n")).toHaveLength(37);
    const wrong = await gh(`repos/${product}/pulls`, "-f", "head=feature", "-f", "bass=main");
    expect(wrong).toMatchObject({ code: 1, error: expect.stringContaining("HTTP 422") });
  }),
);
