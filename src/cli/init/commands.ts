/**
 * In: what the app must be able to read. Out: commands for an administrator to paste, which register it with exactly
 * these permissions: for the Azure CLI in a POSIX shell, and for Microsoft Graph PowerShell. Role ids are looked up by
 * name when they run, because they are not the same in every cloud.
 */

export interface AppToRegister {
  tenantId: string;
  /** Null: it does not exist yet. */
  clientId: string | null;
  displayName: string;
  /** Graph application permissions, by name. */
  permissions: readonly string[];
  /** `file`: absolute path of the PEM with certificate and private key. */
  credential: { type: "clientSecret" } | { type: "clientCertificate"; file: string };
}

/** Microsoft Graph, in every cloud. */
const graphAppId = "00000003-0000-0000-c000-000000000000";
const alreadyThere = '# A complaint below that a permission "already exists" is good news: the app has it.';

export function azureCliCommands(app: AppToRegister): string[] {
  const { tenantId, clientId, displayName, permissions, credential } = app;
  const name = quoteForShell(displayName);
  return [
    `az login --allow-no-subscriptions --tenant ${tenantId} --output none`,
    `graph=${graphAppId}`,
    "root=$(az cloud show --query endpoints.microsoftGraphResourceId -o tsv)",
    ...(clientId === null
      ? [
          `app=$(az ad app create --display-name ${name} --sign-in-audience AzureADMyOrg --query appId -o tsv)`,
          'me=$(az ad sp create --id "$app" --query id -o tsv)',
          "sleep 20 # a new app takes a moment to be known everywhere",
        ]
      : [alreadyThere, `app=${clientId}`, 'me=$(az ad sp show --id "$app" --query id -o tsv)']),
    "resource=$(az ad sp show --id $graph --query id -o tsv)",
    `for role in $(az ad sp show --id $graph -o tsv --query '${roleQuery(permissions)}'); do`,
    '  az ad app permission add --id "$app" --api $graph --api-permissions "$role=Role" --output none',
    `  az rest --method POST --url "\${root%/}/v1.0/servicePrincipals/$me/appRoleAssignments" \\`,
    "    --output none --headers Content-Type=application/json \\",
    `    --body "{\\"principalId\\":\\"$me\\",\\"resourceId\\":\\"$resource\\",\\"appRoleId\\":\\"$role\\"}"`,
    "done",
    ...(credential.type === "clientSecret"
      ? [
          "# The secret, shown only here:",
          'az ad app credential reset --id "$app" --append --display-name monitor --query password -o tsv',
        ]
      : [
          "# The first line makes a certificate where there is none yet; one that is there is left alone:",
          `[ -e ${quoteForShell(credential.file)} ] || ( umask 077 && openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj /CN=monitor -keyout key.pem -out public.pem && cat public.pem key.pem > ${quoteForShell(credential.file)} && rm key.pem )`,
          `openssl x509 -in ${quoteForShell(credential.file)} -out public.pem`,
          'az ad app credential reset --id "$app" --append --display-name monitor --cert @public.pem --output none',
        ]),
    'echo "clientId: $app"',
  ];
}

export function powerShellCommands(app: AppToRegister): string[] {
  const { tenantId, clientId, displayName, permissions, credential } = app;
  const name = quoteForPowerShell(displayName);
  const create = clientId === null;
  return [
    `Connect-MgGraph -TenantId '${tenantId}' -Scopes 'Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All'`,
    `$names = ${permissions.map(quoteForPowerShell).join(", ")}`,
    `$graph = Get-MgServicePrincipal -Filter "appId eq '${graphAppId}'"`,
    "$roles = @($graph.AppRoles | Where-Object { $_.Value -in $names -and $_.AllowedMemberTypes -contains 'Application' })",
    ...(create
      ? [
          "$access = @{ ResourceAppId = $graph.AppId; ResourceAccess = @($roles | ForEach-Object { @{ Id = $_.Id; Type = 'Role' } }) }",
          `$app = New-MgApplication -DisplayName ${name} -SignInAudience AzureADMyOrg -RequiredResourceAccess @($access)`,
          "$me = New-MgServicePrincipal -AppId $app.AppId",
          "Start-Sleep -Seconds 20 # a new app takes a moment to be known everywhere",
        ]
      : [
          alreadyThere,
          `$app = Get-MgApplication -Filter "appId eq '${clientId}'"`,
          `$me = Get-MgServicePrincipal -Filter "appId eq '${clientId}'"`,
        ]),
    "foreach ($role in $roles) {",
    "  New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $me.Id -PrincipalId $me.Id -ResourceId $graph.Id -AppRoleId $role.Id | Out-Null",
    "}",
    ...(credential.type === "clientSecret"
      ? [
          "# The secret, shown only here:",
          "(Add-MgApplicationPassword -ApplicationId $app.Id -PasswordCredential @{ DisplayName = 'monitor' }).SecretText",
        ]
      : [
          "# The PEM file with your certificate and its key; PowerShell 7 reads it:",
          `$pem = [System.Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPemFile(${quoteForPowerShell(credential.file)})`,
          "$keys = @($app.KeyCredentials | Where-Object { $_ }) + @{ Type = 'AsymmetricX509Cert'; Usage = 'Verify'; Key = $pem.RawData; DisplayName = 'monitor' }",
          "Update-MgApplication -ApplicationId $app.Id -KeyCredentials $keys",
        ]),
    '"clientId: $($app.AppId)"',
  ];
}

/** Ids of the roles with these names, in JMESPath. */
function roleQuery(permissions: readonly string[]): string {
  return `appRoles[?contains(\`${JSON.stringify(permissions)}\`, value) && contains(allowedMemberTypes, \`Application\`)].id`;
}

export function quoteForShell(text: string): string {
  return /^[\w./@:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** PowerShell takes the typographic quotes for plain ones. */
function quoteForPowerShell(text: string): string {
  return `'${text.replace(/['\u2018-\u201b]/g, "$&$&")}'`;
}
