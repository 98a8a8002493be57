#!/bin/sh
# The README's two commands in a fresh Debian 12 that has nothing but git and
# a shell.  Needs root, debootstrap and this machine's own package sources;
# takes some twenty minutes.

. "$(dirname "$0")/../tap.sh"
[ "$(id -u)" -eq 0 ] || skip_all "not root"
command -v debootstrap >/dev/null || "$ROOT/tests/install-deps" debootstrap
command -v debootstrap >/dev/null || skip_all "no debootstrap"

# The mirror that this machine itself uses for its release.
mirror=$(apt-cache policy 2>/dev/null |
    awk '$3 ~ /^bookworm\/main/ { print $2; exit }')
[ -n "$mirror" ] || skip_all "no mirror of bookworm in this machine's sources"
run_ok "a fresh bookworm" debootstrap --variant=minbase \
    --include=git,ca-certificates bookworm "$T/root" "$mirror"
cp /etc/resolv.conf "$T/root/etc/" 2>/dev/null
git -C "$ROOT" bundle create "$T/root/beadle.bundle" HEAD >/dev/null 2>&1
[ -d "$ROOT/../shared" ] && echo "# the data of others stays outside"
printf '#!/bin/sh\nexit 101\n' >"$T/root/usr/sbin/policy-rc.d"
chmod +x "$T/root/usr/sbin/policy-rc.d"
mount -t proc proc "$T/root/proc"
mount --bind /dev "$T/root/dev"
# As every Debian has it; Squid wants it.
mount -t tmpfs -o mode=1777 shm "$T/root/dev/shm"
trap 'umount "$T/root/dev/shm" "$T/root/proc" "$T/root/dev"; rm -rf --one-file-system "$T"' EXIT

inside() {
	chroot "$T/root" /usr/bin/env -i PATH="$PATH" HOME=/root \
	    LC_ALL=C.UTF-8 sh -c "$1"
}
inside "git clone -q -b $(git -C "$ROOT" rev-parse --abbrev-ref HEAD) \
    /beadle.bundle /root/beadle || git clone -q /beadle.bundle /root/beadle" \
    >"$T/clone" 2>&1
start=$(date +%s)
inside 'cd /root/beadle && apt-get update -qq &&
    apt-get install -y make && make demo' >"$T/demo" 2>&1
ok $? "apt-get install -y make && make demo ($(($(date +%s) - start)) s)"
tail -20 "$T/demo" | sed 's/^/# /'
start=$(date +%s)
inside 'cd /root/beadle && apt-get install -y make && make check' \
    >"$T/check" 2>&1
ok $? "apt-get install -y make && make check ($(($(date +%s) - start)) s)"
tail -30 "$T/check" | sed 's/^/# /'
done_testing
