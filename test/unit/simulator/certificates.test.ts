import { createPrivateKey, X509Certificate } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sharedCertificates } from "./setup.ts";

describe("certificates", async () => {
  const { caPem, server: pair, client } = await sharedCertificates();
  const server = createServer({ cert: pair.certPem, key: pair.keyPem }, (socket) => socket.end("hello"));
  let port = 0;
  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.close();
  });

  test.each([{ name: "localhost" }, { name: "127.0.0.1" }])(
    "Node trusts $name with the CA",
    async ({ name }) => {
      const socket = connect({ host: "127.0.0.1", port, ca: caPem, ...hostOf(name) });
      await once(socket, "secureConnect");
      expect(socket.authorized).toBe(true);
      socket.destroy();
    },
  );

  test.each([
    { name: "without the CA", options: { servername: "localhost" } },
    { name: "for another name", options: { servername: "graph.microsoft.com", ca: caPem } },
  ])("Node refuses $name", async ({ options }) => {
    const socket = connect({ host: "127.0.0.1", port, ...options });
    await expect(once(socket, "secureConnect")).rejects.toThrow();
    socket.destroy();
  });

  test("the client certificate comes with its key, RSA 2048", () => {
    const certificate = new X509Certificate(client?.pem ?? "");
    expect(certificate.checkPrivateKey(createPrivateKey(client?.pem ?? ""))).toBe(true);
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(new X509Certificate(pair.certPem).verify(new X509Certificate(caPem).publicKey)).toBe(true);
  });
});

function hostOf(name: string) {
  return name === "localhost" ? { servername: name } : {};
}
