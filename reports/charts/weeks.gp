# A small line chart for each column, three abreast, all on one scale; last
# term dashed behind it.

ABREAST = COLUMNS < 3 ? COLUMNS : 3
DEEP = ceil(COLUMNS / (1.0 * ABREAST))
HEAD = HIDDEN > 0 || BEFORE > 0 ? 20.0 : 4.0
# Where the key of hidden figures begins: after that of the terms.
KEY = BEFORE > 0 ? 186.0 : 0.0
FIRST = LEFT
PANEL_W = (W - FIRST) / ABREAST
PANEL_H = (H - HEAD) / DEEP

set multiplot
do for [k = 1:COLUMNS] {
	across = (k - 1) % ABREAST
	down = (k - 1) / ABREAST
	x = FIRST + across * PANEL_W
	y = HEAD + down * PANEL_H
	set lmargin at screen x / W
	set rmargin at screen (x + PANEL_W - 14) / W
	set tmargin at screen 1 - (y + 18) / H
	set bmargin at screen 1 - (y + PANEL_H - 20) / H

	set xrange [0.5:ROWS + 0.5]
	set yrange [0:GREATEST]
	unset label
	unset object
	unset arrow
	set label 1 sprintf("~S%d~", k - 1) at screen x / W, \
		screen 1 - (y + 8) / H left textcolor rgb INK
	if (across == 0) {
		set label 4 "~x0~" at screen (FIRST - 22) / W, \
			screen 1 - (y + PANEL_H - 11) / H right \
			textcolor rgb GREY
	}
	if (k == 1 && BEFORE > 0) {
		set arrow 1 from screen FIRST / W, screen 1 - 7.0 / H \
			to screen (FIRST + 24) / W, screen 1 - 7.0 / H \
			nohead linewidth 2 linecolor rgb NAVY
		set label 5 "This term" at screen (FIRST + 30) / W, \
			screen 1 - 7.0 / H left textcolor rgb NAVY
		set arrow 2 from screen (FIRST + 90) / W, \
			screen 1 - 7.0 / H to screen (FIRST + 116) / W, \
			screen 1 - 7.0 / H nohead linewidth 1.4 \
			linecolor rgb GREY dashtype (5, 3)
		set label 6 "Last term" at screen (FIRST + 122) / W, \
			screen 1 - 7.0 / H left textcolor rgb GREY
	}
	if (k == 1 && HIDDEN > 0) {
		set object 900 circle at screen (FIRST + KEY + 4) / W, \
			screen 1 - 7.0 / H size screen 2.2 / W \
			fillstyle empty border linecolor rgb NAVY \
			linewidth 1.2
		set label 3 "too few people to show" at \
			screen (FIRST + KEY + 12) / W, \
			screen 1 - 7.0 / H left textcolor rgb GREY
	}
	set ytics 0, STEP scale 0 textcolor rgb GREY
	if (across > 0) {
		set ytics format ""
	} else {
		set ytics format "%.0f"
	}
	set grid ytics linetype 1 linewidth 0.6 linecolor rgb RULE
	set xtics () scale 0.35 nomirror textcolor rgb GREY offset 0, 0.4
	do for [i = 1:ROWS] {
		if (empty[i] > 0) {
			set object i rectangle from i - 0.5, 0 to i + 0.5, \
				GREATEST behind fillstyle solid noborder \
				fillcolor rgb BAND
		}
		if ((i - 1) % EVERY == 0) {
			set xtics add (sprintf("~r%d~", i - 1) i)
		}
	}
	# What has no number is not plotted, for gnuplot would complain: -1 is
	# below the panel.
	was = before[k] > 0
	now = numbers[k] > 0
	hid = few[k] > 0
	low = GREATEST < 5 ? GREATEST / 2 : 2.5
	plot "before.tsv" using 1:(was ? column(k + 1) : -1) with lines \
			linewidth 1.4 linecolor rgb GREY dashtype (5, 3), \
		"wide.tsv" using 1:(now ? column(k + 1) : -1) with lines \
			linewidth 2 linecolor rgb NAVY, \
		"wide.tsv" using 1:(now ? column(k + 1) : -1) with points \
			pointtype 7 pointsize 0.22 linecolor rgb NAVY, \
		"cells.tsv" using ($1 + 1):( \
			hid && $2 == k - 1 && $4 == 1 ? low : -1) with points \
			pointtype 6 pointsize 0.55 linewidth 1.2 \
			linecolor rgb NAVY
}
unset multiplot
