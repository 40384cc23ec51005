/** The whole HTTP side over a made-up world, on a port of its own. In: how many tenants more. Out: its address. */
import type { AlertState } from "../../src/domain/alert.ts";
import { type StatusServerOptions, startStatusServer } from "../../src/status/server.ts";
import { createStatusFixture, type StatusFixture } from "./status-source.ts";
import { createStatusWorld } from "./status-world.ts";

export interface ServedPages extends StatusFixture {
  address: string;
  /** An open alert that nobody has acknowledged. */
  alertId: string;
  /** A delivery that was sent. */
  deliveryId: string;
  close(): Promise<void>;
}

export async function startPages({
  more = 0,
  ...options
}: { more?: number } & Partial<StatusServerOptions> = {}): Promise<ServedPages> {
  const fixture = createStatusFixture(createStatusWorld({ more }));
  const { source, clock, world } = fixture;
  const server = await startStatusServer({
    listen: { host: "127.0.0.1", port: 0 },
    tls: null,
    auth: null,
    publicHost: null,
    onRefused: () => {},
    onCertificate: () => {},
    onFailed: (error) => void fixture.failures.push(error),
    source,
    clock,
    version: "1.2.3",
    formSecret: "a secret that signs forms",
    metrics: async () => ({ type: "text/plain; version=0.0.4", text: "" }),
    acknowledge: {
      store: {
        alertsOf: async () => [],
        acknowledge: async () => [],
        addSilence: async () => {},
      },
      secret: "a secret that signs links",
      language: "en",
      titleOf: ({ id }) => id,
      onAcknowledged: () => {},
      onFailed: (error) => void fixture.failures.push(error),
    },
    ...options,
  });
  const isOpen = (state: AlertState) => state === "open";
  return {
    ...fixture,
    address: server.address,
    alertId: world.alerts.find(({ state, acknowledgement }) => isOpen(state) && !acknowledgement)?.id ?? "",
    deliveryId:
      world.deliveries.find(({ state, channel }) => state === "sent" && channel === "mail")?.id ?? "",
    close: () => server.close(),
  };
}
