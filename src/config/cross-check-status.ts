/**
 * A status page that others reach must know them and hide what it says. In: the data as it stands, right or wrong. Out:
 * problems.
 */
import { isLoopback } from "../util/network.ts";
import { isMapping, valueAt } from "./json-schema.ts";
import { parseListen } from "./network-fields.ts";
import { listAt, type Seen, showValue } from "./seen.ts";
import type { PathProblem } from "./substitute.ts";

export function findStatusProblems(seen: Seen): PathProblem[] {
  return [...findOpenPage(seen), ...findNobody(seen), ...findUnknownProxy(seen), ...findDuplicateUsers(seen)];
}

const orStay = "or keep the page to this machine with listen: 127.0.0.1:8080.";

/** Each thing that is missing is told with the place where it belongs. */
function findOpenPage(seen: Seen): PathProblem[] {
  const listen = valueAt(["status", "listen"], seen.data);
  const address = typeof listen === "string" ? parseListen(listen) : null;
  if (!address || isLoopback(address.host)) return [];
  const because = `though other machines reach status.listen (${showValue(["status", "listen"], seen)})`;
  const needed = [
    {
      key: "tls",
      harm: "passwords and what is wrong with your tenants would cross the network in clear text",
      remedy: `Give tls: {certFile: FILE, keyFile: FILE}, or tls: proxy where a proxy in front ends TLS; ${orStay}`,
    },
    {
      key: "auth",
      harm: "anybody could see what is wrong with your tenants, and silence it",
      remedy: `Give auth: {users: [{name: NAME, passwordHash: HASH}]} with the hash from \`sync-health hash-password\`, or auth: {proxy: {header: NAME, addresses: [IP]}}; ${orStay}`,
    },
  ];
  return needed.flatMap(({ key, harm, remedy }) => {
    const at = ["status", key];
    if (valueAt(at, seen.data) !== undefined) return [];
    return [{ at, value: showValue(at, seen), problem: `is missing, ${because}: ${harm}`, remedy }];
  });
}

function findNobody(seen: Seen): PathProblem[] {
  const at = ["status", "auth"];
  const auth = valueAt(at, seen.data);
  if (!isMapping(auth) || auth.proxy !== undefined) return [];
  if (auth.users !== undefined && !(Array.isArray(auth.users) && auth.users.length === 0)) return [];
  return [
    {
      at,
      value: showValue(at, seen),
      problem: "names neither users nor a proxy, so nobody could see the page",
      remedy: "Give users: [{name: NAME, passwordHash: HASH}], or proxy: {header: NAME, addresses: [IP]}.",
    },
  ];
}

function findUnknownProxy(seen: Seen): PathProblem[] {
  const at = ["status", "auth", "proxy"];
  if (valueAt(["status", "tls"], seen.data) !== "proxy" || valueAt(at, seen.data) !== undefined) return [];
  return [
    {
      at,
      value: showValue(at, seen),
      problem: "is missing, though status.tls is proxy: whose way here is encrypted can't be told",
      remedy:
        "Give proxy: {header: NAME, addresses: [IP]} with the proxy's address; or tls: {certFile: FILE, keyFile: FILE} without a proxy.",
    },
  ];
}

function findDuplicateUsers(seen: Seen): PathProblem[] {
  const list: PropertyKey[] = ["status", "auth", "users"];
  const names = listAt(list, seen).map((user) =>
    isMapping(user) && typeof user.name === "string" ? user.name.normalize("NFC").toLowerCase() : null,
  );
  return names.flatMap((name, index) => {
    const earlier = names.indexOf(name);
    if (name === null || earlier === index) return [];
    const at = [...list, index, "name"];
    return [
      {
        at,
        value: showValue(at, seen),
        problem: `is also that of status.auth.users[${earlier}]`,
        remedy: "Give each user a name of its own, also apart from capitals.",
      },
    ];
  });
}
