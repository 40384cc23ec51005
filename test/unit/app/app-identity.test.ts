/** By which marks Graph shows the credential that we sign in with; never the secret itself. */
import { expect, test } from "vitest";
import { identifyApp } from "../../../src/app/app-identity.ts";
import type { CredentialChoice } from "../../../src/domain/credential.ts";
import type { AppIdentity } from "../../../src/probes/probe.ts";

const clientId = "0a6b1c7e-0000-4000-8000-00000000aaaa";
const none = { clientId, secretHint: null, certificateThumbprint: null };

const cases: [choice: CredentialChoice, marks: AppIdentity][] = [
  [
    { type: "clientSecret", clientId, clientSecret: "abcdefgh" },
    { ...none, credential: "clientSecret", secretHint: "abc" },
  ],
  [
    { type: "clientCertificate", clientId, certificateFile: "/nowhere/app.pem" },
    { ...none, credential: "clientCertificate" },
  ],
  [
    { type: "workloadIdentity", clientId },
    { ...none, credential: "workloadIdentity" },
  ],
  [
    { type: "managedIdentity", clientId },
    { ...none, credential: "managedIdentity" },
  ],
  [{ type: "managedIdentity" }, { ...none, credential: "managedIdentity", clientId: null }],
];
test.each(cases)("%o", (choice, marks) => {
  expect(identifyApp(choice)).toEqual(marks);
});
