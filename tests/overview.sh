# Sourced: an authority with invented schools, whose returns are made by
# arithmetic, so that they are the same each time.  Most lie where chance
# would put them; one is far above, one returns nothing, one hides.

overview_folder() { # overview_folder FOLDER: with no return in it
	mkdir -p "$1"
	cat >"$1/collection.json" <<-'END'
	{ "old_la_code": "999", "new_la_code": "E10999999",
	  "la_name": "Quillshire", "region_code": "E12999999",
	  "region_name": "Nowhere", "threshold": 5,
	  "terms": { "autumn-2026": { "deadline": "2027-01-15" } } }
	END
	awk 'BEGIN {
	    split("Inkwell Primary,Nib Hall,Blotter Lane School,Parchment" \
		" Academy,Vellum Green,Quire Street Infants,Foolscap High," \
		"Margin Road Juniors,Ledger College,Copperplate School," \
		"Slate Hill Primary,Chalk Farm End,Abacus Academy,Compass" \
		" High,Satchel Lane,Hornbook School,Primer Park Infants," \
		"Lectern Hall,Folio Community School,Pencil Mill Primary," \
		"Rubric High,Stylus Academy,Codex College,Index Lane",
		name, ",")
	    print "urn,laestab,name,opened,closed,pupils"
	    for (i = 1; i <= 24; i++)
		print 999100 + i ",999" 4100 + i "," name[i] ",,," \
		    80 + (i * 397) % 1500 }' >"$1/schools.csv"
}

overview_returns() { # overview_returns FOLDER TERM MORE: by hand, into FOLDER
	beadle receive template -d "$1" -t "$2" 999101 | tr -d '\r' \
	    >"$T/template"
	mkdir -p "$T/hand-$2"
	for i in $(seq 1 23)
	do
		awk -F, -v OFS=, -v i="$i" -v more="$3" '
		    NR == FNR { if (FNR == i + 1) { urn = $1; laestab = $2
			name = $3; n = $6 } next }
		    FNR > 1 {
			$11 = urn; $12 = laestab; $13 = name; $17 = $18 = 0
			p = int(n * (24 + more + i * 7 % 13) / 1000) + 5
			if (i == 9) p = int(n * 0.075)
			g = int(p * 0.6); s = p - g
			if (i % 5 == 0 || p < 15) { g = p; s = 0 }
			if ($15 == "Web" || $15 == "Total") {
			    if ($14 != "Staff" && $14 != "Other") {
				if ($16 == "Total") $18 = p
				if ($16 == "Getting round the filter") $18 = g
				if ($16 == "Unsuitable content") $18 = s }
			    $17 = 2 * $18 }
			if (i == 12 && $16 == "Unsuitable content") $19 = "Local"
			if (i == 6) $17 = $18 = $18 ? "c" : 0 }
		    { print }' "$1/schools.csv" "$T/template" \
		    >"$T/hand-$2/$i.csv"
	done
	beadle receive add -d "$1" --by-hand "$T/hand-$2"/*.csv
}
