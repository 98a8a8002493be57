#!/bin/sh
# Our checks of a data file beside the verdicts that the DfE's own screener
# gave on the pairs of files that the DfE planted faults in: check by check,
# as a table.

. "${0%/*}/tap.sh"

data=$ROOT/../shared/data/dfe-screener
[ -r "$data/oracle.tsv" ] || skip_all "../shared/data/dfe-screener is not here"

# Our code, and what the DfE's screener calls the check.  Not here are those
# of places that no return of ours names (constituencies, districts, wards,
# partnerships, devolved areas ...) and of columns that mix several
# indicators in one name, which no table of ours has.
cat >"$T/checks" <<'END'
E101 filename_spaces
E102 filename_special
E111 col_req_data
E112 col_req_meta
E113 col_invalid_meta
E121 meta_col_type
E122 meta_col_name
E123 meta_ob_unit
E171 time_id_valid
E172 time_id_mix
E173 time_period_num
E141 geog_level
E142 geog_level_present
E151 filter_not_singular
E161 cross_meta_to_data
E114 col_names_spaces
E124 meta_geog_catch
E125 meta_label
E126 meta_dupe_label
E127 meta_indicator_grouping
E128 meta_ind_unit
E129 meta_indicator_dp
E130 meta_filter_hint
E131 meta_fil_grp
E132 meta_ind_unit_validation
E133 meta_ind_dp_values
E134 meta_fil_grp_stripped
E135 meta_fil_grp_dupe
E136 meta_col_name_dupe
E174 time_period
E175 time_period_six
E143 geog_region_col_present
E144 geog_la_col_present
E145 geog_ignored_rows
E146 geog_level_completed
E147 geog_overcompleted_cols
E148 geog_country_combos
E149 geog_region_combos
E150 geog_la_combos
E152 filter_blanks
E153 filter_group_level
E154 filter_ob_total
E155 filter_whitespace
E181 ind_invalid_entry
E191 general_dupes
END

grep -v '^fx/' "$data/oracle.tsv" | awk -F'\t' '$2 != "ERROR"' >"$T/oracle"
(cd "$data" && cut -f1 "$T/oracle" | tr '\n' '\0' |
    xargs -0 beadle receive check --data --csv) >"$T/ours.csv" 2>"$T/err"
[ $? -le 4 ] || sed 's/^/# /' "$T/err"
perl "$ROOT/tests/screener.pl" "$T/checks" "$T/oracle" "$T/ours.csv" \
    >"$T/table"
sed 's/^/# /' "$T/table"

# Where we differ, and why.
cat >"$T/known" <<'END'
E112 file_separator it has tabs: we say that it is no table of commas (E100)
E113 file_separator likewise
E121 col_type_blank we say what is wrong, they that the two files do not match
E161 col_type_blank likewise
E172 time_identifier an unknown name is to them an unknown mixture as well
E147 lad_combinations columns of districts, which no return has
E191 utf8 a letter is not UTF-8: we say so (E103), they lose its row of the description and find the others alike
END
grep -E '^E[0-9]+ .* (ours|theirs) ' "$T/table" | sort >"$T/differ"
while read -r code name why
do
	grep -q "^$code .*/$name\.csv$" "$T/differ"
	ok $? "$code differs on $name: $why"
	grep -v "^$code .*/$name\.csv$" "$T/differ" >"$T/rest"
	cp "$T/rest" "$T/differ"
done <"$T/known"
[ ! -s "$T/differ" ]
ok $? "on all else the verdicts are the same"
grep -q '^tests.testthat.fileValidation.file_separator.csv,error,E100' \
    "$T/ours.csv"
ok $? "tabs are told"
grep -q '^tests.testthat.preCheck2.utf8.csv,error,E103' "$T/ours.csv"
ok $? "what is not UTF-8 is told"

# Each check that is listed found something, and the files that pass do.
awk '/^E[0-9]+ [a-z_]+ +[0-9]/ { checks++; found += $3 > 0; both += $3
    none += $4 } END { print checks, found, both, none }' "$T/table" >"$T/sum"
read -r checks found both none <"$T/sum"
echo "# $checks checks; the same fault $both times, no fault $none times"
[ "$found" -ge $((checks - 2)) ] && [ "$both" -ge 90 ]
ok $? "$found of $checks checks found what theirs found"
awk -F'\t' '$2 == "pass" { print $1 }' "$T/oracle" >"$T/good"
(cd "$data" && tr '\n' '\0' <"$T/good" |
    xargs -0 beadle receive check --data --csv) 2>/dev/null |
    grep -c ',error,' >"$T/count"
[ "$(cat "$T/count")" -eq 0 ]
ok $? "$(wc -l <"$T/good") files that they pass have no error"

# Culprit: another verdict is seen.
sed 's/,E149,/,E148,/' "$T/ours.csv" >"$T/changed"
perl "$ROOT/tests/screener.pl" "$T/checks" "$T/oracle" "$T/changed" \
    >"$T/table"
has "a check that finds nothing would fail" '^E149 geog_region_combos theirs' \
    "$T/table"
done_testing
