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
# make bench           the night beside gunzip | mawk, as ratios
# make deps            install the Debian packages that building needs
# make install PREFIX=/usr/local DESTDIR=
# make clean help

V       ?= release
B       := build/$(V)
PREFIX  ?= /usr/local
VERSION := 0.1

PACKAGES := libarchive libcrypto libcsv sqlite3 zlib yaml-0.1 libpcre2-8 \
	   libpsl libcjson cairo pango pangocairo librsvg-2.0 libqpdf \
	   fontconfig libxxhash
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
	   -fPIE
CFLAGS.asan     := -O1 -g -fsanitize=address,undefined \
	   -fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS.valgrind := -O1 -g
LDFLAGS.release := -pie -Wl,-z,relro,-z,now
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

all: $(CMDS)

# Third-party headers are searched as system headers, so that their warnings
# are theirs.
$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(patsubst -I%,-isystem %,$(PKG_CFLAGS)) \
	    $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/libbeadle.a: $(OBJS)
	rm -f $@
	ar rcs $@ $(OBJS)

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

help:
	@sed -n 's/^# make/make/p' Makefile

clean:
	rm -rf build out

.PHONY: all help clean
-include $(shell find $(B) -name '*.d' 2>/dev/null)
