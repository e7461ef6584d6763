import { type Handler, notFound } from "../call.ts";
import { publicUser } from "../shapes/user.ts";

const me: Handler = ({ hub, user }) => ({ status: 200, body: publicUser(user.login, hub.seed) });

const membership: Handler = ({ hub, params }) => {
  const members = hub.seed.organisations[params["org"] ?? ""] ?? [];
  const wanted = (params["username"] ?? "").toLowerCase();
  return members.some((login) => login.toLowerCase() === wanted) ? { status: 204 } : notFound();
};

/** By GitHub's operation id. */
export const accountHandlers: Readonly<Record<string, Handler>> = {
  "users/get-authenticated": me,
  "orgs/check-membership-for-user": membership,
};
