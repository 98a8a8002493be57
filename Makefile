# beadle: reads a school's logs, finds what breaks its policy, reports.
#
# make                 build everything into build/release
# make demo            install what is needed, build, run the sample school
# make check           install what is needed, run all tests (T=name: some)
# make check V=asan    the same under AddressSanitizer and UBSan
# make check V=valgrind  the same under valgrind
# make check-long      what takes longer than a coffee
# make accept          take today's output as golden; then read git diff
# make lint            walls, banned words, warnings of gcc and clang, manual
# make fuzz FUZZ=squid SECONDS=60    one fuzz target with libFuzzer
# make sigma-score RULES=FOLDER EVENTS=FILE.ndjson[.xz]    score the judge
# make bench LINES=2000000  the night beside gunzip | mawk, as ratios
# make bench-stages    what each stage of it costs, in instructions a line
# make bench-reports   the named log of 180 and 5,000 items: part of bench
# make bench-formats   each format beside gunzip | wc: part of bench
# make bench-grid      school-days on 1, 2 and 4 tasks; 500 schools x 65 days
# make deps            install the Debian packages that building needs
# make install PREFIX=/usr/local DESTDIR=
# make deb             the Debian package, in build/deb
# make clean help

V       ?= release
B       := build/$(V)
PREFIX  ?= /usr/local
VERSION := 0.1

PACKAGES := libarchive libcrypto libcsv sqlite3 zlib yaml-0.1 libpcre2-8 \
	   libpsl libcjson cairo pango pangocairo librsvg-2.0 libqpdf \
	   fontconfig libxxhash pangoft2 libseccomp expat libical
# ISA-L inflates gzip about three times as fast as zlib, which does it where
# ISA-L is not (Debian has it for amd64 and arm64).
ifeq ($(shell pkg-config --exists libisal && echo yes),yes)
PACKAGES += libisal
CPPFLAGS += -DHAVE_ISAL
endif
# libcsv has no pkg-config file in Debian.
PKGS    := $(filter-out libcsv,$(PACKAGES))
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
PKG_LIBS   := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lcsv

WARN    := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes \
	   -Wmissing-prototypes -Wwrite-strings -Wpointer-arith \
	   -Wconversion -Wsign-conversion -Wformat=2 -Wvla
CPPFLAGS += -D_GNU_SOURCE -DBEADLE_VERSION='"$(VERSION)"' -Iinclude
CFLAGS.debug    := -O1 -g
CFLAGS.release  := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong \
	   -fstack-clash-protection -fPIE -ffile-prefix-map=$(CURDIR)=.
CFLAGS.asan     := -O1 -g -fsanitize=address,undefined \
	   -fno-sanitize-recover=all -fno-omit-frame-pointer
# Compiled expressions read beyond a text's end, to no effect, and valgrind
# cannot be told so of code that has no name.
CFLAGS.valgrind := -O1 -g -DREGEX_NO_JIT
LDFLAGS.release := -pie -Wl,-z,relro,-z,now,-z,noexecstack
LDFLAGS.asan    := -fsanitize=address,undefined
ALL_CFLAGS = -std=c11 $(WARN) $(WERROR) $(CFLAGS.$(V)) $(CFLAGS)
ALL_LDFLAGS = $(LDFLAGS.$(V)) $(LDFLAGS)

CMDS    := $(patsubst cmd/%.c,$(B)/%,$(wildcard cmd/*.c))
SOURCES := $(wildcard lib/*/*.c reports/*.c)
OBJS    := $(patsubst %.c,$(B)/%.o,$(SOURCES))
UNITS   := $(patsubst tests/unit/%.c,$(B)/unit/%.t,$(wildcard tests/unit/*.c))
REPLAYS := $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(wildcard tests/fuzz/*.c))
TOOLS   := $(patsubst tests/tools/%.c,$(B)/tools/%,$(wildcard tests/tools/*.c))
TESTS   := $(wildcard tests/*.t)

all: $(CMDS) $(B)/beadle-logs.7

# The page of what can be read is made of the formats themselves.
$(B)/beadle-logs.7: cmd/beadle-logs.7.sh cmd/beadle-logs.speed \
	    $(B)/beadle-formats
	sh $< $(B)/beadle-formats >$@.new && mv $@.new $@

# Third-party headers are searched as system headers, so that their warnings
# are theirs.
$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(patsubst -I%,-isystem %,$(PKG_CFLAGS)) \
	    $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/libbeadle.a: $(OBJS)
	rm -f $@
	ar rcsD $@ $(OBJS)

$(CMDS): $(B)/%: $(B)/cmd/%.o $(B)/libbeadle.a
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS) -lm

$(UNITS): $(B)/unit/%.t: $(B)/tests/unit/%.o $(B)/libbeadle.a
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS) -lm

$(REPLAYS): $(B)/fuzz/%: $(B)/tests/fuzz/%.o $(B)/tests/fuzz/main/replay.o \
	    $(B)/libbeadle.a
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS) -lm

$(TOOLS): $(B)/tools/%: $(B)/tests/tools/%.o $(B)/libbeadle.a
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS) -lm

# What Debian 12 must have: to build and run, and to test.
DEPS := gcc libc6-dev pkg-config zlib1g-dev libarchive-dev libsqlite3-dev \
	libcsv-dev libyaml-dev libpcre2-dev libpsl-dev libcjson-dev \
	libssl-dev libxxhash-dev libcairo2-dev libpango1.0-dev librsvg2-dev \
	libqpdf-dev libfontconfig-dev libseccomp-dev libexpat1-dev libical-dev \
	gnuplot-nox fonts-noto-core tzdata
ifneq ($(filter amd64 arm64,$(shell dpkg --print-architecture 2>/dev/null)),)
DEPS += libisal-dev
endif
TEST_DEPS := clang time libclang-rt-14-dev valgrind perl mandoc poppler-utils \
	xz-utils bzip2 zip unzip zstd mawk sqlite3 glpk-utils minisign rsync \
	signify-openbsd age

deps:
	@tests/install-deps $(DEPS)

test-deps: deps
	@tests/install-deps $(TEST_DEPS)

# The first goals install what the rest needs, so the rest is a second make,
# which asks pkg-config anew.
demo: deps
	@$(MAKE) --no-print-directory run-demo

run-demo: all
	@rm -rf out
	@mkdir -p out
	$(B)/beadle nightly -c sample-logs/school/school.yml -d out/beadle.db \
	    -o out
	@for report in governors incident-log return; do \
		$(B)/beadle report $$report -c sample-logs/school/school.yml \
		    -d out/beadle.db -t autumn-2026 -o out || exit 1; \
	done
	@$(B)/beadle report weekly -c sample-logs/school/school.yml \
	    -d out/beadle.db -t 2026-W43 -o out
	@echo; echo "The store and the reports:"; find out -type f | sort

check: test-deps
	@$(MAKE) --no-print-directory run-check
ifeq ($(V),release)
	@$(MAKE) --no-print-directory lint
endif

# V=valgrind puts wrappers of the same names first in PATH; no test knows.
T       ?=
RUN     := $(B)
ifeq ($(V),valgrind)
RUN     := $(B)/wrapped
endif
run-check: all $(UNITS) $(REPLAYS) $(TOOLS)
ifeq ($(V),valgrind)
	@tests/wrap $(B) $(RUN) $(notdir $(CMDS))
endif
	@BEADLE_BUILD=$(CURDIR)/$(RUN) BEADLE_VARIANT=$(V) \
	    tests/run-tests $(CURDIR)/$(B) $(T)

check-long: test-deps
	@tests/install-deps libevtx-utils || true
	@$(MAKE) --no-print-directory run-check V=asan
	@$(MAKE) --no-print-directory run-check V=valgrind
	@$(MAKE) --no-print-directory all tools V=release
	@prove -v --timer --exec tests/run-one tests/long/*.t

tools: $(TOOLS)

accept: all $(TOOLS)
	@for pair in school.yml.5:keys events.5:columns; do \
		page=cmd/$${pair%%:*}; tests/manual-tables \
		    $(B)/tools/manual-tables $$page $${pair#*:} >$(B)/page && \
		    cp $(B)/page $$page || exit 1; \
	done
	@BEADLE_BUILD=$(CURDIR)/$(B) ACCEPT=1 sh tests/golden.t >/dev/null; \
	    git --no-pager diff --stat tests/golden

lint:
	@tests/lint

# Everything compiled, nothing linked: what lint asks each compiler for.
lint-objects: $(OBJS) $(patsubst %.c,$(B)/%.o,$(wildcard cmd/*.c \
	    tests/unit/*.c tests/fuzz/*.c tests/fuzz/main/*.c tests/tools/*.c))

FUZZ    ?= squid
SECONDS ?= 60
fuzz:
	@$(MAKE) --no-print-directory V=fuzz CC=clang \
	    CFLAGS="-O1 -g -fsanitize=fuzzer-no-link,address,undefined" \
	    build/fuzz/libbeadle.a
	clang $(CPPFLAGS) $(patsubst -I%,-isystem %,$(PKG_CFLAGS)) -g \
	    -fsanitize=fuzzer,address,undefined -o build/fuzz/run-$(FUZZ) \
	    tests/fuzz/$(FUZZ).c build/fuzz/libbeadle.a $(PKG_LIBS) -lm
	@mkdir -p build/fuzz/found-$(FUZZ)
	cd build/fuzz && ./run-$(FUZZ) -max_total_time=$(SECONDS) \
	    found-$(FUZZ) ../../tests/fuzz/corpus/$(FUZZ)

sigma-score: all $(B)/tools/sigma-score
	@case "$(EVENTS)" in *.xz) xz -dc "$(EVENTS)" ;; \
	    *) cat "$(EVENTS)" ;; esac | $(B)/tools/sigma-score "$(RULES)"

bench: all $(TOOLS)
	@BEADLE_BUILD=$(CURDIR)/$(B) sh tests/bench $(LINES)
	@BEADLE_BUILD=$(CURDIR)/$(B) sh tests/bench-formats $(MEGABYTES)
	@BEADLE_BUILD=$(CURDIR)/$(B) sh tests/bench-reports

bench-reports: all
	@BEADLE_BUILD=$(CURDIR)/$(B) sh tests/bench-reports $(ITEMS)

bench-formats: all
	@BEADLE_BUILD=$(CURDIR)/$(B) sh tests/bench-formats $(MEGABYTES)

bench-stages: all $(TOOLS)
	@BEADLE_BUILD=$(CURDIR)/$(B) sh tests/bench-stages $(LINES)

bench-grid: all
	@BEADLE_BUILD=$(CURDIR)/$(B) sh tests/bench-grid
	@BEADLE_BUILD=$(CURDIR)/$(B) sh tests/bench-merge

SHARE := $(DESTDIR)$(PREFIX)/share
install: all
	install -d $(DESTDIR)$(PREFIX)/bin \
	    $(DESTDIR)$(PREFIX)/libexec/beadle $(SHARE)/beadle
	install $(B)/beadle $(DESTDIR)$(PREFIX)/bin/beadle
	install $(filter $(B)/beadle-%,$(CMDS)) \
	    $(DESTDIR)$(PREFIX)/libexec/beadle/
	for page in cmd/*.[157] $(B)/*.7; do \
		install -D -m 644 $$page \
		    $(SHARE)/man/man$${page##*.}/$${page##*/}; \
	done
	cp -R policy $(SHARE)/beadle/
	install -d $(SHARE)/beadle/reports
	cp -R reports/charts $(SHARE)/beadle/reports/
	cp -R contrib $(SHARE)/beadle/
	install -d $(SHARE)/bash-completion/completions
	install -m 644 contrib/beadle.bash \
	    $(SHARE)/bash-completion/completions/beadle
	install -d $(SHARE)/zsh/site-functions
	install -m 644 contrib/_beadle $(SHARE)/zsh/site-functions/_beadle

deb:
	@tests/install-deps $(DEPS) dpkg-dev debhelper fakeroot
	contrib/make-deb $(CURDIR)/build/deb

help:
	@sed -n 's/^# make/make/p' Makefile

clean:
	rm -rf build out

.PHONY: sigma-score all tools deps test-deps demo run-demo check run-check check-long accept \
	lint lint-objects fuzz bench bench-reports bench-formats bench-stages bench-grid \
	install deb help clean
-include $(shell find $(B) -name '*.d' 2>/dev/null)
