import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { afterEach, describe, expect, test } from "vitest";
import { instant } from "../../domain/instant.ts";
import { rawRepository } from "../../testing/raw-registry.ts";
import { account, openRegistryTwin, rawAt } from "../../testing/registry-bench.ts";
import { testWith } from "../../testing/test-with.ts";
import { buildImage, digestOf, types } from "./build-image.ts";
import { openRegistry } from "./open-registry.ts";
import { dockerHub } from "./seed.ts";

const run = promisify(execFile);
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const revision = "a".repeat(40);
const publication = { image: "acme/app", tags: ["1.30.0", "latest"], revision, version: "1.30.0" };
const build = { revision, version: "1.30.0", platforms: ["linux/amd64", "linux/arm64"], seed: "" };

const opened = async () => {
  const bench = await openRegistryTwin();
  closing.push(bench.close);
  return bench;
};

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "signalbox-registry-test-"));
  closing.push(() => rmSync(made, { recursive: true, force: true }));
  return made;
};

describe("images as a project's CI publishes them", () => {
  test("the same build gives the same digest everywhere, and another commit or seed another", () => {
    expect(buildImage(build).index.digest).toBe("sha256:9548e1501376673f5dce5026187bd1d56f5e7692b8608ca05020910d599166c0");
    const others = [
      { ...build, seed: "again" },
      { ...build, revision: "b".repeat(40) },
      { ...build, version: "1.30.1" },
    ];
    expect(new Set([build, ...others].map((each) => buildImage(each).index.digest)).size).toBe(4);
  });

  test("layers are real archives of what their diff ids promise", () => {
    const [layer, config] = buildImage(build).blobs;
    const tar = gunzipSync(layer?.bytes ?? "");
    expect(JSON.parse(Buffer.from(config?.bytes ?? "").toString()).rootfs.diff_ids).toEqual([digestOf(tar)]);
    expect(tar.toString("utf8", 512)).toContain('"version":"1.30.0"');
  });

  test("what was published is there when the twin is opened again", () => {
    const ground = { folder: folder(), now: () => instant("2021-11-26T09:00:00Z") };
    const { digest } = openRegistry(ground, dockerHub(account)).publishImage(publication);
    const again = openRegistry(ground, dockerHub(account));
    expect(again.look("acme/app", "latest")).toMatchObject({
      digest,
      platforms: [{ platform: "linux/amd64" }, { platform: "linux/arm64" }],
    });
    expect(again.look("acme/app", "latest")?.platforms[1]?.labels).toEqual({
      "org.opencontainers.image.revision": revision,
      "org.opencontainers.image.version": "1.30.0",
    });
    expect(again.look("acme/app", "1.29.0")).toBeUndefined();
    expect(again.registry.holdings()).toMatchObject({ "acme/app": { tags: { "1.30.0": digest, latest: digest } } });
  });
});

describe("refusals", () => {
  const good = buildImage(build);
  const index = JSON.parse(Buffer.from(good.index.bytes).toString()) as Record<string, unknown> & { manifests: Record<string, unknown>[] };
  const image = JSON.parse(Buffer.from(good.manifests[0]?.bytes ?? "").toString()) as Record<string, unknown> & { config: object };
  const put = (value: unknown, type: string = types.index, reference = "1.31.0") => ({ value, type, reference });

  test.each([
    ["a misspelt field", put({ ...index, manifest: [] })],
    ["no manifests", put({ schemaVersion: 2 })],
    ["schema version 1", put({ ...index, schemaVersion: 1 })],
    ["a size as text", put({ ...index, manifests: [{ ...index.manifests[0], size: "7" }] })],
    ["a digest that is none", put({ ...index, manifests: [{ ...index.manifests[0], digest: "sha256:abc" }] })],
    ["a platform without an architecture", put({ ...index, manifests: [{ ...index.manifests[0], platform: { os: "linux" } }] })],
    ["an unknown manifest", put({ ...index, manifests: [{ ...index.manifests[0], digest: `sha256:${"0".repeat(64)}` }] })],
    ["another media type than its own", put(index, types.manifest)],
    ["a content type that is no manifest's", put(index, "application/json")],
    ["no layers", put({ ...image, layers: [] }, types.manifest)],
    ["an unknown layer", put({ ...image, layers: [{ ...image.config, digest: `sha256:${"0".repeat(64)}` }] }, types.manifest)],
    ["no configuration", put({ schemaVersion: 2, layers: image["layers"] }, types.manifest)],
    ["a tag that is none", put(index, types.index, "-x")],
    ["a digest of other bytes", put(index, types.index, `sha256:${"0".repeat(64)}`)],
  ])("a manifest with %s is refused in the registry's form and changes nothing", async (_, { value, type, reference }) => {
    const bench = await opened();
    bench.opened.publishImage(publication);
    const before = JSON.stringify(bench.opened.registry.holdings());
    const raw = await rawRepository(rawAt(bench), "acme/app");
    const bytes = Buffer.from(JSON.stringify(value));
    await expect(raw.putManifest(reference, { bytes, type })).rejects.toThrow(/: 400 \{"errors":\[\{"code":"[A-Z_]+"/);
    expect(JSON.stringify(bench.opened.registry.holdings())).toBe(before);
    expect(bench.ledger.all()).toEqual([]);
  });

  test.each([
    ["GET", "/v2/acme/app/manifests/1.30.0?x=1", 400],
    ["GET", "/v2/acme/app/tags/list?m=1", 400],
    ["GET", "/v2/Acme/manifests/1.30.0", 400],
    ["GET", "/v2/acme/app/blobs/sha256:abc", 400],
    ["POST", "/v2/acme/app/blobs/uploads/?x=1", 400],
    ["PUT", "/v2/acme/app/blobs/uploads/1", 400],
    ["PUT", `/v2/acme/app/blobs/uploads/9?digest=sha256:${"0".repeat(64)}`, 404],
    ["PATCH", "/v2/acme/app/blobs/uploads/..%2f..%2fx", 404],
    ["DELETE", "/v2/acme/app/manifests/1.30.0", 405],
    ["GET", "/v2/acme/app/nothing", 404],
  ])("%s %s is refused with %i", async (method, path, status) => {
    const bench = await opened();
    const { tokens, service, registry } = rawAt(bench);
    const authorization = `Basic ${Buffer.from(`${account.username}:${account.password}`).toString("base64")}`;
    const scopes = ["acme/app", "Acme"].map((name) => `&scope=repository:${name}:pull,push`).join("");
    const { token } = (await (await fetch(`${tokens}?service=${service}${scopes}`, { headers: { authorization } })).json()) as {
      token: string;
    };
    const answer = await fetch(registry + path, { method, headers: { authorization: `Bearer ${token}` } });
    expect([answer.status, Object.keys((await answer.json()) as object)]).toEqual([status, ["errors"]]);
  });

  test("nobody is let in without a token for that repository and action", async () => {
    const bench = await opened();
    const { tokens, service, registry } = rawAt(bench);
    const scope = "repository:acme/app:pull,push";
    const { token } = (await (await fetch(`${tokens}?service=${service}&scope=${scope}`)).json()) as { token: string };
    const asked = async (method: string, path: string, bearer?: string): Promise<string> => {
      const answer = await fetch(registry + path, { method, headers: bearer === undefined ? {} : { authorization: `Bearer ${bearer}` } });
      return `${answer.status} ${/error="(\w+)"/.exec(answer.headers.get("www-authenticate") ?? "")?.[1] ?? ""}`.trim();
    };
    expect(await asked("GET", "/v2/acme/app/tags/list")).toBe("401");
    expect(await asked("GET", "/v2/acme/app/tags/list", token)).toBe("404");
    expect(await asked("POST", "/v2/acme/app/blobs/uploads/", token)).toBe("401 insufficient_scope");
    expect(await asked("GET", "/v2/acme/other/tags/list", token)).toBe("401 insufficient_scope");
    expect(await asked("GET", "/v2/acme/app/tags/list", `${token.slice(0, -4)}AAAA`)).toBe("401 invalid_token");
  });
});

describe("skopeo", () => {
  const options = ["--tls-verify=false"];

  testWith(
    ["skopeo"],
    "pulls both platforms and reads their labels",
    async () => {
      const bench = await opened();
      bench.opened.publishImage(publication);
      const source = `docker://${new URL(rawAt(bench).registry).host}/acme/app:1.30.0`;
      for (const arch of ["amd64", "arm64"]) {
        const { stdout } = await run("skopeo", ["inspect", ...options, `--override-arch=${arch}`, "--override-os=linux", source]);
        expect(JSON.parse(stdout)).toMatchObject({ Architecture: arch, Labels: { "org.opencontainers.image.revision": revision } });
        const target = folder();
        await run("skopeo", [
          "copy",
          "--src-tls-verify=false",
          "--insecure-policy",
          `--override-arch=${arch}`,
          "--override-os=linux",
          source,
          `dir:${target}`,
        ]);
        expect(readdirSync(target)).toHaveLength(4);
      }
    },
    60_000,
  );

  testWith(
    ["skopeo"],
    "pushes an image whole, which the connector's eyes then find",
    async () => {
      const bench = await opened();
      const { digest } = bench.opened.publishImage(publication);
      const host = new URL(rawAt(bench).registry).host;
      const target = folder();
      await run("skopeo", [
        "copy",
        "--all",
        "--src-tls-verify=false",
        "--insecure-policy",
        `docker://${host}/acme/app:latest`,
        `dir:${target}`,
      ]);
      const push = ["--all", "--dest-tls-verify=false", "--insecure-policy", `--dest-creds=${account.username}:${account.password}`];
      await run("skopeo", ["copy", ...push, `dir:${target}`, `docker://${host}/acme/copy:1.30.0`]);
      expect(bench.opened.look("acme/copy", "1.30.0")).toEqual(bench.opened.look("acme/app", "1.30.0"));
      expect(bench.ledger.count("manifest", `acme/copy:1.30.0@${digest}`)).toBe(1);
    },
    60_000,
  );
});

testWith(["../shared/specs"], "the OCI schemas hold what the twin stores", () => {
  const specs = join(import.meta.dirname, "../../../../shared/specs");
  const ajv = new Ajv({ strict: false, validateSchema: false, logger: false });
  addFormats.default(ajv);
  const described = (file: string): object => {
    const text = readFileSync(join(specs, `oci-${file}`), "utf8");
    // Ids of an older draft, and references by file name, which is all that has to be found here.
    return JSON.parse(text, (key, value: unknown) => (key === "id" || key === "$schema" ? undefined : value)) as object;
  };
  for (const file of ["defs.json", "defs-descriptor.json", "content-descriptor.json"]) ajv.addSchema(described(file), file);
  const built = buildImage(build);
  const holds = (file: string, bytes: Uint8Array | undefined): void => {
    const check = ajv.compile(described(file));
    check(JSON.parse(Buffer.from(bytes ?? "").toString()));
    expect([file, check.errors]).toEqual([file, null]);
    expect(check({ schemaVersion: "2", architecture: 1 })).toBe(false);
  };
  holds("image-index-schema.json", built.index.bytes);
  for (const { bytes } of built.manifests) holds("image-manifest-schema.json", bytes);
  for (const { bytes } of [built.blobs[1], built.blobs[3]].flatMap((each) => each ?? [])) holds("config-schema.json", bytes);
});
