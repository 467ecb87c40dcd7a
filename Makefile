# guildledger: `make help` lists the targets.
PREFIX  ?= /usr/local
DESTDIR ?=
ifeq ($(origin CC),default)
CC      := gcc
endif
# The version is CHANGELOG.md's first heading, and its date is the time of what is built
VERSION := $(shell sed -n 's/^\#\# \([0-9][0-9.]*\) .*/\1/p' CHANGELOG.md | head -1)
SOURCE_DATE_EPOCH ?= $(shell date -u -d "$$(sed -n 's/^\#\# .*(\(.*\))$$/\1/p' CHANGELOG.md | head -1)" +%s)
HOMEPAGE ?= https://guildledger.org

ifdef SAN
BUILD   := build-san
BIN     := build-san/bin
CFLAGS  ?= -O1 -g1 # it takes half the time to build, and what it says has lines all the same
SANFLAGS := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -Wno-nonnull -Wno-format-truncation -Wno-maybe-uninitialized
else
BUILD   := build
BIN     := bin
HARDEN  := -D_FORTIFY_SOURCE=2
endif

CFLAGS  ?= -O2 -g
ALL_CFLAGS = -std=gnu11 -D_GNU_SOURCE -DGL_VERSION='"$(VERSION)"' -DGL_HOMEPAGE='"$(HOMEPAGE)"' -Isrc -I$(BUILD) -isystem /usr/include/postgresql -isystem /usr/include/libxml2 $(CFLAGS) $(HARDEN) \
	-ffile-prefix-map=$(CURDIR)=. -fstack-protector-strong -fPIE -Wall -Wextra -Werror -Wformat=2 -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wwrite-strings -Wvla $(SANFLAGS)
ALL_LDFLAGS = -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(SANFLAGS) $(LDFLAGS)
LIBS    := -lcjson -lsqlite3 -lsodium -lunistring -lseccomp -lxml2

ROOMS   := base record command discord interaction ledger store store/sqlite store/postgres apply verify backup report site import
SOURCES := $(foreach room,$(ROOMS),$(wildcard src/$(room)/*.c))
OBJECTS := $(SOURCES:src/%.c=$(BUILD)/%.o) $(BUILD)/sql.o $(BUILD)/schema.o $(BUILD)/site_assets.o $(BUILD)/catalogue.o
TOOLS   := $(notdir $(basename $(wildcard src/tools/gl-*.c)))
SCRIPTS := $(notdir $(basename $(wildcard src/tools/*.bash)))
SCRIPT_PARTS := $(patsubst src/tools/%,$(BIN)/%,$(wildcard src/tools/*/*.bash))
TOOL_SHARED := $(patsubst src/%.c,$(BUILD)/%.o,$(filter-out src/tools/gl-%.c,$(wildcard src/tools/*.c)))
SQL     := $(sort $(wildcard sql/*.sql))
SQL_SQLITE := $(sort $(wildcard sql/sqlite/*.sql))
SQL_POSTGRES := $(sort $(wildcard sql/postgres/*.sql))
UNITS   := $(notdir $(basename $(wildcard tests/unit/test_*.c))) trespass overlap_lists

# V=1: the whole commands
Q   := $(if $(V),,@)
SAY := @$(if $(V),:,echo >&2 ' ')

.SECONDARY:
.PHONY: all help demo demo-live check test test-server soak year months torture bench install clean po fuzz analysis coverage clang-reads mutation container-test deb package-test bare-test sbom release
COMPLETION := $(BUILD)/completion/guildledger
all: $(TOOLS:%=$(BIN)/%) $(SCRIPTS:%=$(BIN)/%) $(SCRIPT_PARTS) $(COMPLETION) ## build the tools into bin/
help: ## list the targets
	@sed -n 's/^\([a-z._-]*\):.*## /  make \1\t/p' Makefile | expand -t 20

$(BUILD)/libguildledger.a: $(OBJECTS)
	$(Q)rm -f $@
	$(Q)ar rcs $@ $^
$(BUILD)/libtools.a: $(TOOL_SHARED)
	$(Q)rm -f $@
	$(Q)ar rcs $@ $^
$(BUILD)/%.o: src/%.c
	$(Q)mkdir -p $(@D)
	$(SAY) CC $@
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c $< -o $@
# The table of verbs as text: SQL takes the names of verbs from it, and tests read it
VERB_TABLE := $(BUILD)/completion/verbs
$(VERB_TABLE): $(BUILD)/completion/verb_table.o $(BUILD)/command/verbs.o $(BUILD)/command/report_names.o $(BUILD)/catalogue.o $(patsubst src/%.c,$(BUILD)/%.o,$(wildcard src/base/*.c))
	$(Q)$(CC) $(ALL_LDFLAGS) $^ $(LIBS) -o $@.new
	$(Q)ASAN_OPTIONS=detect_leaks=0 $@.new > $@.text && rm $@.new && mv $@.text $@
# The table of settings and their defaults, for SQL
$(BUILD)/setting_words: sql/settings.c src/command/setting_rows.c src/command/setting_rows.h
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) sql/settings.c src/command/setting_rows.c $(ALL_LDFLAGS) -o $@
$(BUILD)/settings.tsv: $(BUILD)/setting_words
	$(Q)$< > $@.new && mv $@.new $@
# What is made from the one description of the schema: queries for both engines, a server's own, and C
SCHEMA_VERSION := $(shell sql/schema-version)
$(BUILD)/schema.c: $(SQL_SQLITE)
$(BUILD)/schema.shared.sql $(BUILD)/schema.postgres.sql $(BUILD)/schema.columns $(BUILD)/schema.c: $(BUILD)/schema.%: sql/schema.txt sql/schema.awk
	$(Q)mkdir -p $(@D)
	$(Q)awk -v make=$(*:.sql=) -v version=$(SCHEMA_VERSION) -f sql/schema.awk $< > $@.new && mv $@.new $@
EMBED := awk -v table=$(VERB_TABLE) -v settings=$(BUILD)/settings.tsv -v column_list=$(BUILD)/schema.columns
$(BUILD)/sql.c: $(SQL) $(SQL_SQLITE) $(SQL_POSTGRES) $(BUILD)/schema.shared.sql $(BUILD)/schema.postgres.sql $(BUILD)/schema.columns sql/embed.awk $(VERB_TABLE) $(BUILD)/settings.tsv
	$(Q)mkdir -p $(@D)
	$(Q)$(EMBED) -v head=1 -v list=sqlite_sql -f sql/embed.awk $(SQL_SQLITE) $(BUILD)/schema.shared.sql $(SQL) > $@.new
	$(Q)$(EMBED) -v list=postgres_sql -v for_engine=postgres -f sql/embed.awk $(BUILD)/schema.postgres.sql $(SQL_POSTGRES) $(BUILD)/schema.shared.sql $(SQL) >> $@.new && mv $@.new $@
$(BUILD)/sql.o $(BUILD)/schema.o: $(BUILD)/%.o: $(BUILD)/%.c src/store/schema.h src/store/engine.h
	$(SAY) CC $@
	$(Q)$(CC) $(ALL_CFLAGS) -c $< -o $@
SITE_ASSETS := $(addprefix src/site/,style.css journal.css site.js journal.js favicon.svg) src/report/print.css
$(BUILD)/site_assets.c: $(SITE_ASSETS) src/site/embed.awk
	$(Q)mkdir -p $(@D)
	$(Q)awk -f src/site/embed.awk $(SITE_ASSETS) > $@.new && mv $@.new $@
$(BUILD)/site_assets.o: $(BUILD)/site_assets.c
	$(SAY) CC $@
	$(Q)$(CC) $(ALL_CFLAGS) -c $< -o $@
# Archives, so that a tool contains only the folders that it uses: gl-parse contains no store
$(BIN)/gl-%: $(BUILD)/tools/gl-%.o $(BUILD)/libtools.a $(BUILD)/libguildledger.a
	$(Q)mkdir -p $(@D)
	$(SAY) LD $@
	$(Q)$(CC) $(ALL_LDFLAGS) $^ $(LIBS) -o $@
$(SCRIPTS:%=$(BIN)/%): $(BIN)/%: src/tools/%.bash
	$(Q)mkdir -p $(@D)
	$(Q)install -m 755 $< $@
$(SCRIPT_PARTS): $(BIN)/%: src/tools/%
	$(Q)mkdir -p $(@D)
	$(Q)install -m 644 $< $@
# Checks that translations take the messages' arguments, and converts them for the generator
$(BUILD)/catalogue.c: po/es.po po/embed.awk
	$(Q)mkdir -p $(@D)
	$(Q)msgfmt --check -o /dev/null $<
	$(Q)msgattrib --translated --no-fuzzy --no-obsolete --no-wrap -o $(@:.c=.po) $<
	$(Q)LC_ALL=C awk -f po/embed.awk $(@:.c=.po) > $@.new && mv $@.new $@
$(BUILD)/catalogue.o: $(BUILD)/catalogue.c src/base/catalogue.h
	$(SAY) CC $@
	$(Q)$(CC) $(ALL_CFLAGS) -c $< -o $@
$(COMPLETION).words: $(BUILD)/completion/words.o $(BUILD)/libguildledger.a
	$(Q)$(CC) $(ALL_LDFLAGS) $^ $(LIBS) -o $@
$(COMPLETION): $(COMPLETION).words src/completion/generate src/completion/guildledger.bash $(TOOLS:%=$(BIN)/%) $(SCRIPTS:%=$(BIN)/%) $(SCRIPT_PARTS)
	$(Q)ASAN_OPTIONS=detect_leaks=0 src/completion/generate $< $(sort $(TOOLS:%=$(BIN)/%) $(SCRIPTS:%=$(BIN)/%)) > $@.new && mv $@.new $@
$(BUILD)/base/options.o $(BUILD)/discord/http.o $(BUILD)/site/site.o $(BUILD)/tools/gl-metrics.o: CHANGELOG.md # they contain the version
# A unit test that leaks memory fails: LeakSanitizer checks when it exits
$(BUILD)/unit/test_%: LEAKS = $(if $(SAN)$(filter %test_storage_faults,$@),,-fsanitize=leak)
$(BUILD)/unit/%: tests/unit/%.c $(wildcard tests/unit/*.h) $(BUILD)/libtools.a $(BUILD)/libguildledger.a
	$(Q)mkdir -p $(@D)
	$(SAY) CC $@
	$(Q)$(CC) $(ALL_CFLAGS) -Itests/unit $< $(BUILD)/libtools.a $(BUILD)/libguildledger.a $(ALL_LDFLAGS) $(LEAKS) $(LIBS) -o $@
.PHONY: unit
unit: $(UNITS:%=$(BUILD)/unit/%) $(BUILD)/unit/probe.so
# Preloaded into the tools by tests/bats/sandbox.bats, also into those with sanitizers
$(BUILD)/unit/probe.so: tests/sandbox/probe.c
	$(Q)mkdir -p $(@D)
	$(SAY) CC $@
	$(Q)$(CC) -std=gnu11 -O1 -Wall -Wextra -Werror -shared -fPIC $< -o $@

demo: all ## play an evening of an invented community: messages, answers, the treasurer's sheet; ES=1 in Spanish, ALL=1 for every sample and report
	@jobs/demo $(if $(ALL),--all,$(if $(ES),--lang es))
demo-live: all ## type as members of an invented community; the jobs answer every 2 s
	@tests/discord/live-demo
check: ## the quick suite, about 90 s; T=NAME: one file of tests, one unit test, or one test by its id or words of its name; SAN=1, SERVER=1
	@SAN=$(SAN) SERVER=$(SERVER) tests/check '$(subst ','\'',$(T))'
test: ## every test on the plain build, the most telling ones on the sanitized build and over a server; ends with "N passed, N failed"
	@tests/run
test-server: ## run the tests with the books on a PostgreSQL server that they start: every file of tests/bats, the properties, the storm
	@tests/run --server
soak: ## run what takes too long for make test, each part even if one before it failed (hours); PARTS="year whole" for some of them, PARTS=list lists them; LANES=2 runs two at a time
	@LANES='$(LANES)' tests/soak/run $(PARTS)
year: all ## compare a simulated year of 500 members with a model; a few minutes; YEAR="--seed N --days N"
	@tests/year $(YEAR)
months: all ## compare random months, two years a stream, with the model of what waits and what recurs; MONTHS="--streams N --seed S --days D"
	@tests/month/property $(MONTHS)
bench: all ## measure against a floor, a Python bot and a full ledger; prints ratios
	@bench/run
	@bench/interactions
fuzz: ## fuzz the parsers and the formats for FUZZ_SECONDS each (60), one on each core
	@tests/fuzz/run $${FUZZ_SECONDS:-60}
torture: all ## break everything on purpose: each crash point, disk fault, allocation, clock (many hours); TORTURE_POINTS=N for a part
	@for kind in crash disk memory clock crowd; do tests/torture/$$kind --points $${TORTURE_POINTS:-0} $${TORTURE_SEED:+--seed $$TORTURE_SEED} || failed=1; done; [ -z "$$failed" ]
analysis: ## check the sources with gcc -fanalyzer, clang-tidy, cppcheck and shellcheck
	@tests/analysis
coverage: ## run unit, bats and property tests and print the lines and branches they reached, by room
	@tests/coverage
mutation: ## break the rules of src/ledger in small ways and count what the tests notice; MUTATIONS=200 draws a sample
	@tests/mutation
container-test: all ## build the images from the sources as Containerfile does, and run them; some minutes
	@GL_CONTAINER_WHOLE=yes bats tests/bats/container.bats
compile_commands.json: Makefile ## write how each source is compiled, for editors and clang tools
	$(Q)printf '%s\n' $(SOURCES) $(wildcard src/tools/*.c src/completion/*.c tests/unit/*.c) | jq -nR --arg folder '$(CURDIR)' \
		'[inputs | {directory: $$folder, file: ., command: "\(env.COMPILE) -Itests/unit -c \(.)"}]' > $@.new && mv $@.new $@
compile_commands.json: export COMPILE = $(CC) $(ALL_CFLAGS)
clang-reads: all ## see whether clang warns of a source, without building it
	@printf '%s\0' $(SOURCES) $(wildcard src/tools/*.c src/completion/*.c) | xargs -0 -P "$$(nproc)" -n 16 clang -fsyntax-only $(filter-out $(HARDEN),$(ALL_CFLAGS))
po: ## list the messages that po/es.po does not translate
	@xgettext --language=C --from-code=UTF-8 --keyword=N_ --keyword=tr:2 --keyword=trn:2,3 -o $(BUILD)/guildledger.pot $(SOURCES) $(wildcard src/*/*.inc) $(wildcard src/tools/*.c)
	@msgcmp po/es.po $(BUILD)/guildledger.pot
install: all ## install under $(DESTDIR)$(PREFIX); units for systemd, too
	install -d $(addprefix $(DESTDIR)$(PREFIX)/,bin share/man/man1 share/man/man7 lib/guildledger/jobs lib/guildledger/setup lib/guildledger/launch \
		lib/systemd/system/guildledger-.service.d lib/systemd/system/guildledger-tick@.service.d \
		lib/sysusers.d lib/tmpfiles.d share/bash-completion/completions share/guildledger/samples/rules share/guildledger/samples/webhook)
	install -m 755 $(TOOLS:%=$(BIN)/%) $(SCRIPTS:%=$(BIN)/%) $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(wildcard man/*.1) $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 $(wildcard man/*.7) $(DESTDIR)$(PREFIX)/share/man/man7
	install -m 755 $(filter-out jobs/%.bash,$(wildcard jobs/*)) $(DESTDIR)$(PREFIX)/lib/guildledger/jobs
	install -m 644 $(wildcard jobs/*.bash) $(DESTDIR)$(PREFIX)/lib/guildledger/jobs
	install -m 644 $(wildcard src/tools/setup/*.bash) $(DESTDIR)$(PREFIX)/lib/guildledger/setup
	install -m 644 $(wildcard src/tools/launch/*.bash) $(DESTDIR)$(PREFIX)/lib/guildledger/launch
	install -m 644 $(wildcard systemd/*.service systemd/*.socket systemd/*.timer systemd/*.target systemd/*.slice) $(DESTDIR)$(PREFIX)/lib/systemd/system
	install -m 644 systemd/guildledger-.service.d/*.conf $(DESTDIR)$(PREFIX)/lib/systemd/system/guildledger-.service.d
	install -m 644 systemd/guildledger-tick@.service.d/*.conf $(DESTDIR)$(PREFIX)/lib/systemd/system/guildledger-tick@.service.d
	install -m 644 systemd/guildledger.sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/guildledger.conf
	install -m 644 systemd/guildledger.tmpfiles $(DESTDIR)$(PREFIX)/lib/tmpfiles.d/guildledger.conf
	install -m 644 $(COMPLETION) $(DESTDIR)$(PREFIX)/share/bash-completion/completions/guildledger
	for tool in $(TOOLS) $(filter gl-%,$(SCRIPTS)); do ln -sf guildledger $(DESTDIR)$(PREFIX)/share/bash-completion/completions/$$tool; done
	install -m 644 systemd/NAME.env.example $(DESTDIR)$(PREFIX)/share/guildledger
	install -m 644 $(wildcard samples/*.ndjson) $(DESTDIR)$(PREFIX)/share/guildledger/samples
	install -m 644 $(wildcard samples/rules/*.rules) $(DESTDIR)$(PREFIX)/share/guildledger/samples/rules
	install -m 644 $(wildcard samples/webhook/*.service samples/webhook/*.timer) $(DESTDIR)$(PREFIX)/share/guildledger/samples/webhook
	install -m 755 samples/webhook/events $(DESTDIR)$(PREFIX)/share/guildledger/samples/webhook
	cd deploy && find monitoring -type f -exec install -D -m 644 {} $(DESTDIR)$(PREFIX)/share/guildledger/{} \;
	cd deploy && find web -type f -exec install -D -m 644 {} $(DESTDIR)$(PREFIX)/share/guildledger/{} \;
	install -d $(DESTDIR)$(PREFIX)/share/guildledger/web/empty
	sed -i 's|/usr/lib/guildledger|$(PREFIX)/lib/guildledger|' $(DESTDIR)$(PREFIX)/lib/systemd/system/guildledger-*.service
	sed -i 's|/usr/bin/|$(PREFIX)/bin/|' $(DESTDIR)$(PREFIX)/lib/systemd/system/gl-interaction@.service
	sed -i 's|/usr/share/guildledger|$(PREFIX)/share/guildledger|' $(addprefix $(DESTDIR)$(PREFIX)/share/guildledger/,$(patsubst deploy/%,%,$(wildcard deploy/web/*)))
debian/changelog: CHANGELOG.md deploy/debian-changelog
	@deploy/debian-changelog > $@.new && mv $@.new $@
deb: debian/changelog ## build the Debian package into build/deb/
	@deploy/deb
package-test: ## test the package in a bare Debian: install, set up, demo, upgrade, remove, purge; two builds give the same bytes (minutes)
	@tests/package/run
bare-test: ## test the first hour on bare roots of Debian 12 and 13: README's first command, package, gl-setup, first answer, reboot, upgrade, removal and reinstallation; prints seconds and lines of each step
	@tests/package/bare
sbom: all ## print the bill of materials (CycloneDX JSON)
	@deploy/sbom $(VERSION) $(SOURCE_DATE_EPOCH)
release: ## check that this tree can be released; put package, source, bill of materials and their checksums into build/release/
	@deploy/release $(VERSION)
clean: ## remove everything that was built
	rm -rf bin build build-san build-coverage compile_commands.json

-include $(BUILD)/completion/words.d $(BUILD)/completion/verb_table.d $(OBJECTS:.o=.d) $(TOOLS:%=$(BUILD)/tools/%.d) $(TOOL_SHARED:.o=.d)
