#Requires -Version 7.2
#Requires -Modules Microsoft.Graph.Authentication, Microsoft.Graph.Applications
<#
.SYNOPSIS
Registers the monitor's app in one tenant, with Microsoft Graph PowerShell.

.DESCRIPTION
In: an administrator who may grant consent. Out: a single-tenant app with read-only Microsoft Graph permissions and a
secret or a certificate; its tenant ID, client ID and new secret as output. Safe to repeat: the app is found by its
name, and only what is missing is added. Permissions that it has and does not need are left as they are.
-WhatIf looks, says what would be done, and changes nothing.

.PARAMETER TenantId
The tenant to sign in to.

.PARAMETER Permissions
Microsoft Graph application permissions, read-only ones alone; by default what all probes need together.

.PARAMETER Name
Display name of the app.

.PARAMETER ClientId
An app that is there already, instead of looking for one by its name.

.PARAMETER Environment
The cloud that holds the tenant.

.PARAMETER NewSecret
Make another secret although there is one, as before it expires.

.PARAMETER CertificateFile
The app signs in with this certificate instead of a secret: a PEM file, of which only the certificate is used.

.PARAMETER NoCredential
Add neither secret nor certificate.

.EXAMPLE
./scripts/register-app.ps1 -TenantId 6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20 -WhatIf
#>
[CmdletBinding(SupportsShouldProcess, DefaultParameterSetName = 'Secret')]
param(
    [Parameter(Mandatory)]
    [guid] $TenantId,

    # What all probes together need (src/probes); a test holds this list to theirs.
    [ValidatePattern('^[A-Za-z-]+\.Read(Basic)?(\.[A-Za-z]+)*$')]
    [string[]] $Permissions = @(
        'Organization.Read.All'
        'Application.Read.All'
        'Synchronization.Read.All'
        'ProvisioningLog.Read.All'
        'User.Read.All'
        'Group.Read.All'
        'OrgContact.Read.All'
        'ServiceHealth.Read.All'
        'Domain.Read.All'
        'OnPremDirectorySynchronization.Read.All'
    ),

    [ValidatePattern('^[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}$')]
    [string] $Name = 'sync-health-monitor',

    [guid] $ClientId,

    [ValidateSet('Global', 'USGov', 'USGovDoD', 'China')]
    [string] $Environment = 'Global',

    [Parameter(ParameterSetName = 'Secret')]
    [switch] $NewSecret,

    [Parameter(ParameterSetName = 'Certificate', Mandatory)]
    [string] $CertificateFile,

    [Parameter(ParameterSetName = 'None', Mandatory)]
    [switch] $NoCredential
)

Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'
# Microsoft Graph, in every cloud.
$graphAppId = '00000003-0000-0000-c000-000000000000'

# What was just made takes a moment to be known everywhere.
function Invoke-Patiently([scriptblock] $Action) {
    for ($try = 1; ; $try++) {
        try {
            return & $Action
        }
        catch {
            if ($try -ge 6) { throw }
            Write-Verbose "Trying again in 10 seconds: $_"
            Start-Sleep -Seconds 10
        }
    }
}

$certificate = $null
if ($PSCmdlet.ParameterSetName -eq 'Certificate') {
    $pem = Get-Content -Raw -LiteralPath $CertificateFile
    $certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPem($pem)
}

Connect-MgGraph -TenantId $TenantId -Environment $Environment -NoWelcome `
    -Scopes 'Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All'

# Role ids are not the same in every cloud: they are asked for by name, before anything is changed.
$graph = Get-MgServicePrincipal -Filter "appId eq '$graphAppId'"
$roles = @(
    foreach ($permission in $Permissions) {
        $role = $graph.AppRoles |
            Where-Object { $_.Value -eq $permission -and $_.AllowedMemberTypes -contains 'Application' } |
            Select-Object -First 1
        if ($role) {
            $role
        }
        elseif ($PSBoundParameters.ContainsKey('Permissions')) {
            throw "Microsoft Graph has no application permission $permission in this cloud."
        }
        else {
            Write-Warning "Microsoft Graph has no application permission $permission in this cloud: what needs it will be blind."
        }
    }
)
if ($roles.Count -eq 0) { throw 'There is nothing to grant.' }

$byClientId = $PSBoundParameters.ContainsKey('ClientId')
$filter = if ($byClientId) { "appId eq '$ClientId'" } else { "displayName eq '$Name'" }
$apps = @(Get-MgApplication -Filter $filter -All)
if ($apps.Count -gt 1) { throw "There are several apps named ${Name}: choose one by -ClientId." }
if ($apps.Count -eq 0 -and $byClientId) { throw "There is no app with the client ID $ClientId in this tenant." }
$app = $apps | Select-Object -First 1

if (-not $app) {
    if ($PSCmdlet.ShouldProcess($Name, 'Register a single-tenant app')) {
        $app = New-MgApplication -DisplayName $Name -SignInAudience AzureADMyOrg
    }
}

$requested = @()
$others = @()
if ($app) {
    $requested = @(
        $app.RequiredResourceAccess |
            Where-Object { $_ -and $_.ResourceAppId -eq $graphAppId } |
            ForEach-Object { $_.ResourceAccess } |
            ForEach-Object { @{ Id = $_.Id; Type = $_.Type } }
    )
    $others = @(
        $app.RequiredResourceAccess |
            Where-Object { $_ -and $_.ResourceAppId -ne $graphAppId } |
            ForEach-Object {
                @{
                    ResourceAppId  = $_.ResourceAppId
                    ResourceAccess = @($_.ResourceAccess | ForEach-Object { @{ Id = $_.Id; Type = $_.Type } })
                }
            }
    )
}
$requestedIds = @($requested | ForEach-Object { $_.Id })
$lacking = @($roles | Where-Object { $_.Id -notin $requestedIds })
if ($lacking.Count -gt 0) {
    $list = @($lacking | ForEach-Object { $_.Value }) -join ', '
    if ($PSCmdlet.ShouldProcess($Name, "Request $list")) {
        $added = @($lacking | ForEach-Object { @{ Id = $_.Id; Type = 'Role' } })
        $own = @{ ResourceAppId = $graphAppId; ResourceAccess = @($requested + $added) }
        Invoke-Patiently {
            Update-MgApplication -ApplicationId $app.Id -RequiredResourceAccess @($others + @($own))
        } | Out-Null
    }
}

$principal = $null
if ($app) {
    $principal = Get-MgServicePrincipal -Filter "appId eq '$($app.AppId)'" | Select-Object -First 1
}
if (-not $principal -and $PSCmdlet.ShouldProcess($Name, 'Make its service principal')) {
    $principal = Invoke-Patiently { New-MgServicePrincipal -AppId $app.AppId }
}

$granted = @()
if ($principal) {
    $granted = @(
        Invoke-Patiently { Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $principal.Id -All } |
            Where-Object { $_.ResourceId -eq $graph.Id } |
            ForEach-Object { $_.AppRoleId }
    )
}
foreach ($role in $roles) {
    if ($role.Id -in $granted) {
        Write-Verbose "$($role.Value) is granted already."
    }
    elseif ($PSCmdlet.ShouldProcess($Name, "Grant $($role.Value)")) {
        Invoke-Patiently {
            New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $principal.Id `
                -PrincipalId $principal.Id -ResourceId $graph.Id -AppRoleId $role.Id
        } | Out-Null
    }
}

# What this script adds has a name of its own, by which it is known again.
$secret = $null
$now = (Get-Date).ToUniversalTime()
if ($PSCmdlet.ParameterSetName -eq 'Secret') {
    $valid = @()
    if ($app) {
        $valid = @($app.PasswordCredentials | Where-Object { $_ -and $_.DisplayName -eq $Name -and $_.EndDateTime -gt $now })
    }
    if ($valid.Count -gt 0 -and -not $NewSecret) {
        Write-Verbose 'The app has its secret already.'
    }
    elseif ($PSCmdlet.ShouldProcess($Name, 'Add a secret that is valid for a year')) {
        $wanted = @{ DisplayName = $Name; EndDateTime = $now.AddYears(1) }
        $secret = (Add-MgApplicationPassword -ApplicationId $app.Id -PasswordCredential $wanted).SecretText
    }
}
elseif ($certificate) {
    $label = "$Name $($certificate.Thumbprint)"
    $present = @()
    if ($app) { $present = @($app.KeyCredentials | Where-Object { $_ }) }
    if (@($present | Where-Object { $_.DisplayName -eq $label }).Count -gt 0) {
        Write-Verbose 'The app has this certificate already.'
    }
    elseif ($PSCmdlet.ShouldProcess($Name, "Add the certificate $($certificate.Thumbprint)")) {
        $wanted = @{
            Type        = 'AsymmetricX509Cert'
            Usage       = 'Verify'
            Key         = $certificate.RawData
            DisplayName = $label
        }
        Invoke-Patiently { Update-MgApplication -ApplicationId $app.Id -KeyCredentials @($present + @($wanted)) } | Out-Null
    }
}

"tenantId: $TenantId"
if ($app) { "clientId: $($app.AppId)" }
if ($secret) {
    "clientSecret: $secret"
    Write-Warning 'The secret is shown only here: keep it where the service finds it, and nowhere else.'
}
