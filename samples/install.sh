#!/bin/sh
# Installs the published node of this folder as a service of systemd, upgrades it, or takes it away again. Says each thing that it does.
set -eu

# What is installed is read by another user, whatever the one who installs it keeps to himself.
umask 022

usage() {
  cat <<'TEXT'
Usage: install.sh [options]

Installs the node that lies beside this script, or upgrades it: the program with its plugins, a configuration if there is
none, a user, a service that starts with the machine. An existing configuration and the data stay as they are.

  --dry-run      says what would be done, and does nothing
  --no-start     neither starts nor stops the service
  --uninstall    takes away service and program; configuration, data and user stay
  --purge        with --uninstall: takes away configuration, data and user as well
  --root DIR     does it below DIR instead of /, without user and service: for images, and for trying
  --help         this text
TEXT
}

dry_run=false start=true uninstall=false purge=false root=""
while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) dry_run=true ;;
    --no-start) start=false ;;
    --uninstall) uninstall=true ;;
    --purge) purge=true ;;
    --root)
      [ $# -gt 1 ] || { echo "--root needs a folder." >&2; exit 2; }
      root=${2%/}
      shift
      ;;
    --root=*) root=${1#--root=} root=${root%/} ;;
    --help | -h) usage; exit 0 ;;
    *) echo "Unknown option $1. --help lists the options." >&2; exit 2 ;;
  esac
  shift
done
if $purge && ! $uninstall; then
  echo "--purge goes with --uninstall." >&2
  exit 2
fi

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
if [ -f "$here/Hub" ]; then
  program=Hub node=hub
elif [ -f "$here/Spoke" ]; then
  program=Spoke node=spoke
else
  echo "There is neither a Hub nor a Spoke beside $0: publish one first (docs/operations.md)." >&2
  exit 2
fi
if [ -z "$root" ] && [ "$(id -u)" != 0 ] && ! $dry_run; then
  echo "Only root can install a service: sudo $0. --dry-run says what it would do." >&2
  exit 2
fi

user=wasihal
service=wasihal-$node.service
folder=/usr/local/lib/wasihal/$node
settings=/etc/wasihal
config=$settings/$node.toml
own_plugins=$settings/plugins
data=/var/lib/wasihal-$node
unit=/etc/systemd/system/$service

say() { printf '%s\n' "$*"; }

# Says a command as it would be typed, and runs it unless this is a rehearsal.
run() {
  say "  $*"
  if ! $dry_run; then "$@"; fi
}

on_system() { [ -z "$root" ]; }

has_systemd() { on_system && [ -d /run/systemd/system ]; }

is_known() { on_system && id "$user" > /dev/null 2>&1; }

reload() {
  if has_systemd; then run systemctl daemon-reload; fi
}

write_config() {
  # What a build finds beside the repository, an installed node has in folders of its own.
  sed -e '/^#:schema /d' \
    -e "s|^# The \(.*\)'s default configuration\..*|# The \1's configuration. $program --check --config $config says whether it is right.|" \
    -e '/^# build copies beside the program/d' \
    -e "s|^plugin_directories = .*|plugin_directories = [\"$folder/plugins\", \"$own_plugins\"]|" "$here/$node.toml" > "$root$config.new"
  chmod 640 "$root$config.new"
  if is_known; then chgrp "$user" "$root$config.new"; fi
  mv "$root$config.new" "$root$config"
}

install_user() {
  on_system || return 0
  say "User $user, who owns the data and may open the buses:"
  if ! id "$user" > /dev/null 2>&1; then
    run useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$user"
  fi
  for group in i2c gpio spi dialout; do
    if getent group "$group" > /dev/null 2>&1; then run usermod --append --groups "$group" "$user"; fi
  done
}

install_program() {
  say "Program and plugins in $root$folder:"
  run mkdir -p "$root$(dirname "$folder")"
  # Whole or not at all: a copy that was cut off is beside it, and is begun anew.
  run rm -rf "$root$folder.new" "$root$folder.old"
  run cp -R "$here" "$root$folder.new"
  run chmod -R u=rwX,go=rX "$root$folder.new"
  if [ "$(id -u)" = 0 ]; then run chown -R 0:0 "$root$folder.new"; fi
  run chmod 755 "$root$folder.new/$program" "$root$folder.new/install.sh"
  if has_systemd && $start && systemctl is-active --quiet "$service"; then run systemctl stop "$service"; fi
  if [ -e "$root$folder" ]; then run mv "$root$folder" "$root$folder.old"; fi
  run mv "$root$folder.new" "$root$folder"
  run rm -rf "$root$folder.old"
}

install_config() {
  run mkdir -p "$root$settings" "$root$own_plugins"
  if [ -e "$root$config" ]; then
    say "The configuration $root$config stays as it is."
    return
  fi
  say "Configuration:"
  say "  write $root$config"
  if ! $dry_run; then write_config; fi
}

install_service() {
  say "Service $service:"
  run mkdir -p "$root$(dirname "$unit")"
  run cp "$here/systemd/$service" "$root$unit"
  run chmod 644 "$root$unit"
  reload
  if has_systemd && $start; then
    run systemctl enable "$service"
    run systemctl start "$service"
  fi
}

take_away() {
  say "Service $service:"
  if has_systemd && [ -e "$unit" ]; then run systemctl disable --now "$service"; fi
  run rm -f "$root$unit"
  reload
  say "Program:"
  run rm -rf "$root$folder" "$root$folder.new" "$root$folder.old"
  if ! $purge; then
    say "Configuration ($root$settings), data ($root$data) and user stay; --purge takes them as well."
    return
  fi
  say "Configuration, data and user:"
  run rm -f "$root$config"
  run rm -rf "$root$data"
  other=hub
  if [ "$node" = hub ]; then other=spoke; fi
  if [ -e "$root$settings/$other.toml" ] || [ -e "$root/usr/local/lib/wasihal/$other" ]; then
    say "The $other stays, and with it $root$own_plugins and the user."
    return
  fi
  run rm -rf "$root$settings" "$root$(dirname "$folder")"
  if is_known; then run userdel "$user"; fi
}

if $dry_run; then say "Nothing of this is done:"; fi
if $uninstall; then
  take_away
  exit 0
fi
install_user
install_program
install_config
install_service
say "Next: $root$config, then systemctl restart $service. What it says: journalctl -u $service"
