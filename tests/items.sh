# A store of the sample school with as many items for review as are wanted: its
# own, over and over, each a second later.
multiply_items() { # multiply_items STORE COUNT
	sqlite3 "$1" "CREATE TEMP TABLE had AS
		SELECT *, row_number() OVER (ORDER BY id) - 1 AS place
		  FROM item WHERE treatment IN (1, 2);
	    DELETE FROM item WHERE treatment IN (1, 2) AND id IN (
		SELECT id FROM had WHERE place >= $2);
	    WITH RECURSIVE n(k) AS (SELECT (SELECT count(*) FROM had)
		UNION ALL SELECT k + 1 FROM n WHERE k + 1 < $2)
	    INSERT INTO item(name, status, label, subject, subject_number,
		account, person, device, room, role, year, period, start, end,
		day, hour, events, severity, treatment, attribution, rules,
		created, changed)
	    SELECT name || '-' || k, status, label, subject, subject_number,
		account, person, device, room, role, year, period,
		start + k / (SELECT count(*) FROM had) * 1000000, end, day,
		hour, events, severity, treatment, attribution, rules,
		created, changed
	      FROM n JOIN had ON place = k % (SELECT count(*) FROM had)
	     WHERE k < $2 AND $2 > (SELECT count(*) FROM had)"
}
