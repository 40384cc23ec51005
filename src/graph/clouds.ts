/**
 * From the configured cloud to its addresses: the Graph root, the sign-in authority, the token scope.
 * National clouds: https://learn.microsoft.com/graph/deployments and
 * https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
 */

export type CloudName = "global" | "usgov" | "dod" | "china";
/** A cloud of one's own (a test double, a gateway); `caPem` is trusted beside the usual authorities. */
export interface CustomCloud {
  graph: string;
  authority: string;
  caPem?: string | undefined;
}

export interface Cloud {
  graphUrl: string;
  authorityUrl: string;
  scope: string;
  /** Of a token for the mail server of Exchange Online in this cloud. */
  exchangeScope: string;
  caPem: string | null;
  custom: boolean;
}

const known: Record<CloudName, { graph: string; authority: string; exchange: string }> = {
  global: {
    graph: "https://graph.microsoft.com",
    authority: "https://login.microsoftonline.com",
    exchange: "https://outlook.office365.com",
  },
  usgov: {
    graph: "https://graph.microsoft.us",
    authority: "https://login.microsoftonline.us",
    exchange: "https://outlook.office365.us",
  },
  dod: {
    graph: "https://dod-graph.microsoft.us",
    authority: "https://login.microsoftonline.us",
    exchange: "https://outlook-dod.office365.us",
  },
  china: {
    graph: "https://microsoftgraph.chinacloudapi.cn",
    authority: "https://login.partner.microsoftonline.cn",
    exchange: "https://partner.outlook.cn",
  },
};

export function resolveCloud(choice: CloudName | CustomCloud): Cloud {
  const custom = typeof choice !== "string";
  const addresses = custom ? choice : known[choice];
  const { exchange } = known[custom ? "global" : choice];
  const graphUrl = addresses.graph.replace(/\/+$/, "");
  return {
    graphUrl,
    authorityUrl: addresses.authority.replace(/\/+$/, ""),
    scope: `${graphUrl}/.default`,
    exchangeScope: `${exchange}/.default`,
    caPem: custom ? (choice.caPem ?? null) : null,
    custom,
  };
}
