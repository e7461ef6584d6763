import { shellWord } from "../../domain/shell-word.ts";
import { curl } from "./curl.ts";

/** A request to GitHub's REST API as a command; `path` is below `/repos/`. A word of another host or a line break cannot get into it. */
export const askGithub = (path: string): string => curlGithub("", path);

/** The same for a request that changes something. */
export const tellGithub = (method: "POST" | "PUT" | "PATCH", path: string, body: object): string =>
  `${curlGithub(`-X ${method} `, path)} -H 'Content-Type: application/json' -d ${shellWord(JSON.stringify(body))}`;

/** The same with what a file holds. */
export const tellGithubFile = (method: "PATCH", path: string, file: string): string =>
  `${curlGithub(`-X ${method} `, path)} -H 'Content-Type: application/json' -d ${shellWord(`@${file}`)}`;

/** A page of GitHub for people. */
export const githubPage = (path: string): string => `https://github.com/${path}`;

const curlGithub = (method: string, path: string): string =>
  `${curl} ${method}-H "Authorization: Bearer $GITHUB_TOKEN" ${shellWord(`https://api.github.com/repos/${path}`)}`;
