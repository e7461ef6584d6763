import { textsOfBody } from "../../domain/extra-deed.ts";
import type { Json } from "../../domain/known.ts";
import { mapParts } from "../../domain/named-secrets.ts";
import { parseValuePath } from "../../domain/value-path.ts";
import type { Complaint } from "../complaint.ts";
import type { Path } from "../place.ts";
import type { Words } from "../sections/index.ts";
import { shortNames, tryTemplate } from "./names.ts";
import { rule } from "./rule.ts";

type ItemWords = Words["extra"][number];
type LookWords = NonNullable<ItemWords["look"]>;

/** Each is one of three, and says nothing that only another of them could mean. */
export const extraItemsDoOneThing = rule(["extra"], ({ extra }) =>
  extra.flatMap((each, at): readonly Complaint[] => {
    const path: Path = ["extra", at];
    const kinds = (["manual", "command", "request"] as const).filter((kind) => each[kind] !== undefined);
    if (kinds.length !== 1)
      return [
        {
          path,
          found: kinds.length === 0 ? `${each.id} that does nothing` : kinds.map((kind) => `\`${kind}\``).join(" and "),
          expected: "exactly one of `manual`, `command` and `request`",
        },
      ];
    return [
      ...(each.manual === undefined ? [] : tooMuch(path, each)),
      ...lookProblems([...path, "look"], each),
      ...bodyProblems([...path, "request"], each),
    ];
  }),
);

/** What only a command or a request can have. */
const tooMuch = (path: Path, each: ItemWords): readonly Complaint[] =>
  [
    ...(["title", "look", "repeatable", "by"] as const).filter((key) => each[key] !== undefined),
    ...(each.credentials.length > 0 ? (["credentials"] as const) : []),
  ].map((key) => ({
    path: [...path, key],
    atKey: true,
    found: `\`${key}\` of a manual item`,
    expected: "`command` or `request` with it: people do what is manual",
  }));

const lookProblems = (path: Path, { manual, command, look, repeatable, credentials }: ItemWords): readonly Complaint[] => {
  if (manual !== undefined) return [];
  const unused = credentials.length > 0 && command === undefined && look?.command === undefined;
  return [
    ...(look === undefined ? [] : shapeProblems(path, look)),
    ...(look !== undefined && !namesTheRelease(look)
      ? [
          {
            path,
            found: "a look that is the same for every release",
            expected: "`{version}` or its like in it, so that the last release is not taken for this one",
          },
        ]
      : []),
    ...(repeatable === true && look === undefined
      ? [
          {
            path: [...path.slice(0, -1), "repeatable"],
            atKey: true,
            found: "`repeatable` without `look`",
            expected: "`look`: what nobody can see, nobody can know to be missing",
          },
        ]
      : []),
    ...(unused
      ? [
          {
            path: [...path.slice(0, -1), "credentials"],
            atKey: true,
            found: "`credentials` without a command that sees them",
            expected: `\`\${NAME}\` in the request's headers or address`,
          },
        ]
      : []),
  ];
};

const shapeProblems = (path: Path, { command, url, headers, at, expect }: LookWords): readonly Complaint[] => {
  if ((command === undefined) === (url === undefined))
    return [
      { path, found: command === undefined ? "neither `command` nor `url`" : "both `command` and `url`", expected: "exactly one of them" },
    ];
  if (command !== undefined)
    return at === undefined && expect === undefined && Object.keys(headers).length === 0
      ? []
      : [{ path, found: "a command with `at`, `expect` or `headers`", expected: "a command, which says by its exit code" }];
  if (expect === undefined)
    return [
      {
        path,
        found: "an address without `expect`",
        expected: "`expect`: what its answer says when it is done",
        suggestion: 'expect: "{version}"',
      },
    ];
  const place = at === undefined ? [] : parseValuePath(at.replace(/^\./, ""));
  return place === undefined || place.some((key) => typeof key === "object")
    ? [{ path: [...path, "at"], found: at ?? "", expected: "a path of names and numbers such as .build.version" }]
    : [];
};

const namesTheRelease = ({ command = [], url = "", expect = "" }: LookWords): boolean =>
  [...command, url, expect].some((text) => /\{(?:version|major|minor|patch|next-|previous)/.test(text));

const bodyProblems = (path: Path, { request }: ItemWords): readonly Complaint[] => {
  if (request === undefined) return [];
  if (request.json !== undefined && request.text !== undefined) return [{ path, found: "both `json` and `text`", expected: "one body" }];
  if (request.json !== undefined && !isJson(request.json, 20))
    return [
      {
        path: [...path, "json"],
        found: "something that JSON cannot say, or too deep",
        expected: "texts, numbers, true, false, null, lists and objects",
      },
    ];
  return JSON.stringify(request.json ?? "").length <= 10_000
    ? []
    : [{ path: [...path, "json"], found: "a body of more than 10000 characters", expected: "a shorter one" }];
};

const isJson = (value: unknown, deepest: number): value is Json => {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value === "object" && deepest > 0 && Object.values(value).every((each) => isJson(each, deepest - 1));
};

/** Every template of commands, requests and looks. */
export const extraDeedsCanBeFilled = rule(["extra"], ({ extra }) =>
  extra.flatMap((each, at): readonly Complaint[] => {
    const path: Path = ["extra", at];
    return [
      ...templates([...path, "title"], each.title),
      ...(each.command ?? []).flatMap((word, place) => templates([...path, "command", place], word)),
      ...requestTemplates([...path, "request"], each.request),
      ...(each.look?.command ?? []).flatMap((word, place) => templates([...path, "look", "command", place], word)),
      ...addressed([...path, "look"], each.look),
      ...templates([...path, "look", "expect"], each.look?.expect),
    ];
  }),
);

const requestTemplates = (path: Path, request: ItemWords["request"]): readonly Complaint[] => {
  if (request === undefined) return [];
  const { json, text } = request;
  const body = json === undefined || !isJson(json, 20) ? [] : textsOfBody({ is: "json", value: json });
  return [
    ...addressed(path, request),
    ...templates([...path, "text"], text),
    ...body.flatMap((each) => templates([...path, "json"], each)),
  ];
};

const addressed = (
  path: Path,
  at: { readonly url?: string | undefined; readonly headers: Readonly<Record<string, string>> } | undefined,
): readonly Complaint[] => {
  if (at === undefined) return [];
  const { url = "https://example.com/", headers } = at;
  return [
    ...aroundSecrets([...path, "url"], url),
    ...Object.entries(headers).flatMap(([name, text]) => [
      ...aroundSecrets([...path, "headers", name], text),
      ...(ownHeaders.test(name)
        ? [{ path: [...path, "headers", name], atKey: true, found: name, expected: "a header that Signalbox does not write itself" }]
        : []),
    ]),
  ];
};

const ownHeaders = /^(?:host|connection|content-length|transfer-encoding|expect|te|trailer|upgrade|keep-alive|proxy-.*)$/i;

/** Braces of `${NAME}` are none of a template. */
const aroundSecrets = (path: Path, text: string): readonly Complaint[] =>
  templates(
    path,
    mapParts(
      text,
      (piece) => piece,
      () => "",
    ),
  );

const templates = (path: Path, text: string | undefined): readonly Complaint[] => {
  const tried = tryTemplate(path, text ?? "", shortNames);
  return tried.is === "complaint" ? [tried.complaint] : [];
};
