/** A hand-moved clock, a started cloud with one tenant, and a plain https client for the simulator's own tests. */
import type { IncomingHttpHeaders } from "node:http";
import { Agent, request } from "node:https";
import { createCertificates } from "../../../src/simulator/certificates.ts";
import { type Cloud, type CloudOptions, startCloud } from "../../../src/simulator/cloud.ts";
import { createTenant, type SimulatedTenant, type TenantOptions } from "../../../src/simulator/tenant.ts";
import type { Clock } from "../../../src/util/clock.ts";

export const start = Date.parse("2026-09-14T07:00:10.250Z");

export interface ManualClock extends Clock {
  advance(ms: number): void;
}

export function manualClock(now = start): ManualClock {
  let sleepers: { at: number; wake: () => void }[] = [];
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        sleepers.push({ at: now + ms, wake: resolve });
        signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      }),
    advance(ms) {
      now += ms;
      const due = sleepers.filter((sleeper) => sleeper.at <= now);
      sleepers = sleepers.filter((sleeper) => sleeper.at > now);
      for (const sleeper of due) sleeper.wake();
    },
  };
}

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever the simulator sent.
  json: any;
}

export interface World {
  clock: ManualClock;
  cloud: Cloud;
  tenant: SimulatedTenant;
  send(method: string, path: string, options?: SendOptions): Promise<Reply>;
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  batch(requests: unknown, version?: string): Promise<Reply>;
  signIn(form?: Record<string, string>, headers?: Record<string, string>, tenantId?: string): Promise<Reply>;
  close(): Promise<void>;
}

interface SendOptions {
  headers?: Record<string, string>;
  body?: string;
}

/** Keys are slow to make and the tests do not differ in them. */
let shared: ReturnType<typeof createCertificates> | undefined;
export function sharedCertificates() {
  shared ??= createCertificates({ client: true });
  return shared;
}

/** One tenant named contoso, signed in. */
export async function openWorld(
  tenantOptions: Partial<TenantOptions> = {},
  cloudOptions: Partial<CloudOptions> = {},
): Promise<World> {
  const clock = manualClock();
  const tenant = createTenant({ clock, name: "contoso", ...tenantOptions });
  const certificates = await sharedCertificates();
  const cloud = await startCloud({ clock, tenants: [tenant], certificates, ...cloudOptions });
  const agent = new Agent({ ca: cloud.caPem, keepAlive: true });

  const send: World["send"] = (method, path, { headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const url = path.startsWith("https:") ? path : cloud.graphUrl + encodeURI(path);
      const outgoing = request(url, { method, agent, headers }, (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          text += chunk;
        });
        response.on("error", reject);
        response.on("end", () => {
          let json: unknown;
          try {
            json = JSON.parse(text);
          } catch {}
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json });
        });
      });
      outgoing.on("error", reject);
      outgoing.end(body);
    });

  const signIn: World["signIn"] = (form = {}, headers = {}, tenantId = tenant.tenantId) => {
    const fields = {
      grant_type: "client_credentials",
      scope: "https://graph.microsoft.com/.default",
      client_id: tenant.clientId,
      client_secret: tenant.clientSecret ?? "",
      ...form,
    };
    const body = new URLSearchParams(fields).toString();
    return send("POST", `/${tenantId}/oauth2/v2.0/token`, { body, headers });
  };

  let token: string | undefined;
  const authorize = async () => {
    token ??= (await signIn()).json.access_token as string;
    return { authorization: `Bearer ${token}` };
  };

  return {
    clock,
    cloud,
    tenant,
    send,
    signIn,
    get: async (path, headers = {}) => send("GET", path, { headers: { ...(await authorize()), ...headers } }),
    batch: async (requests, version = "v1.0") =>
      send("POST", `/${version}/$batch`, { headers: await authorize(), body: JSON.stringify({ requests }) }),
    async close() {
      agent.destroy();
      await cloud.close();
    },
  };
}
