import { explain } from "../../domain/errors.ts";
import type { Members } from "../../domain/ports/forge.ts";
import { failureOf } from "./answer.ts";
import type { GithubApi } from "./api.ts";

/**
 * Members of organisations (docs.github.com/rest/orgs/members, "Check organization membership for a user"): 204 is yes and 404 no, to a member's token
 * that may read the organisation; to any other, 302 leads to the list of those who made their membership public, which says nothing about the rest.
 */
export const githubMembers = (api: GithubApi): Members => ({
  exists: (organisation) => api.exists(["orgs", organisation]),

  isMember: async (organisation, login) => {
    const { asked, answer } = await api.ask(["orgs", organisation, "members", login]);
    if (answer.status === 204) return true;
    if (answer.status === 404) return false;
    throw answer.status === 302 ? explain("TOKEN_REFUSED", asked) : failureOf(asked, answer);
  },
});
