# At most three lines over weeks, each named at its end with its last value.

set lmargin at screen 34.0 / W
set rmargin at screen 1 - RIGHT / W
set tmargin at screen 1 - 8.0 / H
set bmargin at screen 32.0 / H
set xrange [0.5:ROWS + 0.5]
set yrange [0:GREATEST]
set ytics 0, STEP scale 0 format "%.0f" textcolor rgb GREY
set grid ytics linetype 1 linewidth 0.6 linecolor rgb RULE
set xtics () scale 0.35 nomirror textcolor rgb GREY offset 0, 0.3
set label 1 "~x0~" at graph 0.5, screen 8.0 / H center textcolor rgb GREY

do for [i = 1:ROWS] {
	if (empty[i] > 0) {
		set object i rectangle from i - 0.5, 0 to i + 0.5, GREATEST \
			behind fillstyle solid noborder fillcolor rgb BAND
	}
	if ((i - 1) % EVERY == 0) {
		set xtics add (sprintf("~r%d~", i - 1) i)
	}
}
set linetype 11 linewidth 2.4 linecolor rgb NAVY dashtype solid
set linetype 12 linewidth 2.0 linecolor rgb "#A8480F" dashtype (5, 3)
set linetype 13 linewidth 2.0 linecolor rgb TEAL dashtype (1.5, 2.5)
shape(k) = k == 1 ? 7 : k == 2 ? 5 : 9
hue(k) = k == 1 ? NAVY : k == 2 ? "#A8480F" : TEAL
do for [k = 1:COLUMNS] {
	set label 300 + k sprintf("~E%d~", k - 1) at screen \
		1 - (RIGHT - 8) / W, first heights[k] left \
		textcolor rgb hue(k)
}
plot for [k = 1:COLUMNS] "wide.tsv" using 1:k+1 with lines \
		linetype 10 + k, \
	for [k = 1:COLUMNS] "wide.tsv" using 1:k+1 with points \
		pointtype shape(k) pointsize 0.28 linecolor rgb hue(k)
