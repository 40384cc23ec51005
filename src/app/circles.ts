/**
 * In: the configuration. Out: for each address the circle it belongs to: those who are told of the same tenants by the
 * same lists. A mail goes to one circle, so that a storm of many tenants, each with readers of its own as well, is still
 * gathered for those whom they share. Pure.
 */
import type { Config } from "../config/config.ts";

type Circles = (address: string) => string;

const known = new WeakMap<Config, Circles>();

export function circlesOf(config: Config): Circles {
  const circles = known.get(config) ?? drawCircles(config);
  known.set(config, circles);
  return circles;
}

function drawCircles({ tenants, mail }: Config): Circles {
  const lists = [...tenants.map((tenant) => tenant.mail.to), ...mail.routes.map((route) => route.to)];
  const places = new Map<string, number[]>();
  for (const [place, list] of lists.entries()) {
    for (const { address } of list) {
      const key = address.toLowerCase();
      places.set(key, [...(places.get(key) ?? []), place]);
    }
  }
  return (address) => (places.get(address.toLowerCase()) ?? []).join(" ");
}
