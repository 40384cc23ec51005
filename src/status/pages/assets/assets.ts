/** Style sheet, script and icon as files of their own: their names change with their content, so browsers may keep them. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { FastifyInstance } from "fastify";
import type { AssetPaths } from "../layout.ts";
import { style } from "./style.ts";

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#17324d"/><path d="M4 18h5l3.5-9 6 15 4-10 2 4h4" fill="none" stroke="#fff" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

interface Asset {
  path: string;
  type: string;
  content: string;
}

export function registerAssets(server: FastifyInstance): AssetPaths {
  const script = readFileSync(new URL("page.js", import.meta.url), "utf8");
  const assets = {
    style: assetOf("style", "css", "text/css; charset=utf-8", style),
    script: assetOf("page", "js", "text/javascript; charset=utf-8", script),
    icon: assetOf("icon", "svg", "image/svg+xml", icon),
  };
  for (const { path, type, content } of Object.values(assets)) {
    server.get(path, async (_request, reply) =>
      reply.type(type).header("cache-control", "public, max-age=31536000, immutable").send(content),
    );
  }
  return { style: assets.style.path, script: assets.script.path, icon: assets.icon.path };
}

function assetOf(name: string, extension: string, type: string, content: string): Asset {
  const version = createHash("sha256").update(content).digest("hex").slice(0, 12);
  return { path: `/assets/${name}-${version}.${extension}`, type, content };
}
