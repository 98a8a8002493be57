# The nights of all schools, where there is no systemd; where there is, each
# has a timer of its own: systemctl enable --now beadle@SCHOOL.timer.
# Nothing runs before there is an /etc/beadle/SCHOOL/school.yml.
MAILTO=root
30 2 * * *  beadle  [ -d /run/systemd/system ] || [ ! -x /usr/bin/beadle ] || for s in /etc/beadle/*/school.yml; do [ ! -e "$s" ] || nice beadle nightly -c "$s"; done
