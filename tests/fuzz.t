#!/bin/sh
# Every fuzz target runs over its seeds and over all that was ever found.

. "${0%/*}/tap.sh"

for source in "$ROOT"/tests/fuzz/*.c
do
	target=$(basename "$source" .c)
	set -- "$ROOT/tests/fuzz/corpus/$target"/*
	[ -e "$1" ]
	ok $? "$target has seeds"
	run_ok "$target: $# inputs" "$BEADLE_BUILD/fuzz/$target" "$@"
	has "... all run" "^$# inputs" "$T/.out"
done

# A culprit: a target that aborts is seen.
cat >"$T/culprit" <<'END'
#!/bin/sh
kill -ABRT $$
END
chmod +x "$T/culprit"
"$T/culprit" 2>/dev/null
[ $? -ne 0 ]
ok $? "an abort is not a pass"

done_testing
