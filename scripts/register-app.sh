#!/usr/bin/env bash
# Registers the monitor's app in one tenant, with the Azure CLI. In: an administrator who is signed in (az login
# --allow-no-subscriptions --tenant TENANT-ID) and may grant consent. Out: a single-tenant app with read-only Microsoft
# Graph permissions and a secret or a certificate; tenant ID, client ID and the new secret on standard output, all else
# on standard error. Safe to repeat: the app is found by its name, and only what is missing is added.
set -euo pipefail

# What all probes together need (src/probes); a test holds this list to theirs.
permissions=(
  Organization.Read.All
  Application.Read.All
  Synchronization.Read.All
  ProvisioningLog.Read.All
  User.Read.All
  Group.Read.All
  OrgContact.Read.All
  ServiceHealth.Read.All
  Domain.Read.All
  OnPremDirectorySynchronization.Read.All
)
# Microsoft Graph, in every cloud.
graph=00000003-0000-0000-c000-000000000000

name=sync-health-monitor
tenant=
client=
credential=secret
certificate=
new_secret=no
dry_run=no
chosen=no

usage() {
  cat <<TEXT
usage: register-app.sh [options]
  --permissions LIST   Microsoft Graph application permissions, separated by commas or spaces; read-only ones alone
                       (default: what all probes need together)
  --name NAME          display name of the app (default $name)
  --client-id ID       an app that is there already, instead of looking for one by its name
  --tenant ID          go on only if this is the tenant that you are signed in to
  --secret             the app signs in with a secret (default); made when the app has none from this script
  --new-secret         make another secret although there is one, as before it expires
  --certificate FILE   the app signs in with this certificate: a PEM file, of which only the certificate is used
  --no-credential      add neither
  --dry-run            look, say what would be done, and change nothing
  --help               this text

In another cloud than the global one: az cloud set --name NAME before the sign-in (az cloud list shows the names).
Permissions that the app has and does not need are left as they are: take them away in the Entra admin center.
TEXT
}

say() { printf '%s\n' "$*" >&2; }
# EX_USAGE, EX_DATAERR, EX_UNAVAILABLE and EX_NOPERM, as the program itself has them.
fail() {
  local status=$1
  shift
  say "register-app.sh: $*"
  exit "$status"
}

# Asks Azure for one value or a list; on Windows its lines end in CR LF.
ask() { az "$@" --output tsv --only-show-errors | tr -d '\r'; }
lower() { tr '[:upper:]' '[:lower:]' <<<"$1"; }
# Runs a command that changes something, or only says it.
act() {
  if [ "$dry_run" = yes ]; then say "would run: $*"; else "$@"; fi
}

# What was just made takes a moment to be known everywhere.
patiently() {
  local tries=1
  until "$@"; do
    [ $tries -lt 6 ] || fail 69 "it did not work in $tries tries: $*"
    tries=$((tries + 1))
    say "Trying again in 10 seconds …"
    sleep 10
  done
}

while [ $# -gt 0 ]; do
  case $1 in
    --permissions | --name | --client-id | --tenant | --certificate)
      [ $# -ge 2 ] || fail 64 "$1 needs a value; see --help"
      case $1 in
        --permissions)
          IFS=$', \t\n' read -r -d '' -a permissions < <(printf '%s\0' "$2") || true
          chosen=yes
          ;;
        --name) name=$2 ;;
        --client-id) client=$2 ;;
        --tenant) tenant=$2 ;;
        --certificate) credential=certificate certificate=$2 ;;
      esac
      shift 2
      ;;
    --secret) credential=secret; shift ;;
    --new-secret) credential=secret new_secret=yes; shift ;;
    --no-credential) credential=none; shift ;;
    --dry-run) dry_run=yes; shift ;;
    --help) usage; exit 0 ;;
    *) fail 64 "unknown option $1; see --help" ;;
  esac
done

# These end up in queries and addresses: nothing in them may mean anything there.
[[ $name =~ ^[A-Za-z0-9][A-Za-z0-9\ ._-]{0,99}$ ]] ||
  fail 64 "--name '$name': use letters, digits, spaces, . _ and -, at most 100"
guid='^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
[[ -z $client || $client =~ $guid ]] || fail 64 "--client-id '$client' is not a GUID"
[[ -z $tenant || $tenant =~ $guid ]] || fail 64 "--tenant '$tenant' is not a GUID"
[ ${#permissions[@]} -gt 0 ] || fail 64 "--permissions is empty"
for permission in "${permissions[@]}"; do
  [[ $permission =~ ^[A-Za-z-]+\.Read(Basic)?(\.[A-Za-z]+)*$ ]] ||
    fail 64 "--permissions: '$permission' is not a read-only permission, and the monitor needs no other"
done
if [ "$credential" = certificate ]; then
  command -v openssl >/dev/null || fail 69 "openssl is needed to read the certificate"
  thumbprint=$(openssl x509 -in "$certificate" -noout -fingerprint -sha1 2>/dev/null | sed 's/.*=//; s/://g') || true
  [ -n "$thumbprint" ] || fail 65 "--certificate $certificate: there is no certificate in PEM form in it"
fi
command -v az >/dev/null || fail 69 "the Azure CLI (az) is not installed; scripts/register-app.ps1 does the same with Microsoft Graph PowerShell"

signed_in=$(ask account show --query tenantId) ||
  fail 77 "nobody is signed in: az login --allow-no-subscriptions --tenant TENANT-ID"
if [ -n "$tenant" ] && [ "$(lower "$tenant")" != "$(lower "$signed_in")" ]; then
  fail 77 "signed in to tenant $signed_in, not $tenant: az login --allow-no-subscriptions --tenant $tenant"
fi
root=$(ask cloud show --query endpoints.microsoftGraphResourceId)
root=${root%/}

# Role ids are not the same in every cloud: they are asked for by name, before anything is changed.
resource=$(ask ad sp show --id "$graph" --query id)
known=$(ask ad sp show --id "$graph" --query "appRoles[?contains(allowedMemberTypes, 'Application')].[value, id]")
roles=()
names=()
for permission in "${permissions[@]}"; do
  role=$(awk -F '\t' -v name="$permission" '$1 == name { print $2; exit }' <<<"$known")
  if [ -n "$role" ]; then
    roles+=("$role")
    names+=("$permission")
  elif [ "$chosen" = yes ]; then
    fail 65 "--permissions: Microsoft Graph has no application permission $permission in this cloud"
  else
    say "Microsoft Graph has no application permission $permission in this cloud: what needs it will be blind."
  fi
done
[ ${#roles[@]} -gt 0 ] || fail 65 "there is nothing to grant"

# --display-name finds every name that begins so; the query keeps the one that is meant.
if [ -z "$client" ]; then
  found=$(ask ad app list --display-name "$name" --query "[?displayName=='$name'].appId")
  [ "$(wc -w <<<"$found")" -le 1 ] || fail 65 "there are several apps named $name: choose one by --client-id"
  client=$found
fi
if [ -n "$client" ]; then
  say "App $client is there."
elif [ "$dry_run" = yes ]; then
  act az ad app create --display-name "$name" --sign-in-audience AzureADMyOrg
else
  client=$(ask ad app create --display-name "$name" --sign-in-audience AzureADMyOrg --query appId)
  say "App $client is made."
fi

principal=
[ -z "$client" ] || principal=$(ask ad sp list --filter "appId eq '$client'" --query '[].id')
if [ -z "$principal" ]; then
  if [ "$dry_run" = yes ]; then
    act az ad sp create --id "${client:-CLIENT-ID}"
  else
    principal=$(ask ad sp create --id "$client" --query id)
    say "Its service principal is made."
  fi
fi

requested=
granted=
if [ -n "$client" ]; then
  requested=$(ask ad app show --id "$client" \
    --query "requiredResourceAccess[?resourceAppId=='$graph'].resourceAccess[].id")
fi
assignments="$root/v1.0/servicePrincipals/${principal:-PRINCIPAL-ID}/appRoleAssignments"

list_granted() {
  granted=$(ask rest --method GET --url "$assignments" --query "value[?resourceId=='$resource'].appRoleId")
}
[ -z "$principal" ] || patiently list_granted

grant() {
  az rest --method POST --url "$assignments" --headers Content-Type=application/json --output none \
    --body "{\"principalId\":\"$principal\",\"resourceId\":\"$resource\",\"appRoleId\":\"$1\"}"
}
lacking=()
for role in "${roles[@]}"; do
  grep -qix -- "$role" <<<"$requested" || lacking+=("$role=Role")
done
if [ ${#lacking[@]} -gt 0 ]; then
  patiently act az ad app permission add --id "${client:-CLIENT-ID}" --api "$graph" \
    --api-permissions "${lacking[@]}" --output none --only-show-errors
fi
for index in "${!roles[@]}"; do
  role=${roles[$index]}
  if grep -qix -- "$role" <<<"$granted"; then
    say "${names[$index]} is granted already."
  elif [ "$dry_run" = yes ]; then
    say "would grant: ${names[$index]} (POST $assignments)"
  else
    patiently grant "$role"
    say "${names[$index]} is granted."
  fi
done

# What this script adds has a name of its own, by which it is known again.
secret=
if [ "$credential" != none ]; then
  if [ "$credential" = secret ]; then
    kind=passwordCredentials label=$name
  else
    kind=keyCredentials label="$name $thumbprint"
  fi
  ends=
  if [ -n "$client" ]; then
    ends=$(ask ad app show --id "$client" --query "${kind}[?displayName=='$label'].endDateTime" | sort | tail -n 1)
  fi
  if [[ $ends > $(date -u +%Y-%m-%dT%H:%M:%SZ) ]] && [ "$new_secret" = no ]; then
    say "The app has its $credential already, until $ends."
  elif [ "$dry_run" = yes ]; then
    say "would add a $credential to the app"
  elif [ "$credential" = secret ]; then
    secret=$(ask ad app credential reset --id "$client" --append --display-name "$label" --query password)
  else
    public=$(mktemp)
    trap 'rm -f "$public"' EXIT
    openssl x509 -in "$certificate" -out "$public"
    az ad app credential reset --id "$client" --append --display-name "$label" --cert "@$public" --output none
    say "The certificate $thumbprint is added."
  fi
fi

printf 'tenantId: %s\n' "$signed_in"
[ -z "$client" ] || printf 'clientId: %s\n' "$client"
if [ -n "$secret" ]; then
  printf 'clientSecret: %s\n' "$secret"
  say "The secret is shown only here: keep it where the service finds it, and nowhere else."
fi
