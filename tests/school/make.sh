#!/bin/sh
# Builds the generator and makes the sample school anew:
#
#   tests/school/make.sh [--seed N] [--people N] [--days term] [DIR]
#
# Without options it is the school of sample-logs/school, which is also where
# it goes without DIR.  What DIR holds besides (school.yml) stays.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
options=
while [ $# -gt 0 ] && [ "${1#--}" != "$1" ]
do
	options="$options $1 $2"
	shift 2
done
out=${1-$here/../../sample-logs/school}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# shellcheck disable=SC2086 # flags are several words
${CC:-cc} -std=c11 -O1 -D_GNU_SOURCE ${SCHOOL_CFLAGS-} -o "$work/school" \
    "$here"/*.c -larchive -lz
mkdir -p "$out"
# shellcheck disable=SC2086 # so are options
"$work/school" $options --out "$out"
