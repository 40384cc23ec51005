/** Messages as Microsoft's services write them, built around the fragments that are known, by what they must lead to. */

export const jobIdExample =
  "AD2AADProvisioning.6f0c3a525c2e4d579a540e3a9b7f1c20.b8f0d2c4-11aa-4b8e-8a6a-5a0f4c3e9d17";
/** Five of the seed's ten messages open like this, so it must never decide anything. */
export const sharedOpening = `We were unable to process this request at this point. Quote this job to support: ${jobIdExample}.`;

/** Messages built around the fragments the service is known to write, by the entry their text alone leads to. */
export const seedMessages: readonly [id: string, message: string][] = [
  [
    "TimeOut",
    "Error Message: There was a request timeout error when contacting the on-premises agent of this configuration.",
  ],
  [
    "HybridSynchronizationActiveDirectoryInternalServerError",
    `Error Message: ${sharedOpening} Additional Details: Processing of the HTTP request resulted in an exception. The response has more.`,
  ],
  [
    "HybridIdentityServiceNoAgentsAssigned",
    "Error Message: No active agent exists for this domain. Please check to see if the agents have been removed, and put one back.",
  ],
  [
    "HybridIdentityServiceNoActiveAgents",
    'Error Message: No active agent exists for this domain. Please check to see if the agent is running by going to the server and looking for "Microsoft Entra Provisioning Agent" there.',
  ],
  [
    "HybridIdentityServiceInvalidResource",
    `Error Message: ${sharedOpening} Additional Details: There seems to be an issue with your cloud sync setup. Register the agent once more.`,
  ],
  // AgentSignalingError says nothing but the shared sentence, twice: without its code nobody can tell it.
  [
    "unknown",
    `Error Message: ${sharedOpening} Additional Details: We were unable to process this request at this point.`,
  ],
  [
    "AzureDirectoryServiceServerBusy",
    "Error Message: Something failed. Error Code: 81. Error Description: The directory is currently busy; it will be tried again. Tracking ID: 2b7e4c1a-93d5-4f0e-8a6b-71c0de5f3a94 Server Name:",
  ],
  [
    "AzureActiveDirectoryInvalidCredential",
    "Error Message: There is an issue with the service account that is used to run the synchronization. Additional Error Details: CredentialsInvalid AADSTS50034: No account {EmailHidden} in contoso.onmicrosoft.com. Trace ID: 5d1f8e20-4c3b-4a97-9e66-02f7ab9c1d00 Correlation ID: c0a4b6d8-7e21-4f35-8b90-6d1e2f3a4b5c Timestamp: 2026-11-12 21:08:29Z",
  ],
  [
    "AzureActiveDirectoryExpiredCredentials",
    "Error Message: We were unable to process this request at this point. Additional Error Details: CredentialsExpired AADSTS50055: Password too old. Trace ID: 1f2e3d4c-5b6a-4978-8695-a4b3c2d1e0ff Correlation ID: 0f1e2d3c-4b5a-4697-8879-6a5b4c3d2e1f Timestamp: 2026-11-12 20:59:31Z | Status: 401 (Unauthorized).",
  ],
  [
    "AzureActiveDirectoryAuthenticationFailed",
    `Error Message: ${sharedOpening} Additional Details: We were unable to process this request at this point. Additional Error Details: UnexpectedError.`,
  ],
];

const taken =
  "have values that may already be associated with another object in your local directory services";
const parked = "the following attributes are associated with another object";

/** Lines of Microsoft's error reports, as an administrator pastes them: the entries they lead to, the best first. */
export const reportLines: readonly [name: string, ids: string[], line: string][] = [
  [
    "a sign-in name that is taken",
    ["object-error-upn", "AttributeValueMustBeUnique"],
    `Unable to update this object because the following attributes associated with this object ${taken}: [UserPrincipalName <pii>anna@contoso.example</pii>;].`,
  ],
  [
    "an address that is taken",
    ["object-error-proxy", "object-errors"],
    `The object was changed, but with modified properties, because ${parked} [ProxyAddresses SMTP:anna@contoso.example;].`,
  ],
  [
    "both at once",
    ["object-error-upn", "object-error-proxy", "AttributeValueMustBeUnique"],
    `Unable to update it, because its attributes ${taken}: [UserPrincipalName a@contoso.example;ProxyAddresses SMTP:a@contoso.example;].`,
  ],
  [
    "some other value that is taken",
    ["AttributeValueMustBeUnique"],
    `Its attributes ${taken}: [SipProxyAddress a;].`,
  ],
  [
    "an address that another synchronized object has",
    ["same-proxy-address"],
    "A synchronized object with the same proxy address already exists in your Microsoft Online Services directory.",
  ],
  [
    "a full directory, from Graph",
    ["graph-quota-exceeded"],
    "The directory object quota limit for the Tenant has been exceeded. Please ask your administrator to increase it.",
  ],
  [
    "a full directory, from Microsoft's mail",
    ["company-object-limit"],
    "Error 016: Synchronization has been stopped. This company has exceeded the number of objects that can be synchronized.",
  ],
  [
    "a conflict in a target",
    ["EntryConflict"],
    "StatusCode: Conflict. Processing of the HTTP request resulted in an exception: the answer was HTTP status code 409.",
  ],
];
