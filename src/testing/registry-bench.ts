import { connectOci } from "../connectors/oci/connect-oci.ts";
import { openRegistry, type RegistryTwin } from "../twins/registry/open-registry.ts";
import { dockerHub, type RegistrySeed } from "../twins/registry/seed.ts";
import type { ImagesBench } from "./contracts/images.ts";
import { type RawAt, rawRepository } from "./raw-registry.ts";
import { openTwinBench, type TwinBench } from "./twin-bench.ts";

export const account = { username: "ana", password: "correct-horse" } as const;
export const credentials = { REGISTRY_USERNAME: account.username, REGISTRY_PASSWORD: account.password } as const;

/** A registry of one's own, which is its own token server. */
export const ownRegistry: RegistrySeed = {
  origin: "https://registry.example.com:5000",
  auth: "https://registry.example.com:5000",
  service: "example",
  ...account,
};

/** The twin of a registry and its token server, served. */
export const openRegistryTwin = (
  environment: Readonly<Record<string, string>> = credentials,
  seed: RegistrySeed = dockerHub(account),
): Promise<TwinBench<RegistryTwin>> =>
  openTwinBench((ground) => {
    const opened = openRegistry(ground("registry"), seed);
    return { twins: opened.twins, opened };
  }, environment);

/** How a client that knows nothing of the door reaches the twin. */
export const rawAt = (bench: TwinBench<RegistryTwin>, seed: RegistrySeed = dockerHub(account)): RawAt => {
  const registry = bench.origin(bench.opened.registry.name);
  return { registry, tokens: `${registry}/token`, service: seed.service, ...account };
};

/** Connector and twin as a bench of the port's contract. */
export const openImagesBench = async (seed?: RegistrySeed): Promise<ImagesBench> => {
  const bench = await openRegistryTwin(credentials, seed);
  const prefix = seed === undefined ? "" : `${new URL(seed.origin).host}/`;
  return { ...connectOci(bench), image: `${prefix}acme/app`, raw: await rawRepository(rawAt(bench, seed), "acme/app"), close: bench.close };
};
