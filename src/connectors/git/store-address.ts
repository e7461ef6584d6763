import { isAbsolute, resolve } from "node:path";
import { explain } from "../../domain/errors.ts";
import type { Door, Secrets } from "../../domain/ports/host.ts";
import { basic } from "./basic.ts";
import type { Setting } from "./git.ts";

/** How git reaches the repository of the store: what it is given as an address, and what it must be allowed and told. Nothing secret is in `address`. */
export interface StoreAddress {
  readonly address: string;
  readonly config: () => readonly Setting[];
  readonly environment: Readonly<Record<string, string>>;
}

interface Known {
  readonly door: Pick<Door, "mapped">;
  readonly secrets: Secrets;
  /** The folder from which a path counts. */
  readonly folder: string;
  /** What ssh needs to find the person's keys. */
  readonly ssh: { readonly home: string | undefined; readonly agent: string | undefined };
}

/** An `https://` address, `ssh://` or `user@host:path`, or a folder. Raises ADDRESS_FORBIDDEN for anything else, and for one with a password in it. */
export const storeAddress = (text: string, { door, secrets, folder, ssh }: Known): StoreAddress => {
  const refuse = (reason: string) => explain("ADDRESS_FORBIDDEN", { address: text.replace(/\/\/[^/]*@/, "//").slice(0, 300), reason });
  if (/[\p{Cc}\s]|^-/u.test(text)) throw refuse("It has white space or begins with a dash.");
  if (/^[a-z0-9+.-]*::/i.test(text)) throw refuse("git would run a program of that name.");
  if (/^https:\/\//.test(text)) return overHttps(text, door, secrets, refuse);
  if (/^ssh:\/\/(?:[\w.-]+@)?[A-Za-z0-9][\w.-]*(?::\d+)?\/./.test(text) || /^[\w.-]+@[A-Za-z0-9][\w.-]*:[^-]./.test(text))
    return overSsh(text, ssh);
  if (text.includes("://")) throw refuse("The store is reached by https or ssh, or is a folder.");
  const path = isAbsolute(text) ? text : resolve(folder, text);
  return { address: path, config: () => [["protocol.file.allow", "always"]], environment: { GIT_ALLOW_PROTOCOL: "file" } };
};

const overHttps = (text: string, door: Known["door"], secrets: Secrets, refuse: (reason: string) => Error): StoreAddress => {
  if (!URL.canParse(text)) throw refuse("It is not an address.");
  const { username, password, hostname } = new URL(text);
  if (username !== "" || password !== "") throw refuse("An address must not hold a credential.");
  const variable = hostname === "github.com" ? "GITHUB_TOKEN" : "SIGNALBOX_STORE_TOKEN";
  const leading = door.mapped(text);
  const { origin, protocol } = new URL(leading);
  const near = leading === text ? [] : [[`url.${leading}.insteadOf`, text] as const];
  return {
    address: text,
    config: () => [
      [`protocol.${protocol.slice(0, -1)}.allow`, "always"],
      // A redirect would carry the token to wherever it points.
      ["http.followRedirects", "false"],
      ["http.lowSpeedLimit", "1"],
      ["http.lowSpeedTime", "20"],
      ...near,
      ...(secrets.has(variable)
        ? [[`http.${origin}/.extraHeader`, `Authorization: ${basic(secrets.read("git", variable))}`] as const]
        : []),
    ],
    environment: { GIT_ALLOW_PROTOCOL: protocol.slice(0, -1) },
  };
};

/** The person's own keys and known hosts; nobody is asked anything. */
const overSsh = (text: string, { home, agent }: Known["ssh"]): StoreAddress => ({
  address: text,
  config: () => [
    ["protocol.ssh.allow", "always"],
    ["core.sshCommand", "ssh -o BatchMode=yes -o ConnectTimeout=15"],
  ],
  environment: {
    GIT_ALLOW_PROTOCOL: "ssh",
    ...(home === undefined ? {} : { HOME: home }),
    ...(agent === undefined ? {} : { SSH_AUTH_SOCK: agent }),
  },
});
