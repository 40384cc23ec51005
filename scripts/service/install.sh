#!/bin/sh
# Installs, updates or removes sync-health-monitor as a systemd service. In: a checkout that was built (npm ci, npm run
# build). Out: the program in PREFIX, its command, its unit, an account and a configuration to fill in. Safe to repeat:
# what is there is brought up to date, and a configuration or a store that is there is never touched.
set -eu

name=sync-health-monitor
account=sync-health
prefix=/opt/$name
root=
node=
modules=
dry_run=no
action=install
source=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)

usage() {
  cat <<'TEXT'
usage: install.sh [options]
  --prefix DIR        where the program goes (default /opt/sync-health-monitor)
  --node FILE         Node.js 24 or later to run it with (default: node, else the one of this checkout)
  --node-modules DIR  production dependencies to copy, instead of fetching them with npm ci (hosts without a registry)
  --root DIR          install below DIR, as for a package: no account, no systemctl, no root needed
  --dry-run           say what would be done, and do nothing
  --uninstall         remove program, command and unit; configuration, store and account stay
  --help              this text
TEXT
}

say() { printf '%s\n' "$*"; }
# EX_USAGE, EX_UNAVAILABLE and EX_NOPERM, as the program itself has them.
fail() {
  status=$1
  shift
  printf 'install.sh: %s\n' "$*" >&2
  exit "$status"
}

# Runs a command, or only says it.
act() {
  if [ "$dry_run" = yes ]; then say "would run: $*"; else "$@"; fi
}

while [ $# -gt 0 ]; do
  case $1 in
    --prefix | --node | --node-modules | --root)
      [ $# -ge 2 ] || fail 64 "$1 needs a value; see --help"
      case $1 in
        --prefix) prefix=$2 ;;
        --node) node=$2 ;;
        --node-modules) modules=$2 ;;
        --root) root=$2 ;;
      esac
      shift 2
      ;;
    --dry-run) dry_run=yes; shift ;;
    --uninstall) action=uninstall; shift ;;
    --help) usage; exit 0 ;;
    *) fail 64 "unknown option $1; see --help" ;;
  esac
done

# Both end up in rm -r, in the unit and in a script: nothing that a shell or systemd would read in its own way.
case $prefix in
  /*[!A-Za-z0-9._/-]* | */../* | */.. | / | [!/]* | '')
    fail 64 "--prefix '$prefix': give an absolute path of letters, digits, . _ - and /" ;;
esac
prefix=${prefix%/}
case $root in
  '' | /?*) root=${root%/} ;;
  *) fail 64 "--root '$root': give an absolute path other than /" ;;
esac

config_dir=/etc/$name
state_dir=/var/lib/$name
config=$config_dir/monitor.yaml
unit=/etc/systemd/system/$name.service
command=/usr/local/bin/sync-health

if [ -z "$root" ] && [ "$dry_run" = no ] && [ "$(id -u)" -ne 0 ]; then
  fail 77 "this needs root: run it with sudo, or try --dry-run, or stage it with --root DIR"
fi
on_host() { [ -z "$root" ]; }
# --prefix /usr must not cost anybody their /usr.
if [ -e "$root$prefix" ] && [ ! -f "$root$prefix/dist/main.js" ]; then
  fail 64 "--prefix $prefix: $root$prefix is there and is not an installation of $name; name another folder"
fi

uninstall() {
  if on_host && command -v systemctl >/dev/null 2>&1; then
    act systemctl disable --now "$name.service" || say "the service was not there"
  fi
  act rm -f "$root$unit" "$root$command"
  act rm -rf "$root$prefix" "$root$prefix.new" "$root$prefix.old"
  if on_host && command -v systemctl >/dev/null 2>&1; then act systemctl daemon-reload; fi
  say "removed. Kept: $root$config_dir (configuration), $root$state_dir (store)"
  if on_host; then say "and the account $account; to remove it: userdel $account"; fi
}

node_major() { "$1" -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0; }

find_node() {
  if [ -n "$node" ]; then
    found=$(node_major "$node")
    [ "$found" -ge 24 ] || fail 69 "--node $node is not Node.js 24 or later"
    return
  fi
  for candidate in "$(command -v node || true)" "$source/node_modules/node/bin/node"; do
    [ -n "$candidate" ] || continue
    if [ "$(node_major "$candidate")" -ge 24 ]; then node=$candidate; return; fi
  done
  fail 69 "no Node.js 24 or later was found: install it, or name one with --node FILE"
}

# A Node in a home or a checkout may vanish, and ProtectHome hides it from the service: such a one is copied.
place_node() {
  node=$(readlink -f -- "$node")
  case $node in
    /usr/* | /opt/*)
      case $node in
        */node_modules/*) ;;
        "$prefix"/*) ;;
        *) return ;;
      esac
      ;;
  esac
  act mkdir -p "$root$prefix.new/bin"
  act cp "$node" "$root$prefix.new/bin/node"
  node=$prefix/bin/node
}

# Built beside the old program and swapped in at the end: a failure half-way leaves the old one whole.
place_program() {
  new=$root$prefix.new
  act rm -rf "$new" "$root$prefix.old"
  act mkdir -p "$new/config"
  place_node
  act cp -R "$source/dist" "$new/dist"
  act cp -R "$source/config/catalog" "$new/config/catalog"
  act cp "$source/config/monitor.example.yaml" "$source/config/monitor.schema.json" "$new/config/"
  act cp "$source/package.json" "$source/package-lock.json" "$new/"
  if [ -n "$modules" ]; then
    act cp -R "$modules" "$new/node_modules"
  else
    command -v npm >/dev/null 2>&1 || fail 69 "npm was not found: install it, or give --node-modules DIR"
    act env -C "$new" npm ci --omit=dev
  fi
  act chmod -R u+rwX,go+rX,go-w "$new"
  if [ -e "$root$prefix" ]; then act mv "$root$prefix" "$root$prefix.old"; fi
  act mv "$new" "$root$prefix"
  act rm -rf "$root$prefix.old"
}

# Standard input becomes FILE, with MODE.
write_file() {
  if [ "$dry_run" = yes ]; then
    cat >/dev/null
    say "would write: $1"
  else
    mkdir -p "$(dirname -- "$1")"
    cat >"$1.new"
    chmod "$2" "$1.new"
    mv "$1.new" "$1"
  fi
}

place_account() {
  on_host || return 0
  if id "$account" >/dev/null 2>&1; then return 0; fi
  shell=/usr/sbin/nologin
  [ -x "$shell" ] || shell=/sbin/nologin
  act useradd --system --user-group --no-create-home --home-dir "$state_dir" --shell "$shell" "$account"
}

place_config() {
  if [ -e "$root$config" ]; then
    say "kept: $root$config"
  else
    write_file "$root$config" 0640 <"$source/config/monitor.example.yaml"
    if on_host; then act chown "root:$account" "$config"; fi
  fi
  if [ ! -e "$root$config_dir/environment" ]; then
    write_file "$root$config_dir/environment" 0600 <<'TEXT'
# Variables for ${env:NAME} in monitor.yaml, one NAME=value a line. Readable by root alone.
TEXT
  fi
  act mkdir -p "$root$state_dir"
  act chmod 0750 "$root$config_dir"
  act chmod 0700 "$root$state_dir"
  if on_host; then
    act chown "root:$account" "$config_dir"
    act chown "$account:$account" "$state_dir"
  fi
}

# As the service's account, in its folder, with its variables: what passes here starts there.
check_config() {
  (
    while IFS= read -r line || [ -n "$line" ]; do
      case $line in
        '#'* | ';'*) ;;
        [A-Za-z_]*=*)
          variable=${line%%=*}
          value=${line#*=}
          case $value in
            \"*\") value=${value#\"}; value=${value%\"} ;;
            \'*\') value=${value#\'}; value=${value%\'} ;;
          esac
          case $variable in
            *[!A-Za-z0-9_]*) ;;
            *) export "$variable=$value" ;;
          esac
          ;;
      esac
    done <"$root$config_dir/environment"
    cd "$root$state_dir"
    set -- "$checker" "$root$prefix/dist/main.js" check-config --config "$root$config"
    if on_host; then set -- runuser -u "$account" -- "$@"; fi
    "$@"
  )
}

install() {
  [ -f "$source/dist/main.js" ] || fail 69 "$source/dist is not there: run npm ci and npm run build first"
  find_node
  place_account
  place_program
  checker=$node
  case $node in "$prefix"/*) checker=$root$node ;; esac
  write_file "$root$command" 0755 <<TEXT
#!/bin/sh
exec $node $prefix/dist/main.js "\$@"
TEXT
  sed -e "s|@NODE@|$node|g" -e "s|@PREFIX@|$prefix|g" "$source/scripts/service/$name.service" |
    write_file "$root$unit" 0644
  place_config
  if [ "$dry_run" = yes ]; then
    say "would run: check-config, and start the service when it passes"
    return
  fi
  if on_host && command -v systemctl >/dev/null 2>&1; then systemctl daemon-reload; fi
  if ! check_config; then
    say "installed, and not started: the configuration is not ready yet."
    say "Edit $root$config (secrets go to $root$config_dir/environment) and run this again, or: systemctl enable --now $name"
    return
  fi
  if on_host && command -v systemctl >/dev/null 2>&1; then
    systemctl enable "$name.service"
    systemctl restart "$name.service"
    say "installed and started. Its log: journalctl -u $name"
  else
    say "installed. The configuration is ready: systemctl enable --now $name"
  fi
}

"$action"
