# A second term for a store of the sample school: what was found from October
# on comes again 14 weeks later, without some of it.
second_term() { # second_term STORE
	sqlite3 "$1" "INSERT INTO coverage SELECT day + 98, dataset, events,
		first, last FROM coverage;
	    INSERT INTO daily_person SELECT day + 98, label, channel, number,
		known, role, year, period, hour, type, flags
	      FROM daily_person;
	    INSERT INTO item(name, status, label, subject, subject_number,
		role, year, period, start, end, day, hour, events, severity,
		treatment, attribution, rules, created, changed)
	    SELECT 'z' || name, status, label, subject, subject_number, role,
		year, period, start, end, day + 98, hour, events, severity,
		treatment, attribution, rules, created, changed
	      FROM item WHERE id % 5 > 0"
}
