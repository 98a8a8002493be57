#!/bin/sh
# Two programs that others wrote, minisign and signify, say of good and of
# damaged packages what receive says.

. "${0%/*}/tap.sh"

for tool in minisign unzip zip sqlite3
do
	command -v $tool >/dev/null || skip_all "$tool is not here"
done
signify=
for name in signify-openbsd signify
do
	command -v $name >/dev/null && signify=$name && break
done
BEADLE_NOW=2027-01-10T09:00:00Z
settings=$ROOT/sample-logs/school/school.yml
la=$T/quillshire
mkdir -p "$la/keys"
cat >"$la/collection.json" <<'END'
{ "old_la_code": "999", "new_la_code": "E10999999",
  "la_name": "Quillshire", "region_code": "E12999999",
  "region_name": "Nowhere", "signed": true }
END
echo 'urn,laestab,name
999001,9994001,Quillbrook School' >"$la/schools.csv"
beadle return --make-key "$T/school.key" >/dev/null
beadle return --make-key "$T/other.key" >/dev/null
cp "$T/school.key.pub" "$la/keys/999001.pub"
beadle nightly -c "$settings" -d "$T/beadle.db" -o "$T/nightly" \
    >/dev/null 2>&1
beadle return -c "$settings" -d "$T/beadle.db" -o "$T/out" \
    -t autumn-2026 --zip --sign "$T/school.key" >/dev/null 2>&1
unzip -q "$T"/out/authority/autumn-2026/*_001.zip -d "$T/good"

pack() { # pack: what lies in $T/p, as a package
	(cd "$T/p" && rm -f "$T/p.zip" && zip -q -X "$T/p.zip" ./*)
}

said_by() { # said_by COMMAND...: "good" or "bad"
	if "$@" >/dev/null 2>&1
	then
		echo good
	else
		echo bad
	fi
}

agree() { # agree WANTED NAME: of the signature all say so
	pack
	beadle receive check -d "$la" "$T/p.zip" >"$T/said" 2>&1
	grep -q '^ERROR P008' "$T/said" && ours=bad || ours=good
	[ $ours = "$1" ]
	ok $? "$2: receive finds the signature $1"
	theirs=$(said_by minisign -V -q -p "$la/keys/999001.pub" \
	    -m "$T/p/MANIFEST.sha256" -x "$T/p/MANIFEST.sha256.minisig")
	[ "$theirs" = "$1" ]
	ok $? "... and so does minisign"
	if [ -z "$signify" ]
	then
		ok 0 "... signify # SKIP signify is not here"
	elif [ -n "${3-}" ]
	then
		ok 0 "... signify # SKIP $3"
	else
		theirs=$(said_by $signify -V -q -p "$la/keys/999001.pub" \
		    -m "$T/p/MANIFEST.sha256" \
		    -x "$T/p/MANIFEST.sha256.minisig")
		[ "$theirs" = "$1" ]
		ok $? "... and so does signify"
	fi
}

again() {
	rm -rf "$T/p"
	cp -R "$T/good" "$T/p"
}

again
agree good "as it was made"
again
sed '1s/^./0/' "$T/good/MANIFEST.sha256" >"$T/p/MANIFEST.sha256"
cmp -s "$T/good/MANIFEST.sha256" "$T/p/MANIFEST.sha256" &&
    sed '1s/^./1/' "$T/good/MANIFEST.sha256" >"$T/p/MANIFEST.sha256"
agree bad "a digest that was changed"
again
head -c -1 "$T/good/MANIFEST.sha256" >"$T/p/MANIFEST.sha256"
agree bad "a list that was cut by one byte"
again
: >"$T/p/MANIFEST.sha256"
agree bad "an empty list"
again
minisign -S -l -s "$T/other.key" -m "$T/p/MANIFEST.sha256" \
    -x "$T/p/MANIFEST.sha256.minisig" >/dev/null 2>&1
agree bad "another's signature"
again
awk 'NR == 2 { c = substr($0, 30, 1)
    $0 = substr($0, 1, 29) (c == "A" ? "B" : "A") substr($0, 31) }
    { print }' "$T/good/MANIFEST.sha256.minisig" \
    >"$T/p/MANIFEST.sha256.minisig"
agree bad "a signature that was changed"
again
: >"$T/p/MANIFEST.sha256.minisig"
agree bad "no signature"
again
sed 's/^trusted comment: urn=999001/trusted comment: urn=999002/' \
    "$T/good/MANIFEST.sha256.minisig" >"$T/p/MANIFEST.sha256.minisig"
agree bad "a signed comment that was changed" \
    "signify knows no signed comments"

# A figure that was changed: the list still bears its signature, and it is
# the digest that tells.
again
echo 'Q041,a word more' >>"$T/p/notes.csv"
agree good "a file that was changed"
has "... but the digest is wrong" '^ERROR P004 ' "$T/said"
(cd "$T/p" && sha256sum -c --quiet MANIFEST.sha256) >/dev/null 2>&1
[ $? -ne 0 ]
ok $? "... as sha256sum says too"
done_testing
