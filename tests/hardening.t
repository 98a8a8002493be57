#!/bin/sh
# What the compiler and the linker were asked to do is in the binaries, and
# nothing in them tells where they were built.

. "$(dirname "$0")/tap.sh"
[ "${BEADLE_VARIANT:-release}" = release ] ||
    skip_all "only release builds are hardened"
command -v readelf >/dev/null || skip_all "no readelf"

# What a binary lacks, in words; nothing where it is as it should be.
lacks_of() { # lacks_of BINARY
	readelf -hldW "$1" >"$T/elf" 2>/dev/null
	readelf -sW --dyn-syms "$1" >"$T/symbols" 2>/dev/null
	grep -q 'Type: *DYN' "$T/elf" || echo "PIE"
	grep -q 'GNU_RELRO' "$T/elf" || echo "RELRO"
	grep -q 'FLAGS.*BIND_NOW' "$T/elf" || grep -q 'Flags:.*NOW' "$T/elf" ||
	    echo "immediate binding"
	grep -q 'GNU_STACK.* RW ' "$T/elf" || echo "a stack that cannot run"
	grep -q '__stack_chk_fail' "$T/symbols" || echo "stack protector"
	grep -q '__[a-z]*printf_chk' "$T/symbols" || echo "FORTIFY"
	grep -qE 'R(UN)?PATH' "$T/elf" && echo "no search path of its own"
	grep -q ' RWE ' "$T/elf" && echo "no memory to write and run"
	true
}

for binary in "$BEADLE_BUILD"/beadle "$BEADLE_BUILD"/beadle-*
do
	[ -f "$binary" ] || continue
	case $binary in *.[oda]|*.[1-9]) continue ;; esac
	lacks_of "$binary" >"$T/lacks"
	[ ! -s "$T/lacks" ]
	ok $? "${binary##*/} is hardened"
	sed 's/^/# lacks: /' "$T/lacks"
	[ "$(find "$binary" -perm /6000)" = "" ]
	ok $? "${binary##*/} has no setuid or setgid bit"
done

# A planted one without any of it.
if command -v gcc >/dev/null
then
	echo 'int main(void) { return 0; }' >"$T/soft.c"
	gcc -O0 -no-pie -fno-stack-protector -U_FORTIFY_SOURCE \
	    -Wl,-z,norelro,-z,lazy,-z,execstack -o "$T/soft" "$T/soft.c" \
	    2>/dev/null
	[ "$(lacks_of "$T/soft" | wc -l)" -ge 6 ]
	ok $? "a binary that is not hardened is told"
fi

grep -lF "$ROOT" "$BEADLE_BUILD"/beadle "$BEADLE_BUILD"/beadle-* \
    >"$T/told" 2>/dev/null
grep -vE '\.(o|d|a)$' "$T/told" >"$T/tells"
[ ! -s "$T/tells" ]
ok $? "no binary tells the folder it was built in"
[ ! -s "$T/tells" ] || echo "# built with older flags? make clean"
sed 's/^/# /' "$T/tells"

# Everyone on the machine sees the arguments of a process.
for binary in "$BEADLE_BUILD"/beadle-*
do
	case $binary in *.[oda]|*.[1-9]) continue ;; esac
	[ -x "$binary" ] && "$binary" --help
done >"$T/help" 2>&1
lacks "no command takes a secret as an argument" \
    "^ *--*[a-z]* *\(password\|passphrase\|secret\|token\|pin\)" "$T/help"
done_testing
