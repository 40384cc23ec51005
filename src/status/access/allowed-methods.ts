/** Which methods an address takes, so that a wrong one is told from a wrong address. In: a server. Out: a look-up. */
import type { FastifyInstance } from "fastify";

/** Knows the routes that are added afterwards. Empty: there is nothing at this path. */
export function watchMethods(server: FastifyInstance): (url: string) => string[] {
  const methodsOf = new Map<string, Set<string>>();
  server.addHook("onRoute", ({ url, method }) => {
    const methods = methodsOf.get(url) ?? new Set();
    for (const name of [method].flat()) methods.add(name);
    methodsOf.set(url, methods);
  });
  return (url) => {
    const [path = ""] = url.split("?");
    const found = [...methodsOf].flatMap(([pattern, methods]) => (fits(pattern, path) ? [...methods] : []));
    return [...new Set(found)];
  };
}

function fits(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => (part.startsWith(":") ? given[index] !== "" : part === given[index]))
  );
}
