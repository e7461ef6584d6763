import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createSign } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectOci } from "../connectors/oci/connect-oci.ts";
import { instantOfMillis } from "../domain/instant.ts";
import { openDoor } from "../host/door.ts";
import { openSecrets } from "../host/secrets.ts";
import type { ImagesBench } from "./contracts/images.ts";
import { rawRepository } from "./raw-registry.ts";
import { account, credentials } from "./registry-bench.ts";

/** Docker's own registry with a token server of ours. */
export interface RealRegistry {
  /** The connector on a repository of its own. */
  readonly bench: () => Promise<ImagesBench>;
  readonly close: () => Promise<void>;
}

const service = "registry.example.com";
const issuer = "auth.example.com";

/** Starts `docker-registry` on a free port, storing in a temporary folder. Wants `openssl` for the token server's certificate. */
export const openRealRegistry = async (): Promise<RealRegistry> => {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-registry-"));
  const tokens = await openTokenServer(folder);
  const tokenOrigin = `http://127.0.0.1:${(tokens.address() as AddressInfo).port}`;
  writeFileSync(join(folder, "config.yml"), configuration(folder));
  const child = spawn("docker-registry", ["serve", join(folder, "config.yml")], { stdio: ["ignore", "ignore", "pipe"] });
  const origin = `http://127.0.0.1:${await portOf(child)}`;
  const door = openDoor({ map: { [`https://${service}`]: origin, [`https://${issuer}`]: tokenOrigin } });
  const secrets = openSecrets(credentials, () => "");
  const clock = { now: () => instantOfMillis(Date.now()) };
  let count = 0;
  return {
    bench: async () => {
      count += 1;
      const name = `acme/app${count}`;
      const raw = await rawRepository({ registry: origin, tokens: tokenOrigin, service, ...account }, name);
      return { ...connectOci({ door, secrets, clock }), image: `${service}/${name}`, raw, close: () => undefined };
    },
    close: async () => {
      door.close();
      tokens.close();
      tokens.closeAllConnections();
      await new Promise((resolve) => {
        child.once("exit", resolve);
        child.kill("SIGKILL");
      });
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const configuration = (folder: string): string => `version: 0.1
log: { level: info, accesslog: { disabled: true } }
storage: { filesystem: { rootdirectory: "${folder}/data" } }
http: { addr: "127.0.0.1:0" }
auth:
  token: { realm: "https://${issuer}/token", service: ${service}, issuer: ${issuer}, rootcertbundle: "${folder}/cert.pem" }
`;

const portOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = "";
    child.stderr?.on("data", (bytes: Buffer) => {
      said += bytes.toString("utf8");
      const port = /listening on 127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (port !== undefined) resolve(port);
    });
    child.once("exit", () => reject(new Error(`docker-registry did not start: ${said}`)));
  });

// Tokens as Docker's registry wants them: RS256, with the certificate in the header instead of a key id.
const openTokenServer = async (folder: string): Promise<Server> => {
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const subject = ["-subj", "/CN=auth.example.com", "-days", "2"];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, ...subject], {
    stdio: "ignore",
  });
  const x5c = readFileSync(certificate, "utf8").replace(/-----[A-Z ]+-----|\n/g, "");
  const privateKey = readFileSync(key, "utf8");
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const known = request.headers.authorization === `Basic ${Buffer.from(`${account.username}:${account.password}`).toString("base64")}`;
    if (!known || url.pathname.length < 1) return void response.writeHead(401).end();
    const [type, name, actions = ""] = (url.searchParams.get("scope") ?? "").split(":");
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: issuer, aud: service, sub: account.username, iat: now, nbf: now - 10, exp: now + 300, jti: String(now) };
    const head = { typ: "JWT", alg: "RS256", x5c: [x5c] };
    const payload = [head, { ...claims, access: [{ type, name, actions: actions.split(",") }] }].map(coded).join(".");
    const token = `${payload}.${createSign("RSA-SHA256").update(payload).sign(privateKey, "base64url")}`;
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ token, expires_in: 300 }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
};

const coded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
