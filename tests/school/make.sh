#!/bin/sh
# Builds the generator and makes the sample school anew:
#
#   tests/school/make.sh [--seed N] [DIR]    default: seed 1, sample-logs/school
#
# What DIR holds besides (school.yml) stays.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
seed=1
if [ "${1-}" = --seed ]
then
	seed=$2
	shift 2
fi
out=${1-$here/../../sample-logs/school}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# shellcheck disable=SC2086 # flags are several words
${CC:-cc} -std=c11 -O1 -D_GNU_SOURCE ${SCHOOL_CFLAGS-} -o "$work/school" \
    "$here"/*.c -larchive -lz
mkdir -p "$out"
"$work/school" --seed "$seed" --out "$out"
