-- The same figures as the store has.  school_urn is text: keep its quotes.

-- Visits and bytes a day: SELECT count(*), sum(bytes) FROM visit.
SELECT school_urn, day, count() AS visits, sum(bytes) AS bytes
  FROM grid.events WHERE channel = 'web'
 GROUP BY school_urn, day ORDER BY school_urn, day;

-- Pages by category and year group.
SELECT school_urn, category, year, count() AS pages,
       uniqExact(person_key) AS people
  FROM grid.events
 WHERE channel = 'web' AND kind = 'page' AND person_key <> ''
 GROUP BY school_urn, category, year
 ORDER BY school_urn, category, year;

-- Pages asked for by week, as the governors' report has them: allowed, blocked.
SELECT school_urn, toMonday(day) AS week, countIf(type <> 'denied') AS allowed,
       countIf(type = 'denied') AS blocked
  FROM grid.events
 WHERE channel = 'web' AND kind = 'page'
 GROUP BY school_urn, week ORDER BY school_urn, week;

-- What leaves the grid goes by beadle return and beadle receive, which leave
-- out what rests on few people; these figures do not, and stay inside.
