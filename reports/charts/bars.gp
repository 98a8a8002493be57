# A bar for each row; a mark where a second column has a figure.

TOP = COLUMNS > 1 ? 24.0 : 4.0
set lmargin at screen LEFT / W
set rmargin at screen 1 - RIGHT / W
set tmargin at screen 1 - TOP / H
set bmargin at screen 4.0 / H
set xrange [0:GREATEST]
set yrange [ROWS - 0.5:-0.5]
unset xtics
unset ytics

if (COLUMNS > 1) {
	set object 1 rectangle from screen LEFT / W, screen 1 - 13.0 / H \
		to screen (LEFT + 14) / W, screen 1 - 4.0 / H \
		fillstyle solid noborder fillcolor rgb NAVY
	set label 1 "~S0~" at screen (LEFT + 19) / W, screen 1 - 8.0 / H \
		left textcolor rgb NAVY
	set object 2 rectangle from screen (LEFT + 116) / W, \
		screen 1 - 15.0 / H to screen (LEFT + 119) / W, \
		screen 1 - 2.0 / H fillstyle solid noborder \
		fillcolor rgb ORANGE
	set label 2 "~s1~" at screen (LEFT + 124) / W, screen 1 - 8.0 / H \
		left textcolor rgb "#8A3A0C"
}
do for [i = 0:ROWS - 1] {
	set label 100 + i sprintf("~r%d~", i) at screen (LEFT - 8) / W, \
		first i right textcolor rgb INK
}
# The figure stands in its bar, or after it where the bar is too short.
inside(v) = v / GREATEST * (W - LEFT - RIGHT) > 44
dx = GREATEST / (W - LEFT - RIGHT)
# And after the mark, where that would stand on it.
start(shown, v) = !shown ? 0 : inside(v) ? 5 * dx : v + 7 * dx
past(x, mark) = mark > x - 4 * dx && mark < x + 62 * dx ? mark + 7 * dx : x

set style fill solid noborder
if (COLUMNS > 1 && numbers[COLUMNS] > 0) {
	plot "cells.tsv" using ($2 == 0 ? ($4 == 0 ? $3 / 2.0 : 0) : NaN):1: \
			(0.0):($4 == 0 ? $3 : 0.0):($1 - 0.34):($1 + 0.34) \
			with boxxyerror fillcolor rgb NAVY, \
		"cells.tsv" using ($2 == 1 && $4 == 0 ? $3 : NaN):1: \
			($3 - 3.2 * dx):($3 + 3.2 * dx):($1 - 0.44): \
			($1 + 0.44) with boxxyerror fillcolor rgb "#FFFFFF", \
		"cells.tsv" using ($2 == 1 && $4 == 0 ? $3 : NaN):1: \
			($3 - 1.5 * dx):($3 + 1.5 * dx):($1 - 0.44): \
			($1 + 0.44) with boxxyerror fillcolor rgb ORANGE, \
		"cells.tsv" using ($2 == 0 ? (bar = $3, shown = $4 == 0, NaN) : \
			shown && inside(bar) || $4 != 0 ? start(shown, bar) : \
			past(start(shown, bar), $3)):1: \
			(sprintf("~C%d.0~", int($1))): \
			(shown && inside(bar) ? 0xFFFFFF : 0x1D2126) \
			with labels left \
			textcolor rgb variable
} else {
	plot "cells.tsv" using ($2 == 0 ? ($4 == 0 ? $3 / 2.0 : 0) : NaN):1: \
			(0.0):($4 == 0 ? $3 : 0.0):($1 - 0.34):($1 + 0.34) \
			with boxxyerror fillcolor rgb NAVY, \
		"cells.tsv" using ($2 == 0 ? start($4 == 0, $3) : NaN):1: \
			(sprintf("~C%d.%d~", int($1), int($2))): \
			($4 == 0 && inside($3) ? 0xFFFFFF : 0x1D2126) \
			with labels left \
			textcolor rgb variable
}
