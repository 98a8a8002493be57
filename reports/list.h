/* Every report that beadle makes.  The only registration. */
REPORT(governors)
REPORT(incident_log)
REPORT(weekly)
REPORT(staff_sheet)
REPORT(year_sheet)
REPORT(it_sheet)
REPORT(missing)
