# Sourced after tap.sh by what puts logs through the filters, one after the
# other: the settings are "$settings", stores lie in $T.

night() { # night STORE FILE...: prints records used, duplicate and rejected
	store=$1
	shift
	beadle-parse "$@" 2>/dev/null | beadle-tag -c "$settings" 2>/dev/null |
	    beadle-store -v -c "$settings" -d "$T/$store" 2>/dev/null |
	    sed -n 's/^records read .* = used \([0-9]*\) + duplicate \([0-9]*\) .* rejected \([0-9]*\)$/\1 \2 \3/p'
}

# WANTED is how many are used, or all three.
gives() { # gives WANTED NAME STORE FILE...
	wanted=$1
	name=$2
	shift 2
	got=$(night "$@")
	case "$got " in
	"$wanted "*) ok 0 "$name" ;;
	*)
		ok 1 "$name"
		echo "# wanted $wanted, got $got"
		;;
	esac
}
