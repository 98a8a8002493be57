# Sourced after tap.sh: what the labels and their groups are called, from the
# table in the source, into $T/labels.csv and $T/grps.csv.

sed -n 's/^	{ "\([^"]*\)", "\([^"]*\)", \(GROUP_[A-Z_]*\),.*/"\1","\2",\3/p' \
    "$ROOT/lib/reports/labels.c" >"$T/labels.csv"
sed -n 's/^	\[\(GROUP_[A-Z_]*\)\] = { "\(.*\)", RISK_\([A-Z]*\) },/\1,\2,\3/p' \
    "$ROOT/lib/reports/labels.c" |
    awk -F, -v OFS=, '{ print NR, $1, $2, tolower($3) }' >"$T/grps.csv"
