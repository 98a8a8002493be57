/* Every report that beadle makes.  The only registration. */
REPORT(governors)
REPORT(incident_log)
REPORT(weekly)
