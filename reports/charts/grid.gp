# A cell for each figure, the figure in it; colours come with the cells.
# cells.tsv: row, column, value, state, fill, text colour, border.

set lmargin at screen LEFT / W
set rmargin at screen 1 - RIGHT / W
set tmargin at screen 1 - 20.0 / H
set bmargin at screen 2.0 / H
set xrange [-0.5:COLUMNS - 0.5]
set yrange [ROWS - 0.5:-0.5]
unset xtics
unset ytics

do for [i = 0:ROWS - 1] {
	set label 100 + i sprintf("~r%d~", i) at screen (LEFT - 8) / W, \
		first i right textcolor rgb INK
}
do for [k = 0:COLUMNS - 1] {
	set label 300 + k sprintf("~s%d~", k) at first k, \
		screen 1 - 10.0 / H center textcolor rgb INK
}
# The border first, then the cell a little smaller inside it.
dx = COLUMNS / (W - LEFT - RIGHT)
dy = ROWS / (H - 22.0)
set style fill solid noborder
plot "cells.tsv" using 2:1:($2 - 0.5 + dx):($2 + 0.5 - dx): \
		($1 - 0.5 + dy):($1 + 0.5 - dy):7 \
		with boxxyerror fillcolor rgb variable, \
	"cells.tsv" using 2:1:($2 - 0.5 + 2.4 * dx):($2 + 0.5 - 2.4 * dx): \
		($1 - 0.5 + 2.4 * dy):($1 + 0.5 - 2.4 * dy):5 \
		with boxxyerror fillcolor rgb variable, \
	"cells.tsv" using 2:1:(sprintf("~c%d.%d~", int($1), int($2))):6 \
		with labels center textcolor rgb variable
