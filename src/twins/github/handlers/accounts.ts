import { filled } from "../blank.ts";
import { type Handler, notFound } from "../call.ts";
import { api, idOf } from "../shapes/addresses.ts";
import { publicUser } from "../shapes/user.ts";

const me: Handler = ({ hub, user }) => ({ status: 200, body: publicUser(user.login, hub.seed) });

/** Only a member is told about members; anybody else is sent to the public ones, of whom there are none here. */
const membership: Handler = ({ hub, user, params }) => {
  const { org = "", username = "" } = params;
  const members = hub.seed.organisations[org]?.map((login) => login.toLowerCase());
  if (members === undefined) return notFound();
  if (!members.includes(user.login.toLowerCase())) {
    const location = api(`/orgs/${encodeURIComponent(org)}/public_members/${encodeURIComponent(username)}`);
    return { status: 302, headers: { location } };
  }
  return members.includes(username.toLowerCase()) ? { status: 204 } : notFound();
};

const byName: Handler = ({ hub, params }) => {
  const named = (params["username"] ?? "").toLowerCase();
  const found = [...hub.seed.accounts.map(({ login }) => login), ...Object.values(hub.seed.organisations).flat()].find(
    (login) => login.toLowerCase() === named,
  );
  return found === undefined ? notFound() : { status: 200, body: publicUser(found, hub.seed) };
};

const organisation: Handler = ({ hub, params }) => {
  const named = (params["org"] ?? "").toLowerCase();
  const login = Object.keys(hub.seed.organisations).find((each) => each.toLowerCase() === named);
  return login === undefined
    ? notFound()
    : { status: 200, body: filled("organization-full", { login, id: idOf(login), type: "Organization" }) };
};

/** By GitHub's operation id. */
export const accountHandlers: Readonly<Record<string, Handler>> = {
  "users/get-authenticated": me,
  "users/get-by-username": byName,
  "orgs/get": organisation,
  "orgs/check-membership-for-user": membership,
};
