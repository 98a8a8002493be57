#!/bin/sh
# contrib/machine makes a machine: its tree, in which beadle runs, that
# listens to little and brings no key and no password.

. "$(dirname "$0")/../tap.sh"
[ "$(id -u)" -eq 0 ] || skip_all "not root"
command -v debootstrap >/dev/null || "$ROOT/tests/install-deps" debootstrap
command -v debootstrap >/dev/null || skip_all "no debootstrap"
mirror=$(apt-cache policy 2>/dev/null |
    awk '$3 ~ /^bookworm\/main/ { print $2; exit }')
[ -n "$mirror" ] || skip_all "no mirror of bookworm in this machine's sources"
trap 'rm -rf --one-file-system "$T"' EXIT

exits 2 "no package: how it is used" "$ROOT/contrib/machine/make-machine"
"$ROOT/contrib/make-deb" "$T/deb" >"$T/.out" 2>"$T/.err"
ok $? "the package"
"$ROOT/contrib/machine/make-machine" -t "$T"/deb/beadle_*.deb "$T/tree" \
    "$mirror" >"$T/made" 2>&1
ok $? "the tree of a machine"
tail -n 5 "$T/made" | sed 's/^/# /'
! grep -q "$T/tree" /proc/mounts
ok $? "nothing stays mounted"
run_ok "beadle runs in it" chroot "$T/tree" /usr/bin/beadle formats -n
chroot "$T/tree" /usr/bin/beadle init /etc/beadle/oak >"$T/.out" 2>&1
ok $? "and sets up a school"
[ "$(chroot "$T/tree" stat -c %G /etc/beadle/oak/school.yml)" = beadle ]
ok $? "that its user may read"
[ "$(find "$T/tree/etc/ssh" -name 'ssh_host_*' | wc -l)" -eq 0 ]
ok $? "it brings no keys"
[ ! -s "$T/tree/etc/machine-id" ]
ok $? "and no identity"
! awk -F: '$2 != "*" && $2 != "!" && $2 !~ /^!/ { print }' \
    "$T/tree/etc/shadow" | grep -q .
ok $? "and no password"
has "it drops what nobody asked for" "policy drop" "$T/tree/etc/nftables.conf"
chroot "$T/tree" nft -c -f /etc/nftables.conf >"$T/nft" 2>&1 ||
    grep -q 'Operation not permitted\|cache initialization' "$T/nft"
ok $? "its rules of the network are understood"
[ -L "$T/tree/etc/systemd/system/multi-user.target.wants/ssh-keys.service" ]
ok $? "keys are made when it first starts"
done_testing
