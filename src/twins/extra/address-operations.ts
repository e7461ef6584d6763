import type { ExtraLook } from "../../domain/extra-deed.ts";
import type { ExtraItem } from "../../domain/extra-item.ts";
import type { Json } from "../../domain/known.ts";
import { fillTemplate } from "../../domain/template.ts";
import { parseValuePath } from "../../domain/value-path.ts";
import { versionNames } from "../../domain/version-names.ts";
import type { Operation, TwinReply, TwinRequest } from "../kernel/twin.ts";
import type { Deeds, ExtraLinks } from "./deeds.ts";
import { pathPattern, type SentAs, sentAs, sentProblems, splitAddress } from "./sent-as.ts";

/** Origins that the team's own items send to or look at. */
export const addressesOf = (items: readonly ExtraItem[]): readonly string[] => [
  ...new Set(items.flatMap((item) => [...requestsOf(item), ...looksOf(item)]).map(({ address }) => address.origin)),
];

/** What a server at one origin answers: requests of the items, and their looks, by what was done before. */
export const addressOperations = (origin: string, items: readonly ExtraItem[], deeds: Deeds, links: ExtraLinks): readonly Operation[] => {
  const sent = items.flatMap(requestsOf).filter(({ address }) => address.origin === origin);
  const looked = items.flatMap(looksOf).filter(({ address }) => address.origin === origin);
  return [
    ...grouped(sent).map((each) => sendOperation(each, deeds, links)),
    ...grouped(looked).map((each) => lookOperation(each, deeds, links)),
  ];
};

interface Sent {
  readonly item: string;
  readonly method: string;
  readonly address: ReturnType<typeof splitAddress>;
  readonly as: SentAs;
}

type Looked = Sent & { readonly look: Extract<ExtraLook, { readonly is: "answer" }> };

const requestsOf = ({ id, deed }: ExtraItem): readonly Sent[] =>
  deed.is === "request"
    ? [{ item: id, method: deed.request.method, address: splitAddress(deed.request.url), as: sentAs(deed.request) }]
    : [];

const looksOf = ({ id, deed }: ExtraItem): readonly Looked[] =>
  deed.is !== "manual" && deed.look?.is === "answer"
    ? [{ item: id, method: "GET", address: splitAddress(deed.look.url), as: sentAs({ ...deed.look, body: undefined }), look: deed.look }]
    : [];

/** Those that differ in what they say only are one operation. */
const grouped = <T extends Sent>(all: readonly T[]): readonly (readonly [T, ...T[]])[] => {
  const groups = new Map<string, [T, ...T[]]>();
  for (const each of all) {
    const name = `${each.method} ${pathPattern(each.address.path)}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [each]);
    else group.push(each);
  }
  return [...groups.values()];
};

const sendOperation = (group: readonly [Sent, ...Sent[]], deeds: Deeds, links: ExtraLinks): Operation => ({
  name: `send ${group.map(({ item }) => item).join(" or ")}`,
  method: group[0].method,
  path: pathPattern(group[0].address.path),
  changes: true,
  problems: (request) => problemsOf(group, request, links),
  replyProblems: ({ status }) => (status === 202 ? [] : [`${status} instead of 202`]),
  handle: (request) => {
    const found = fitting(group, request, links)[0];
    if (found === undefined) throw new Error("a request was handled that nobody sends");
    const { item } = found.one;
    const key = request.headers["idempotency-key"];
    const version = found.version ?? deeds.releaseOf(item, key);
    deeds.add({ item, version, ...(key === undefined ? {} : { key }) });
    request.applied("request", `${request.method} ${found.one.address.origin}${found.one.address.path} for ${item} ${version}`.trimEnd());
    return { status: 202, body: { accepted: true } };
  },
});

const lookOperation = (group: readonly [Looked, ...Looked[]], deeds: Deeds, links: ExtraLinks): Operation => ({
  name: `look at ${group.map(({ item }) => item).join(" and ")}`,
  method: "GET",
  path: pathPattern(group[0].address.path),
  changes: false,
  problems: (request) => problemsOf(group, request, links),
  replyProblems: ({ status }) => (status === 200 || status === 404 ? [] : [`${status} instead of 200 or 404`]),
  handle: (request) => answerOf(fitting(group, request, links), deeds),
});

interface Fitting<T extends Sent> {
  readonly one: T;
  readonly version: string | undefined;
}

const fitting = <T extends Sent>(group: readonly T[], request: TwinRequest, links: ExtraLinks): readonly Fitting<T>[] =>
  group.flatMap((one) => {
    const found = sentProblems(one.as, one.address, request, links.secrets);
    return found.is === "fits" ? [{ one, version: found.version }] : [];
  });

const problemsOf = (group: readonly Sent[], request: TwinRequest, links: ExtraLinks): readonly string[] => {
  const found = group.map((one) => sentProblems(one.as, one.address, request, links.secrets));
  if (found.some(({ is }) => is === "fits")) return [];
  return found.flatMap((each) => (each.is === "other" ? each.problems : []));
};

/** What the newest deed of each left there; an address that names a release tells of that one only. */
const answerOf = (looks: readonly Fitting<Looked>[], deeds: Deeds): TwinReply => {
  const said = looks.flatMap(({ one: { item, look }, version }) => {
    const deed = deeds.all().findLast((each) => each.item === item && (version === undefined || each.version === version));
    return deed === undefined ? [] : [{ at: look.at, says: filled(look.expect, deed.version) }];
  });
  if (said.length === 0) return { status: 404, headers: { "content-type": "text/plain" }, body: "nothing here yet\n" };
  const text = said.filter(({ at }) => at === undefined).map(({ says }) => says);
  if (text.length === said.length)
    return { status: 200, headers: { "content-type": "text/plain; charset=utf-8" }, body: `${text.join("\n")}\n` };
  const whole: Json = text.length === 0 ? {} : { says: text };
  return { status: 200, body: said.reduce<Json>((into, { at, says }) => (at === undefined ? into : put(into, at, says)), whole) };
};

const filled = (template: string, version: string): string => {
  const text = fillTemplate(template, versionNames(version));
  return typeof text === "string" ? text : template;
};

const put = (into: Json, at: string, value: string): Json => {
  const path = parseValuePath(at.replace(/^\./, "")) ?? [];
  const [first, ...rest] = path.map(String);
  return first === undefined ? into : putAt(into, [first, ...rest], value);
};

const putAt = (into: Json, [first, ...rest]: readonly [string, ...string[]], value: string): Json => {
  const [next, ...more] = rest;
  const held = typeof into === "object" && into !== null && !Array.isArray(into) ? (into as { readonly [name: string]: Json }) : {};
  return { ...held, [first]: next === undefined ? value : putAt(held[first] ?? {}, [next, ...more], value) };
};
