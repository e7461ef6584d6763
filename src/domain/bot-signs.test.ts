import { describe, expect, test } from "vitest";
import { hasBotSign, isBotOf } from "./bot-signs.ts";

describe("a usual sign of a bot", () => {
  test.each([
    ["updater[bot]", "1+updater[bot]@users.noreply.github.com"],
    ["Acme Bot [bot]", "team@example.com"],
    ["workflows", "41898282+github-actions[bot]@users.noreply.github.com"],
    ["github-actions", "team@example.com"],
    ["GitHub Actions", "team@example.com"],
    ["acme-bot", "44f5@example.com"],
    ["acme_bot", "44f5@example.com"],
    ["Acme bot", "44f5@example.com"],
    ["Weblate (bot)", "hosted@example.com"],
    ["k8s-ci-robot", "x@example.com"],
    ["bot", "x@example.com"],
    ["Acme", "acme-bot@example.com"],
    ["Acme", "99+acme-bot@users.noreply.github.com"],
    ["Acme", "noreply@example.com"],
    ["renovate", "x@example.com"],
    ["Renovate", "x@renovateapp.com"],
    ["", "bot@example.com"],
  ])("is in %j <%s>", (name, email) => expect(hasBotSign({ name, email })).toBe(true));

  test.each([
    ["Ryan Talbot", "4523072+ryantalbot@users.noreply.github.com"],
    ["JesseBot", "jessebot@example.com"],
    ["Theunis Botha", "theunis@example.com"],
    ["Faidon Liambotis", "f@example.com"],
    ["ana", "ana@robotinfra.com"],
    ["ana", "12+ana@users.noreply.github.com"],
    ["", ""],
    ["chabot", "pierre.bot@example.com"],
  ])("is not in %j <%s>", (name, email) => expect(hasBotSign({ name, email })).toBe(false));
});

describe("a project's own bot", () => {
  test.each([
    ["prombot", ["prometheus", "prometheus"], true],
    ["PrometheusBot", ["prometheus"], true],
    ["acmebot", ["Acme", "shop"], true],
    ["jessebot", ["acme", "shop"], false],
    ["talbot", ["acme", "shop"], false],
    ["abbot", ["abacus"], false],
    ["bot", ["bot"], false],
    ["", ["acme"], false],
  ])("%j of %j: %s", (name, projects, wanted) => expect(isBotOf(name, projects)).toBe(wanted));
});
