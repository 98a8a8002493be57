#!/bin/sh
# A bare data file and its description are judged as the DfE's screener does:
# a good pair passes, and each planted fault is found by its check.

. "${0%/*}/tap.sh"

good() { # good: a pair without a fault
	cat >"$T/use.csv" <<'END'
time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,user_group,incident_count
202627,Autumn term,Local authority,E92000001,England,E12999999,Nowhere,999,E10999999,Quillshire,Total,31
202627,Autumn term,Local authority,E92000001,England,E12999999,Nowhere,999,E10999999,Quillshire,Pupil,c
202627,Autumn term,Local authority,E92000001,England,E12999999,Nowhere,999,E10999999,Quillshire,Staff,c
END
	cat >"$T/use.meta.csv" <<'END'
col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,filter_grouping_column
user_group,Filter,Group of people,,,,Pupils and staff,
incident_count,Indicator,Incidents,,,0,,
END
}

good
run_ok "a good pair passes" beadle receive check --data "$T/use.csv"
lacks "and nothing is said of it" 'ERROR\|QUERY' "$T/.out"

plant() { # plant CODE WHAT FILE SED: that fault is found
	good
	sed "$4" "$T/$3.csv" >"$T/x" && cp "$T/x" "$T/$3.csv"
	exits 3 "$2" beadle receive check --data "$T/use.csv"
	has "... $1" "^ERROR $1 " "$T/.out"
}
plant E111 "no time_period" use '1s/time_period/period/'
plant E112 "no label" use.meta '1s/label/title/'
plant E113 "a column that no description has" use.meta '1s/$/,colour/'
plant E114 "a name with a space" use '1s/user_group/user group/'
plant E121 "a kind of column that is none" use.meta 's/Filter/Filtre/'
plant E125 "no label of a column" use.meta 's/,Incidents,/,,/'
plant E132 "a unit that is none" use.meta 's/Incidents,,,/Incidents,,people,/'
plant E133 "half a decimal place" use.meta 's/,0,,$/,0.5,,/'
plant E141 "a level that is none" use '2,$s/Local authority/Town/'
plant E142 "rows of schools without their columns" use \
    '2s/Local authority/School/'
plant E144 "an authority without its name" use '1s/la_name/la/'
plant E146 "an authority that is empty" use '3s/Quillshire//'
plant E147 "a region's row with an authority" use \
    '2s/Local authority/Regional/'
plant E148 "a country's wrong code" use '2s/E92000001/E92000002/'
plant E149 "a region in another spelling" use '2s/Nowhere/nowhere/'
plant E150 "an authority's wrong code" use '2s/,999,/,998,/'
plant E151 "a filter with one value" use '2,$s/Total,31/Total,1/;3,$d'
plant E152 "a filter that is empty" use '3s/Pupil//'
plant E154 "a total of places" use '2s/Quillshire/Total/'
plant E155 "a space before a value" use '3s/Pupil/ Pupil/'
plant E161 "a described column that is not there" use '1s/user_group/group/'
plant E171 "a term that is none" use '2,$s/Autumn/Harvest/'
plant E172 "a term beside a year" use '2s/Autumn term/Academic year/'
plant E173 "a slash in the time" use '2,$s/202627/2026-27/'
plant E174 "one year for a term" use '2,$s/202627/2026/'
plant E175 "years that do not follow" use '2,$s/202627/202628/'
plant E181 "an obsolete symbol" use '3s/c$/~/'
plant E182 "a blank figure" use '3s/c$//'
plant E191 "a row that is there twice" use '3s/Pupil/Staff/'
plant E103 "a letter that is not UTF-8" use "3s/Pupil/$(printf 'Pup\351')/"
plant E100 "no table" use '2s/Total/"Total/'

good
mv "$T/use.csv" "$T/us e.csv"
mv "$T/use.meta.csv" "$T/us e.meta.csv"
exits 3 "a name of a file with a space" beadle receive check --data \
    "$T/us e.csv"
has "... E101" '^ERROR E101 ' "$T/.out"
good
sed '1s/user_group/userGroup/' "$T/use.csv" >"$T/x" && cp "$T/x" "$T/use.csv"
sed 's/^user_group/userGroup/' "$T/use.meta.csv" >"$T/x" &&
    cp "$T/x" "$T/use.meta.csv"
exits 4 "capital letters in a name are a query" beadle receive check --data \
    "$T/use.csv"
rm "$T/use.meta.csv"
exits 1 "no description" beadle receive check --data "$T/use.csv"
exits 2 "only check takes data" beadle receive add --data -d "$T" "$T/use.csv"

# The tables of codes are made anew from the published lists.
mkdir "$T/lists" "$T/codes"
cp "$ROOT/policy/codes/refresh" "$T/codes/"
printf 'country_code,country_name\r\nE92000001,England\r\n' \
    >"$T/lists/country.csv"
printf 'region_code,region_name\nE12000001,North East\n' \
    >"$T/lists/regions.csv"
cat >"$T/lists/region_la_hierarchy.csv" <<'END'
region_code,region_name,old_la_code,la_name,new_la_code
E12000009,South West,801,"Bristol, City of",E06000023
END
run_ok "the codes are refreshed" "$T/codes/refresh" "$T/lists"
has "... an authority's row in our order" \
    '^E12000009,South West,801,E06000023,"Bristol, City of"$' \
    "$T/codes/authorities.csv"
has "... and the invented one of the samples" ',999,E10999999,Quillshire$' \
    "$T/codes/authorities.csv"
done_testing
