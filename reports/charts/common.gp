# What all charts share.  A chart is drawn from numbers alone, which beadle
# writes: size.tsv, rows.tsv, columns.tsv, wide.tsv, before.tsv and cells.tsv.
# Words never come here: each stands as a token such as ~r0~ (the name of
# the first row), which beadle replaces in the finished SVG.

set encoding utf8
set datafile separator "\t"

# One line of size.tsv: width, height, rows, columns, greatest value,
# distance of ticks, left margin, right margin, distance of row labels,
# figures that are not shown, whether another term stands beside it.
array size[11]
do for [i = 1:11] {
	stats "size.tsv" using i nooutput
	size[i] = STATS_max
}
W = size[1]
H = size[2]
ROWS = int(size[3])
COLUMNS = int(size[4])
GREATEST = size[5]
STEP = size[6]
LEFT = size[7]
RIGHT = size[8]
EVERY = int(size[9])
HIDDEN = int(size[10])
BEFORE = int(size[11])

# rows.tsv: 1 for a row without any figure, such as a week of holiday.
# columns.tsv: figures, figures not shown, last row, height of a label,
# figures of the other term.
array empty[ROWS]
do for [i = 1:ROWS] {
	stats "rows.tsv" every ::i-1::i-1 using 1 nooutput
	empty[i] = STATS_max
}
array numbers[COLUMNS]
array few[COLUMNS]
array heights[COLUMNS]
array before[COLUMNS]
do for [k = 1:COLUMNS] {
	stats "columns.tsv" every ::k-1::k-1 using 1 nooutput
	numbers[k] = STATS_max
	stats "columns.tsv" every ::k-1::k-1 using 2 nooutput
	few[k] = STATS_max
	stats "columns.tsv" every ::k-1::k-1 using 4 nooutput
	heights[k] = STATS_max
	stats "columns.tsv" every ::k-1::k-1 using 5 nooutput
	before[k] = STATS_max
}

NAVY = "#12436D"
ORANGE = "#F46A25"
TEAL = "#1B7A72"
GREY = "#53595F"
RULE = "#D5DBE1"
BAND = "#E9EDF1"
INK = "#1D2126"

set terminal svg size W,H fixed noenhanced font "Noto Sans,9" \
	linewidth 1 background "#FFFFFF00"
set output "chart.svg"
unset key
set border 0
