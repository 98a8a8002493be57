# Schools by size and rate, between the limits that chance alone would keep
# to.  Columns: size, rate, inner limits, outer limits.  What lies outside
# the outer ones has its name; nothing else is told apart.

set lmargin at screen 34.0 / W
set rmargin at screen 1 - RIGHT / W
set tmargin at screen 1 - 20.0 / H
set bmargin at screen 34.0 / H
set xrange [0:*]
set yrange [0:GREATEST]
set ytics 0, STEP scale 0 format "%.0f" textcolor rgb GREY
set xtics autofreq scale 0.35 nomirror textcolor rgb GREY offset 0, 0.3 \
	format "%.0f"
set grid ytics linetype 1 linewidth 0.6 linecolor rgb RULE
set label 1 "~s0~" at graph 0.5, screen 8.0 / H center textcolor rgb GREY
set label 2 "~s1~" at graph 0, screen 1 - 8.0 / H left textcolor rgb GREY

outside(rate, low, high) = rate > high || rate < low
plot "wide.tsv" using 2:4 with lines linewidth 1.4 linecolor rgb TEAL \
		dashtype (5, 3), \
	"wide.tsv" using 2:5 with lines linewidth 1.4 linecolor rgb TEAL \
		dashtype (5, 3), \
	"wide.tsv" using 2:6 with lines linewidth 1.6 linecolor rgb GREY, \
	"wide.tsv" using 2:7 with lines linewidth 1.6 linecolor rgb GREY, \
	"wide.tsv" using 2:3 with points pointtype 7 pointsize 0.4 \
		linecolor rgb NAVY, \
	"wide.tsv" using 2:(outside($3, $6, $7) ? $3 : NaN) with points \
		pointtype 5 pointsize 0.5 linecolor rgb ORANGE, \
	"wide.tsv" using 2:(outside($3, $6, $7) ? $3 : NaN): \
		(sprintf("~r%d~", $1 - 1)) with labels left offset 0.9, 0.2 \
		textcolor rgb INK
