/** Microsoft's synchronization principal: there, switched off, missing, or not to be told. */
import { expect, test } from "vitest";
import { syncPrincipalProbe } from "../../../src/probes/sync-principal/probe.ts";
import { expectBlind, lookAt, refusal } from "../../support/fake-graph-reader.ts";

const appId = "6bf85cfa-ac8a-4be5-b5de-425a0d0dc016";
const row = {
  id: "c1",
  appId,
  displayName: "Microsoft Entra AD Synchronization Service",
  accountEnabled: true,
};

test("one request, by appId", async () => {
  const { readings, paths } = await lookAt(syncPrincipalProbe, () => ({ value: [row] }));
  expect(paths).toEqual([
    `/servicePrincipals?$filter=appId eq '${appId}'&$select=id,appId,displayName,accountEnabled`,
  ]);
  expect(readings).toEqual([{ kind: "sync-principal", present: true, enabled: true }]);
});

const rows: [name: string, value: unknown[], present: boolean, enabled: boolean | null][] = [
  ["none", [], false, null],
  ["switched off", [{ ...row, accountEnabled: false }], true, false],
  ["a switch that is not said", [{ ...row, accountEnabled: null }], true, null],
  ["a switch that is missing", [{ id: "c1", appId }], true, null],
  ["an appId in capitals", [{ ...row, appId: appId.toUpperCase() }], true, true],
];
test.each(rows)("%s", async (_name, value, present, enabled) => {
  const { readings } = await lookAt(syncPrincipalProbe, () => ({ value }));
  expect(readings).toEqual([{ kind: "sync-principal", present, enabled }]);
});

const blind: [name: string, answer: () => unknown, reason: string, permission: string | null][] = [
  ["refused", () => refusal(403), "permission", "Application.Read.All"],
  ["out of reach", () => refusal(503), "unreachable", null],
  ["no list", () => ({}), "malformed", null],
  ["a row that is no object", () => ({ value: [null] }), "malformed", null],
  ["another app than we asked for", () => ({ value: [{ ...row, appId: "other" }] }), "malformed", null],
];
test.each(blind)("blind: %s", async (_name, answer, reason, permission) => {
  const { reading } = await lookAt(syncPrincipalProbe, answer);
  expectBlind(reading, "sync-principal", {
    covers: ["sync-principal"],
    reason: reason as "permission",
    permission,
  });
});
