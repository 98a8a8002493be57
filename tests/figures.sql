-- Every figure of the governors' report, counted again: from the store's raw
-- tables and the school's own lists, with nothing of the program.  The store
-- is attached as s; main has what the test has read in:
--
--   f         the report's CSV, a row a figure
--   people terms termly   the lists
--   labels    label, printed, grp;  grps: grp, title, risk
--   asked     term, now (a date): the term, and the day it was made on
--
-- It gives a row for each figure that is wrong, that nothing here accounts
-- for, or that ought to be there and is not.

CREATE TEMP VIEW span AS
SELECT t.start AS first, min(t.end, a.now) AS last
  FROM asked AS a JOIN terms AS t ON t.name = a.term;

CREATE TEMP TABLE event AS
SELECT day, moment, request FROM s.visit
UNION ALL SELECT day, moment, request FROM s.mail
UNION ALL SELECT day, moment, request FROM s.device_event;
CREATE TEMP TABLE day_event AS
SELECT day, count(*) AS n FROM event GROUP BY day;

-- The civil calendar: which days are school days, and which have logs.
CREATE TEMP TABLE calendar AS
WITH RECURSIVE d(day) AS (
	SELECT start FROM terms JOIN asked ON name = term
	UNION ALL
	SELECT date(day, '+1 day') FROM d
	 WHERE day < (SELECT end FROM terms JOIN asked ON name = term))
SELECT day, unixepoch(day) / 86400 AS number,
       date(day, '-' || ((strftime('%w', day) + 6) % 7) || ' days') AS monday,
       (strftime('%w', day) + 6) % 7 + 1 AS weekday,
       strftime('%w', day) BETWEEN '1' AND '5' AND NOT EXISTS (
	SELECT 1 FROM terms
	 WHERE kind <> 'term' AND day BETWEEN start AND end) AS school,
       coalesce((SELECT n FROM day_event AS e
	WHERE e.day = unixepoch(d.day) / 86400), 0) AS events
  FROM d;
-- Days to come say nothing, nor does today before its logs are here.
DELETE FROM calendar WHERE day > (SELECT now FROM asked)
    OR (day = (SELECT now FROM asked) AND events = 0);

CREATE TEMP TABLE month(number, name);
INSERT INTO month VALUES ('01', 'Jan'), ('02', 'Feb'), ('03', 'Mar'),
 ('04', 'Apr'), ('05', 'May'), ('06', 'June'), ('07', 'July'), ('08', 'Aug'),
 ('09', 'Sept'), ('10', 'Oct'), ('11', 'Nov'), ('12', 'Dec');
CREATE TEMP TABLE weekday(number, name);
INSERT INTO weekday VALUES (1, 'Mon'), (2, 'Tue'), (3, 'Wed'), (4, 'Thu'),
 (5, 'Fri'), (6, 'Sat'), (7, 'Sun');

-- "12 Oct", "Mon 12 Oct 2026"
CREATE TEMP VIEW said AS
SELECT day, c.number, (strftime('%d', day) + 0) || ' ' || month.name AS short,
       weekday.name || ' ' || (strftime('%d', day) + 0) || ' ' ||
       month.name || ' ' || strftime('%Y', day) AS long
  FROM (SELECT day, number, weekday FROM calendar
	UNION SELECT DISTINCT monday, unixepoch(monday) / 86400, 1
	  FROM calendar) AS c
  JOIN month ON month.number = strftime('%m', day)
  JOIN weekday ON weekday.number = c.weekday;

-- Items for review, and where each is counted.
CREATE TEMP TABLE counted AS
SELECT i.subject, i.status, i.severity >= 2 AS serious,
       coalesce(l.printed, 'Other rules of the school') AS kind,
       g.title AS grp, coalesce(a.area, g.risk) AS risk,
       (SELECT short FROM said WHERE said.day = (SELECT monday
	FROM calendar AS c WHERE c.number = i.day)) AS week,
       (SELECT weekday FROM calendar AS c WHERE c.number = i.day) AS weekday,
       CASE WHEN i.role IN ('staff', 'technician') THEN 'Staff'
	    WHEN i.role <> 'pupil' THEN 'Others and not known'
	    WHEN i.year + 0 BETWEEN 1 AND 14 THEN 'Year ' || i.year
	    ELSE 'Pupils without a year group' END AS year,
       CASE substr(i.period || ' ', 1, instr(i.period || ' ', ' ') - 1)
	    WHEN 'lesson' THEN 'Lessons'
	    WHEN 'registration' THEN 'Lessons'
	    WHEN 'break' THEN 'Break and lunch'
	    WHEN 'lunch' THEN 'Break and lunch'
	    WHEN 'before-school' THEN 'Before and after school'
	    WHEN 'after-school' THEN 'Before and after school'
	    WHEN 'evening' THEN 'Evening'
	    WHEN 'night' THEN 'Night'
	    WHEN 'weekend' THEN 'Weekends and holidays'
	    WHEN 'holiday' THEN 'Weekends and holidays'
	    WHEN 'inset' THEN 'Weekends and holidays'
	    ELSE 'Not known' END AS band
  FROM s.item AS i
  LEFT JOIN labels AS l ON l.label = i.label
  JOIN grps AS g ON g.grp = coalesce(l.grp, 'GROUP_OTHER_CONDUCT')
  LEFT JOIN areas AS a ON a.of = 'label' AND a.name = i.label
   AND a.area IN ('content', 'contact', 'conduct', 'commerce', 'security')
 WHERE i.treatment IN (1, 2) AND i.status <> 'merged'
   AND i.day BETWEEN (SELECT min(number) FROM calendar)
		 AND (SELECT max(number) FROM calendar);

-- Whom a flag is about: the person, else the account, else the computer.
CREATE TEMP TABLE flagged AS
SELECT l.text AS label, y.text AS type, f.tbl = 1 AS web,
       f.treatment IN (1, 2) AS binds,
       CASE WHEN p.text <> '' THEN 'p:' || p.text
	    WHEN a.text <> '' THEN 'a:' || a.text
	    ELSE 'd:' || d.text END AS subject
  FROM s.flag AS f
  LEFT JOIN s.symbol AS l ON l.id = f.label
  LEFT JOIN s.symbol AS y ON y.id = f.type
  LEFT JOIN s.symbol AS p ON p.id = f.person
  LEFT JOIN s.symbol AS a ON a.id = f.account
  LEFT JOIN s.symbol AS d ON d.id = f.device
 WHERE f.reported = 1
   AND f.day BETWEEN (SELECT min(number) FROM calendar)
		 AND (SELECT max(number) FROM calendar);

CREATE TEMP TABLE pages AS
SELECT y.text AS type, r.text <> '' AS known, count(*) AS n,
       (SELECT short FROM said WHERE said.day = (SELECT monday
	FROM calendar AS c WHERE c.number = v.day)) AS week
  FROM s.visit AS v
  JOIN s.moment AS m ON m.id = v.moment
  JOIN s.symbol AS k ON k.id = m.kind AND k.text = 'page'
  JOIN s.request AS q ON q.id = v.request
  LEFT JOIN s.symbol AS y ON y.id = q.type
  JOIN s.who AS w ON w.id = v.who
  LEFT JOIN s.symbol AS r ON r.id = w.role
 WHERE v.day BETWEEN (SELECT min(number) FROM calendar)
		 AND (SELECT max(number) FROM calendar)
 GROUP BY 1, 2, 4;

CREATE TEMP TABLE hours AS
SELECT day, count(DISTINCT hour) AS hours
  FROM (SELECT DISTINCT day, moment FROM event)
  JOIN s.moment ON s.moment.id = moment
 WHERE hour BETWEEN 9 AND 15
 GROUP BY day;

CREATE TEMP TABLE logs AS
SELECT day, CASE WHEN d.text LIKE 'squid%' THEN 'Web filter and proxy'
	    WHEN d.text LIKE 'postfix%' THEN 'Mail server'
	    WHEN d.text LIKE 'win%' OR d.text LIKE 'sysmon%' OR
		d.text LIKE 'evtx%' THEN 'Windows computers'
	    ELSE d.text END AS source, count(*) AS n
  FROM event AS e
  JOIN s.request AS q ON q.id = e.request
  -- What beadle itself finds missing is an event of its own, and no log.
  JOIN s.symbol AS d ON d.id = q.dataset AND d.text NOT LIKE 'beadle.%'
 WHERE day BETWEEN (SELECT min(number) FROM calendar)
	       AND (SELECT max(number) FROM calendar)
 GROUP BY 1, 2;

CREATE TEMP TABLE roll AS
SELECT 'Year ' || year AS year, count(*) AS n
  FROM people JOIN span
 WHERE role = 'pupil' AND ("left" = '' OR "left" >= first)
 GROUP BY 1;

-- The longest run of school days without logs: numbered school days less
-- numbered days without logs are alike within a run.
CREATE TEMP TABLE gap AS
SELECT count(*) AS n, min(day) AS first, max(day) AS last
  FROM (SELECT day, row_number() OVER (ORDER BY day) - at AS run
	  FROM (SELECT day, events,
		       row_number() OVER (ORDER BY day) AS at
		  FROM calendar WHERE school)
	 WHERE events = 0)
 GROUP BY run ORDER BY n DESC, first LIMIT 1;

-- What is recounted: n is the figure, people how many it rests on (NULL: a
-- figure of the system, which is never hidden); words are compared as such.
CREATE TEMP TABLE own(measure, one, two, n, people, words);

INSERT INTO own SELECT 'Items for review', '', '', count(*),
       count(DISTINCT subject), NULL FROM counted;
INSERT INTO own SELECT measure, '', '', count(*), count(DISTINCT subject),
       NULL
  FROM counted JOIN (SELECT column1 AS status, column2 AS measure FROM (
	VALUES ('confirmed', 'Incidents confirmed'),
	 ('closed', 'Incidents confirmed'), ('closed', 'Incidents closed'),
	 ('open', 'Items not yet looked at'),
	 ('rejected', 'Items rejected'))) USING (status)
 GROUP BY measure;
INSERT INTO own SELECT 'Items looked at', '', '', count(*),
       count(DISTINCT subject), NULL FROM counted WHERE status <> 'open';
INSERT INTO own SELECT 'Items of the most serious class', '', '', count(*),
       count(DISTINCT subject), NULL FROM counted WHERE serious;
INSERT INTO own SELECT 'Most serious items looked at', '', '', count(*),
       count(DISTINCT subject), NULL FROM counted
 WHERE serious AND status <> 'open';
INSERT INTO own SELECT 'Share of items rejected', '', '',
       round(100.0 * n / (SELECT n FROM own
	WHERE measure = 'Items looked at')), NULL, NULL
  FROM own WHERE measure = 'Items rejected';
INSERT INTO own SELECT upper(substr(risk, 1, 1)) || substr(risk, 2), '', '',
       count(*), count(DISTINCT subject), NULL FROM counted GROUP BY risk;
INSERT INTO own SELECT 'Tries to get round the filter', '', '', count(*),
       count(DISTINCT subject), NULL
  FROM counted WHERE grp = 'Getting round the filter';
INSERT INTO own SELECT 'People who tried', '', '', count(DISTINCT subject),
       count(DISTINCT subject), NULL
  FROM counted WHERE grp = 'Getting round the filter';
INSERT INTO own SELECT measure, '', '', count(*), count(DISTINCT subject),
       NULL
  FROM counted JOIN (SELECT column1 AS band, column2 AS measure FROM (
	VALUES ('Lessons', 'In lessons'),
	 ('Break and lunch', 'At break and lunch'),
	 ('Before and after school', 'Before and after school'),
	 ('Evening', 'In the evening'), ('Night', 'At night'),
	 ('Weekends and holidays', 'Weekends and holidays'))) USING (band)
 GROUP BY measure;

INSERT INTO own SELECT 'Flags', '', '', count(*), NULL, NULL
  FROM flagged WHERE binds;
INSERT INTO own SELECT 'Observations, flags', '', '', count(*), NULL, NULL
  FROM flagged WHERE NOT binds;
INSERT INTO own SELECT CASE type WHEN 'denied' THEN 'Flagged requests stopped'
	ELSE 'Flagged requests let through' END, '', '', count(*),
       min(count(DISTINCT subject), coalesce(nullif(count(DISTINCT CASE WHEN
	label <> 'circumvention' THEN subject END), 0), 5)), NULL
  FROM flagged WHERE binds AND web AND type IN ('denied', 'allowed')
 GROUP BY type;
INSERT INTO own SELECT CASE type WHEN 'denied' THEN 'Tries stopped'
	WHEN 'allowed' THEN 'Tries let through'
	ELSE 'Tries, not known' END, '', '', count(*),
       count(DISTINCT subject), NULL
  FROM flagged WHERE binds AND label = 'circumvention' GROUP BY 1;

INSERT INTO own SELECT 'School days', '', '', count(*), NULL, NULL
  FROM calendar WHERE school;
INSERT INTO own SELECT 'School days with logs', '', '', count(*), NULL, NULL
  FROM calendar WHERE school AND events > 0;
INSERT INTO own SELECT 'Longest gap, school days', '', '', n, NULL, NULL
  FROM gap;
INSERT INTO own SELECT 'Longest gap', '', '', NULL, NULL,
       CASE WHEN a.day = b.day THEN b.long
	WHEN substr(a.day, 1, 4) <> substr(b.day, 1, 4)
	THEN a.long || ' to ' || b.long
	ELSE substr(a.long, 1, length(a.long) - 5) || ' to ' || b.long END
  FROM gap JOIN said AS a ON a.day = gap.first
  JOIN said AS b ON b.day = gap.last;
-- The zone of the sample school is an hour from UTC at most; its nights run
-- at four, so that the date is the same.
INSERT INTO own SELECT 'Nights run', '', '',
       count(DISTINCT started / 86400000000), NULL, NULL
  FROM s.night WHERE ok AND date(started / 1000000, 'unixepoch', '-1 day')
	BETWEEN (SELECT min(day) FROM calendar)
	    AND (SELECT max(day) FROM calendar);
INSERT INTO own SELECT 'Nights', '', '', max(0, julianday(min(date(now,
	'-1 day'), last)) - julianday(max(first, (SELECT
	date(min(started) / 1000000, 'unixepoch', '-1 day') FROM s.night)))
	+ 1), NULL, NULL FROM asked, span;
INSERT INTO own SELECT column1, '', '', column2, NULL, NULL FROM (
	SELECT 'Records read' AS column1, sum(records) AS column2
	  FROM s.member
	UNION SELECT 'Records used', sum(used) FROM s.member
	UNION SELECT 'Records read before', sum(duplicate) FROM s.member
	UNION SELECT 'Records left out by policy', sum(ignored) FROM s.member
	UNION SELECT 'Records not understood', sum(rejected) FROM s.member)
 WHERE (SELECT n FROM own WHERE measure = 'Nights run') > 0;
INSERT INTO own SELECT 'Pages asked for', '', '', sum(n), NULL, NULL
  FROM pages;
INSERT INTO own SELECT 'Pages blocked', '', '', sum(n), NULL, NULL
  FROM pages WHERE type = 'denied';
INSERT INTO own SELECT 'Share of pages blocked', '', '',
       round(100.0 * sum(CASE WHEN type = 'denied' THEN n END) / sum(n), 2),
       NULL, NULL FROM pages;
INSERT INTO own SELECT 'Share of pages with a known person', '', '',
       round(100.0 * sum(n * known) / sum(n), 1), NULL, NULL FROM pages;
INSERT INTO own SELECT 'Pages without a known person', '', '',
       round(100.0 * sum(n * NOT known) / sum(n), 1), NULL, NULL FROM pages;

-- Tables.
INSERT INTO own SELECT 'Items for review, by week', week, 'All kinds',
       count(*), count(DISTINCT subject), NULL FROM counted GROUP BY week;
-- Few groups stand beside all kinds, more have a table of their own.
INSERT INTO own SELECT measure, week, grp, count(*), count(DISTINCT subject),
       NULL
  FROM counted, (SELECT 'Items for review, by week' AS measure
	UNION SELECT 'Items for review, by week and group') GROUP BY 1, 2, 3;
INSERT INTO own SELECT 'Items for review by the four Cs, and other terms',
       upper(substr(risk, 1, 1)) || substr(risk, 2), 'This term', count(*),
       count(DISTINCT subject), NULL FROM counted GROUP BY risk;
INSERT INTO own SELECT 'Items for review by the four Cs, and other terms',
       'All kinds', 'This term', count(*), count(DISTINCT subject), NULL
  FROM counted;
INSERT INTO own SELECT 'Items for review, by time of day', band, 'Items',
       count(*), count(DISTINCT subject), NULL FROM counted GROUP BY band;
INSERT INTO own SELECT 'Items for review, by time of day and weekday', band,
       weekday.name, count(*), count(DISTINCT subject), NULL
  FROM counted JOIN weekday ON weekday.number = counted.weekday GROUP BY 2, 3;
INSERT INTO own SELECT 'Items for review, by kind', kind, 'Items', count(*),
       count(DISTINCT subject), NULL FROM counted GROUP BY kind;
INSERT INTO own SELECT 'Items for review, by kind', grp, 'Items', count(*),
       count(DISTINCT subject), NULL FROM counted GROUP BY grp;
INSERT INTO own SELECT 'Items for review, by kind', 'All kinds', 'Items',
       count(*), count(DISTINCT subject), NULL FROM counted;
INSERT INTO own SELECT 'Items for review, by year group', year, 'Items',
       count(*), count(DISTINCT subject), NULL FROM counted GROUP BY year;
INSERT INTO own SELECT 'Items for review, by year group', 'All', 'Items',
       count(*), count(DISTINCT subject), NULL FROM counted;
INSERT INTO own SELECT 'Items for review, by year group', year,
       'Pupils on the list', n, NULL, NULL FROM roll;
INSERT INTO own SELECT measure, year, column_, round(100.0 *
	count(subject) / n, 1), count(DISTINCT subject), NULL
  FROM roll LEFT JOIN counted USING (year),
       (SELECT 'Items for review, by year group' AS measure,
	       'For each 100 pupils' AS column_
	UNION SELECT 'Items for each 100 pupils, by year group',
		     'This term')
 GROUP BY measure, year;
-- Flags of the web by area; of Conduct also those that are no tries, which
-- whoever knows the tries can take from it.
CREATE TEMP TABLE stopped AS
SELECT CASE type WHEN 'denied' THEN 'Stopped' ELSE 'Let through' END AS how,
       upper(substr(risk, 1, 1)) || substr(risk, 2) AS area, subject, label
  FROM (SELECT flagged.*, coalesce(a.area, g.risk) AS risk
	  FROM flagged LEFT JOIN labels AS l USING (label)
	  JOIN grps AS g ON g.grp = coalesce(l.grp, 'GROUP_OTHER_CONDUCT')
	  LEFT JOIN areas AS a ON a.of = 'label' AND a.name = flagged.label
	   AND a.area IN ('content', 'contact', 'conduct', 'commerce',
		'security'))
 WHERE binds AND web AND type IN ('denied', 'allowed');
INSERT INTO own SELECT 'Flagged requests on the web, by area', area, how,
       count(*), count(DISTINCT subject), NULL FROM stopped GROUP BY 2, 3;
INSERT INTO own SELECT 'Flagged requests on the web, by area', 'All areas',
       how, count(*), count(DISTINCT subject), NULL FROM stopped GROUP BY 3;
INSERT INTO own SELECT 'Pages asked for on the web, by week', week,
       CASE type WHEN 'denied' THEN 'Blocked' ELSE 'Allowed' END, sum(n),
       NULL, NULL FROM pages GROUP BY 2, 3;
INSERT INTO own SELECT 'Pages blocked of each 10,000, by week', week,
       'This term', round(10000.0 * sum(CASE type WHEN 'denied' THEN n
	ELSE 0 END) / sum(n)), NULL, NULL FROM pages GROUP BY 2;
INSERT INTO own SELECT 'Pages blocked of each 10,000, by week', w.short,
       'This term', NULL, NULL, 'not measured'
  FROM (SELECT monday, sum(events) AS n, max(school) AS school
	  FROM calendar GROUP BY monday) AS weeks
  JOIN said AS w ON w.day = weeks.monday WHERE weeks.n = 0 AND school;
INSERT INTO own SELECT 'Logs read, by source', source, 'Entries', sum(n),
       NULL, NULL FROM logs GROUP BY source;
INSERT INTO own SELECT 'Logs read, by source', source,
       'School days with logs', count(*), NULL, NULL
  FROM logs JOIN calendar ON calendar.number = logs.day AND school
 GROUP BY source;
INSERT INTO own SELECT 'Logs read, by source', source, 'School days so far',
       (SELECT count(*) FROM calendar WHERE school), NULL, NULL
  FROM (SELECT DISTINCT source FROM logs);
INSERT INTO own SELECT 'Share of the school day that the logs cover, in per '
       || 'cent', w.short, weekday.name,
       round(100.0 * coalesce(hours, 0) / 7), NULL, NULL
  FROM calendar AS c JOIN said AS w ON w.day = c.monday
  JOIN weekday ON weekday.number = c.weekday
  LEFT JOIN hours ON hours.day = c.number
 WHERE school;

INSERT INTO own SELECT 'Advisory items', '', '', count(*),
       count(DISTINCT subject), NULL
  FROM s.item WHERE treatment = 3 AND status <> 'merged'
   AND day IN (SELECT number FROM calendar) HAVING count(*) > 0;

-- Minutes from being found to the first look of a person.
CREATE TEMP TABLE looks AS
SELECT severity >= 2 AS serious, subject,
       (SELECT min(time) FROM s.item_note WHERE item = i.id
	   AND act NOT IN ('merged', 'unmerged')) / 60000000 -
       i.created / 60000000 AS minutes
  FROM s.item AS i
 WHERE treatment IN (1, 2) AND status <> 'merged'
   AND i.day IN (SELECT number FROM calendar)
   AND EXISTS (SELECT 1 FROM s.item_note WHERE item = i.id
	   AND act NOT IN ('merged', 'unmerged'));
CREATE TEMP VIEW look_class AS
SELECT 1 AS serious, 1440 AS most,
       'Most serious; to be looked at in a day' AS title
UNION SELECT 0, 14 * 1440, 'Others; to be looked at in two weeks';
INSERT INTO own SELECT 'Time from being found to a first look', title,
       'Half of them within, hours', (SELECT round(minutes / 60.0, 1)
	  FROM (SELECT serious, minutes, count(*) OVER w AS n, row_number()
		  OVER (PARTITION BY serious ORDER BY minutes) AS place
		  FROM looks WINDOW w AS (PARTITION BY serious)) AS l
	 WHERE l.serious = c.serious AND place = (n + 1) / 2),
       (SELECT count(DISTINCT subject) FROM looks
	 WHERE looks.serious = c.serious), NULL
  FROM look_class AS c;
INSERT INTO own SELECT 'Time from being found to a first look', title,
       'Looked at in time', (SELECT round(100.0 * count(CASE WHEN
	minutes <= most THEN 1 END) / count(*)) FROM looks
	 WHERE looks.serious = c.serious),
       (SELECT count(DISTINCT subject) FROM looks
	 WHERE looks.serious = c.serious), NULL
  FROM look_class AS c;
INSERT INTO own SELECT 'Hours until serious items were first looked at, '
       || 'median', '', '', n, people, NULL
  FROM own WHERE one LIKE 'Most serious;%' AND two LIKE 'Half of them%';
INSERT INTO own SELECT 'Reports of pages wrongly blocked', '', '', count(*),
       NULL, NULL FROM s.entry
 WHERE kind = 'over-blocking' AND CASE WHEN told > 0 THEN told
	ELSE start / 86400000000 END IN (SELECT number FROM calendar);

-- What a person entered.
INSERT INTO own SELECT measure, '', '', NULL, NULL, value
  FROM termly JOIN asked USING (term)
  JOIN (SELECT column1 AS what, column2 AS measure FROM (
	VALUES ('training', 'Staff trained'), ('assemblies', 'Assemblies'),
	 ('workshops', 'Workshops for families'),
	 ('filter-tests', 'Tests of the filter'),
	 ('filter-tests-passed', 'Tests of the filter passed'),
	 ('comment', 'Comment of the safeguarding lead'),
	 ('decision', 'Decision asked of the board'))) USING (what);
INSERT INTO own SELECT 'Last review', '', '', NULL, NULL, long
  FROM termly JOIN asked USING (term) JOIN said ON said.day = value
 WHERE what = 'review-date';
INSERT INTO own SELECT measure, w.short, grp, NULL, NULL, 'not measured'
  FROM (SELECT monday, sum(events) AS n, max(school) AS school
	  FROM calendar GROUP BY monday) AS weeks
  JOIN said AS w ON w.day = weeks.monday,
       (SELECT 'Items for review, by week' AS measure, 'All kinds' AS grp
	UNION SELECT 'Items for review, by week', title FROM grps
	UNION SELECT 'Items for review, by week and group', title FROM grps)
 WHERE weeks.n = 0 AND school;
INSERT INTO own SELECT DISTINCT measure, '', '', NULL, NULL, 'not measured'
  FROM f WHERE measure IN ('Items for review, last term',
	'Items for review, same term last year');
INSERT INTO own SELECT measure, breakdown_1, breakdown_2, NULL, NULL,
       'not measured'
  FROM f WHERE measure = 'Items for review by the four Cs, and other terms'
   AND breakdown_2 <> 'This term';

-- The largest of the groups whose figure is shown.
INSERT INTO own SELECT column1, '', '', CASE column1 WHEN 'Largest group'
	THEN NULL ELSE n END, NULL,
       CASE column1 WHEN 'Largest group' THEN title END
  FROM (SELECT title, own.n FROM grps JOIN own
	    ON own.measure = 'Items for review, by kind' AND one = title
	  JOIN f ON f.measure = own.measure AND breakdown_1 = one
	 WHERE f.unit = 'number'
	 ORDER BY own.n DESC, grps.at LIMIT 1),
       (VALUES ('Largest group'), ('Items of the largest group'));

-- A count that is nowhere in the store is nought.
CREATE TEMP TABLE counts AS
SELECT DISTINCT measure FROM own
 WHERE measure LIKE 'Items for review%' OR measure LIKE 'Tries%'
    OR measure LIKE 'Flagged requests%';
INSERT INTO counts VALUES ('Incidents confirmed'), ('Incidents closed'),
 ('Items rejected'), ('Items not yet looked at'), ('Content'), ('Contact'),
 ('Conduct'), ('Commerce'), ('Security'), ('In lessons'),
 ('At break and lunch'), ('Before and after school'), ('In the evening'),
 ('At night'), ('Weekends and holidays'), ('Tries stopped'),
 ('Tries let through'), ('Tries, not known'), ('Flagged requests stopped'),
 ('Flagged requests let through');

-- Kinds of a group that is told as a whole only.
CREATE TEMP TABLE untold AS
SELECT label, printed FROM labels JOIN grps USING (grp)
 WHERE grp NOT IN (SELECT grp FROM labels JOIN f
	ON measure = 'Items for review, by kind' AND breakdown_1 = printed
	WHERE value <> 'not shown');

CREATE TEMP TABLE beside AS
SELECT f.rowid AS row, f.measure, f.breakdown_1, f.breakdown_2, f.value,
       f.unit, f.mark, own.words,
       CASE WHEN own.measure IS NOT NULL THEN own.n
	    WHEN f.measure IN (SELECT measure FROM counts) THEN 0 END AS n,
       CASE WHEN own.measure IS NOT NULL THEN own.people
	    ELSE 0 END AS people
  FROM f LEFT JOIN own ON own.measure = f.measure
   AND own.one = f.breakdown_1 AND own.two = f.breakdown_2
   AND (own.words IS NULL OR own.measure <> 'Decision asked of the board'
	OR own.words = f.value);

CREATE TEMP TABLE verdict AS
SELECT row, measure, breakdown_1, breakdown_2, value, n, people,
       CASE
	WHEN words IS NOT NULL THEN value = words
	WHEN value = 'not measured' THEN n IS NULL AND (measure LIKE
		'Hours until %' OR measure LIKE 'Time from being found%' OR
		measure = 'Share of items rejected')
	WHEN n IS NULL THEN 0
	WHEN value = 'fewer than 5' THEN people BETWEEN 1 AND 4
	WHEN value = 'not shown' THEN people >= 5 OR breakdown_1 IN (
		SELECT printed FROM untold)
	WHEN unit IN ('number', '%') THEN abs(value - n) < 0.0001 AND
		(people IS NULL OR people >= 5 OR n = 0)
	ELSE 0 END AND CASE
	WHEN value = 'not measured' THEN mark = 'not measured'
	WHEN measure IN ('Staff trained', 'Assemblies',
		'Workshops for families', 'Tests of the filter',
		'Tests of the filter passed', 'Last review',
		'Comment of the safeguarding lead',
		'Decision asked of the board',
		'Reports of pages wrongly blocked') THEN mark = 'entered'
	ELSE mark = 'measured' END AS holds
  FROM beside;

SELECT 'row ' || (row + 1) || ': ' || measure || ', ' || breakdown_1 || ', ' ||
       breakdown_2 || ': ' || value || ', but counted: ' ||
       coalesce(n, 'nothing') || ', people: ' || coalesce(people, '-')
  FROM verdict WHERE NOT coalesce(holds, 0);
-- Groups without a chart by week have their sums only, and so have the times
-- of day without a row by weekday; where one day is told all of them are.
SELECT 'is not there: ' || measure || ', ' || one || ', ' || two || ': ' || n
  FROM own
 WHERE n > 0 AND measure <> 'Items for review, by week and group'
   AND NOT (measure = 'Items for review, by week' AND two <> 'All kinds')
   AND NOT (measure = 'Items for review, by time of day and weekday'
	AND NOT EXISTS (SELECT 1 FROM f WHERE f.measure = own.measure
	    AND breakdown_1 = one))
   AND (one = '' OR measure IN (SELECT measure FROM f))
   AND NOT EXISTS (SELECT 1 FROM f WHERE f.measure = own.measure
	AND breakdown_1 = one AND breakdown_2 = two);
SELECT 'recounted: ' || count(*) FROM verdict WHERE holds;
