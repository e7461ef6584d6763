import { describe, expect, test } from "vitest";
import { filled } from "./blank.ts";
import { requestProblems, responseProblems } from "./validate.ts";

const path = { owner: "ana", repo: "train" };

describe("a request to GitHub", () => {
  test("passes as documented", () => {
    expect(requestProblems("pulls/list", { path, query: { head: "ana:x", state: "all", per_page: "100" }, body: undefined })).toEqual([]);
    expect(requestProblems("pulls/create", { path, query: {}, body: { head: "x", base: "main", title: "A train" } })).toEqual([]);
    expect(
      requestProblems("issues/add-labels", { path: { ...path, issue_number: "1" }, query: {}, body: { labels: ["bump minor"] } }),
    ).toEqual([]);
  });

  test("names a misspelt query parameter, an ill-typed one and one outside its list", () => {
    const query = { bass: "main", per_page: "many", state: "merged" };
    const problems = requestProblems("pulls/list", { path, query, body: undefined });
    expect(problems).toEqual([
      "query parameter bass is not documented",
      expect.stringContaining("state /value must be equal to one of the allowed values"),
      expect.stringContaining("per_page /value must be integer"),
    ]);
  });

  test("names a misspelt field at any depth and a missing one", () => {
    const body = { name: "freeze", enforcement: "active", conditions: { ref_name: { includes: [] } } };
    expect(requestProblems("repos/create-repo-ruleset", { path, query: {}, body })).toEqual([
      "body/conditions/ref_name/includes is not documented",
    ]);
    expect(requestProblems("pulls/create", { path, query: {}, body: { head: "x" } })).toEqual(["body must have required property 'base'"]);
    expect(requestProblems("pulls/create", { path, query: {}, body: undefined })).toEqual(["a body is required"]);
  });
});

describe("an answer of the twin", () => {
  test("is held against the documented status, shape and fields", () => {
    const label = filled("label", { name: "bump minor" });
    expect(responseProblems("issues/get-label", 200, label)).toEqual([]);
    expect(responseProblems("issues/get-label", 201, label)).toEqual(["issues/get-label: status 201 is not documented"]);
    expect(responseProblems("issues/get-label", 200, { ...label, colour: "red" })).toEqual([
      "issues/get-label 200/colour is not documented",
    ]);
    expect(responseProblems("issues/get-label", 200, { ...label, id: "1" })).toEqual([expect.stringContaining("/id must be integer")]);
    expect(responseProblems("pulls/check-if-merged", 204, label)).toEqual(["pulls/check-if-merged 204: a body where none is documented"]);
  });

  test("may be an error that any operation can give", () => {
    expect(responseProblems("users/get-authenticated", 429, { message: "Slow down" })).toEqual([]);
    expect(responseProblems("users/get-authenticated", 500, "oops")).not.toEqual([]);
  });
});
