import type { ExtraItem } from "../../domain/extra-item.ts";
import { makeRouter } from "../kernel/route.ts";
import type { Operation, Twin, TwinGround } from "../kernel/twin.ts";
import { addressesOf, addressOperations } from "./address-operations.ts";
import { type Deed, type Deeds, type ExtraLinks, openDeeds } from "./deeds.ts";
import { matchTemplates } from "./template-match.ts";

/** Stand-ins for what the team's own items reach. */
export interface ExtraTwins {
  /** What the twin of commands has to know of them. */
  readonly commands: {
    readonly subjectOf: (argv: readonly string[]) => string | undefined;
    readonly ran: (argv: readonly string[]) => void;
    readonly isDone: (argv: readonly string[]) => boolean | undefined;
    readonly programs: readonly string[];
  };
  /** The twins, with one for each address that nobody stands for yet; others answer the team's own requests besides their own. */
  readonly among: (twins: readonly Twin[]) => readonly Twin[];
}

/** Opens what stands in for the servers that requests go to, and tells of each command whose it is. What was done outlives the process. */
export const openExtra = (ground: TwinGround, items: readonly ExtraItem[], links: ExtraLinks): ExtraTwins => {
  const deeds = openDeeds(ground, links);
  const runOf = (argv: readonly string[]): Deed | undefined => {
    const run = firstOf(items, ({ id, deed }) => (deed.is === "command" ? namedIn(id, deed.command.argv, argv) : undefined));
    return run && { item: run.item, version: run.version ?? deeds.releaseOf(run.item) };
  };
  const lookOf = (argv: readonly string[]) =>
    firstOf(items, ({ id, deed }) => (deed.is !== "manual" && deed.look?.is === "command" ? namedIn(id, deed.look.argv, argv) : undefined));
  const subjectOf = (argv: readonly string[]): string | undefined => {
    const run = runOf(argv);
    return run === undefined ? undefined : `${argv.join(" ")} for ${run.item} ${run.version}`.trimEnd();
  };
  return {
    commands: {
      subjectOf,
      ran: (argv) => {
        const run = runOf(argv);
        if (run !== undefined) deeds.add(run);
      },
      isDone: (argv) => {
        const asked = lookOf(argv);
        return asked && deeds.all().some(({ item, version }) => item === asked.item && version === asked.version);
      },
      programs: items.flatMap(({ deed }) => programsOf(deed)),
    },
    among: (twins) => {
      const addresses = addressesOf(items);
      const own = addresses.filter((origin) => !twins.some((twin) => twin.origins.includes(origin)));
      const operationsOf = (origin: string): readonly Operation[] => addressOperations(origin, items, deeds, links);
      return [
        ...twins.map((twin) =>
          twin.origins.reduce((each, origin) => (addresses.includes(origin) ? withMore(each, operationsOf(origin)) : each), twin),
        ),
        ...own.map((origin) => ownTwin(origin, operationsOf(origin), deeds, items)),
      ];
    },
  };
};

const namedIn = (item: string, templates: readonly string[], texts: readonly string[]) => {
  const match = matchTemplates(templates, texts);
  return match.is === "match" ? { item, version: match.version } : undefined;
};

const firstOf = <T>(items: readonly ExtraItem[], find: (item: ExtraItem) => T | undefined): T | undefined => {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
};

const programsOf = (deed: ExtraItem["deed"]): readonly string[] => {
  if (deed.is === "manual") return [];
  const own = deed.is === "command" ? deed.command.argv.slice(0, 1) : [];
  return deed.look?.is === "command" ? [...own, ...deed.look.argv.slice(0, 1)] : own;
};

/** What the twin answers already it goes on answering. */
const withMore = (twin: Twin, more: readonly Operation[]): Twin => {
  const route = makeRouter(twin.operations);
  const isNew = ({ method, path }: Operation): boolean => route(method, path.replaceAll(/\{[a-z]+\+?\}/g, "1.30.0")).found === undefined;
  return { ...twin, operations: [...twin.operations, ...more.filter(isNew)] };
};

const ownTwin = (origin: string, operations: readonly Operation[], deeds: Deeds, items: readonly ExtraItem[]): Twin => ({
  name: `server ${new URL(origin).host}`,
  origins: [origin],
  operations,
  refuse: (status, problems) => ({
    status: status === 422 ? 400 : status,
    headers: { "content-type": "text/plain" },
    body: problems.join("\n"),
  }),
  holdings: () =>
    deeds
      .all()
      .filter(({ item }) => items.some(({ id, deed }) => id === item && deed.is === "request" && deed.request.url.startsWith(`${origin}/`)))
      .map(({ item, version }) => `${item} ${version}`),
});
