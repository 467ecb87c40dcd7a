# A root of Debian as a machine: commands in it, booted or not, the fake Discord beside it, checks and figures. For scripts that prove the
# package; they set `root`, the folder of the root, and call start_work first, which makes `work`: it goes when the script ends.
# shellcheck shell=bash
export LC_ALL=C
work='' root='' container='' leader='' fake='' url='' passed=0 bad=0 about=''

skip() { echo "skipped: $*"; exit 77; }
need() { # TOOL...
	local tool
	[ "$(id -u)" = 0 ] || skip "only root can enter another root"
	for tool; do
		command -v "$tool" >/dev/null || skip "$tool is not installed (deploy/packages --tests)"
	done
	unshare --mount --pid --fork true 2>/dev/null || skip "the kernel gives no namespaces here"
}
start_work() { # FOLDER
	mkdir -p "$1"
	work=$(mktemp -d "$1/run.XXXXXX")
	trap leave EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM
}
leave() {
	local code=$?
	trap - EXIT
	halt || code=1
	[ -z "$fake" ] || kill "$fake" 2>/dev/null || true
	rm -rf --one-file-system "$work"
	exit $code
}

check() { # WHAT GOT WANTED
	if [ "$2" = "$3" ]; then
		printf 'ok    %s%s\n' "$about" "$1"
		passed=$((passed + 1))
	else
		printf 'WRONG %s%s\n      got:    %s\n      wanted: %s\n' "$about" "$1" "$2" "$3"
		bad=$((bad + 1))
	fi
}
die() { echo "WRONG $about$*"; exit 1; }
now() { date +%s%N; }
figure() { printf '%-22s%s\n' "$1" "$2"; }
seconds() { awk -v from="$1" -v to="$2" 'BEGIN { printf "%.1f s", (to - from) / 1e9 }'; }
wait_for() { # SECONDS WHAT COMMAND...: 1 when it never succeeded
	local until=$((SECONDS + $1)) what=$2
	shift 2
	until "$@"; do
		[ "$SECONDS" -lt "$until" ] || { echo "waited in vain for $what"; return 1; }
		sleep 0.1
	done
}

# bare_root RELEASE: a new root of it in $root, as debootstrap makes it, with the machine's way to names. Made once, kept in build/bare.
bare_root() {
	local bare=build/bare/$1.tar
	mkdir -p build/bare
	(
		flock 8
		[ ! -e "$bare" ] || exit 0
		debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus "$1" "$work/new" >"$work/debootstrap.log" 2>&1 || {
			tail -n 40 "$work/debootstrap.log"
			die "debootstrap cannot fetch Debian here"
		}
		rm -rf "$work/new/var/cache/apt/archives"/*.deb
		tar -C "$work/new" -cf "$bare.new" . && mv "$bare.new" "$bare"
		rm -rf --one-file-system "$work/new"
	) 8>build/bare/lock || exit
	mkdir -p "$root"
	tar -C "$root" -xf "$bare"
	cp /etc/resolv.conf "$root/etc/resolv.conf"
}
# The checkout in /root/guildledger of the root, as it is here, without what was built; commands in it, with "yes" to each question.
copy_checkout() {
	mkdir "$root/root/guildledger"
	tar -c --exclude=./.git --exclude='./build*' --exclude=./bin --exclude=__pycache__ . | tar -x -C "$root/root/guildledger"
}
in_checkout() { inside bash -c "set -e; cd /root/guildledger; yes | { $1; }"; }
# The commands of a page: those of the first block of sh behind its HEADING, without sudo and notes, a line each.
commands_of() { # FILE HEADING
	awk -v heading="$2" '$0 == heading { found = 1 } found && /^```sh/ { open = 1; next } open && /^```/ { exit } open { sub(/ +#.*/, ""); sub(/^sudo /, ""); print }' "$1"
}

inside() { # COMMAND...: as root of the root, under its systemd where it is booted, else with a /proc of its own
	local environment=(/usr/bin/env -i -C / PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C DEBIAN_FRONTEND=noninteractive)
	if [ -n "$leader" ]; then
		nsenter --target "$leader" --mount --uts --ipc --pid --root -- "${environment[@]}" "$@"
	else
		unshare --mount --pid --ipc --uts --fork --kill-child --mount-proc="$root/proc" chroot "$root" "${environment[@]}" "$@"
	fi
}
as_user() { inside runuser -u guildledger -- bash -c "$1"; }
there() { if [ -e "$root$1" ]; then echo yes; else echo no; fi; }
# apt_inside WORD...: apt-get, which says nothing unless it fails; its code is given back.
apt_inside() {
	local code=0
	inside apt-get -y -q "$@" >"$work/apt.log" 2>&1 || code=$?
	return $code
}
install_package() { apt_inside install --no-install-recommends --allow-downgrades "/root/$1"; } # FILE of /root

# --- Booted
boot() { # systemd starts in the root; returns 1 where none boots, with the reason in $work/console
	local machine=guildledger-package-$$
	systemd-nspawn --quiet --directory "$root" --machine "$machine" --hostname "$machine" --register=no --keep-unit --resolv-conf=off --timezone=off \
		--link-journal=no --console=pipe --system-call-filter="landlock_create_ruleset landlock_add_rule landlock_restrict_self" --boot \
		</dev/null >"$work/console" 2>&1 &
	container=$!
	local try child
	for ((try = 0; try < 1200; try++)); do
		kill -0 "$container" 2>/dev/null || { container=''; return 1; }
		child=$(pgrep -P "$container" -x systemd | head -1) || true
		if [ -n "$child" ] && [ -S "/proc/$child/root/run/systemd/private" ]; then
			leader=$child
			case $(inside systemctl is-system-running 2>/dev/null) in running | degraded) return 0 ;; esac
		fi
		sleep 0.1
	done
	return 1
}
halt() { # cleanly: nspawn turns SIGTERM into a halt of its systemd
	local tries=0
	leader=''
	[ -n "$container" ] || return 0
	kill -TERM "$container" 2>/dev/null || true
	while kill -0 "$container" 2>/dev/null && [ $tries -lt 600 ]; do
		sleep 0.1
		tries=$((tries + 1))
	done
	rmdir "/run/systemd/nspawn/propagate/guildledger-package-$$" 2>/dev/null || true # nspawn leaves it where /run is not a tmpfs
	if kill -KILL "$container" 2>/dev/null; then
		echo "the container did not halt within 60 s and was killed" >&2
		return 1
	fi
	container=''
}
running() { inside systemctl list-units --state=active --plain --no-legend 'guildledger@*.target' 'guildledger-*.timer' | cut -d' ' -f1 | sort | paste -sd' '; }

# --- The fake Discord, with a guild, its owner, a member and a channel
start_fake() { # TOKEN
	tests/discord/fake --ready "$work/ready" 2>"$work/fake.log" &
	fake=$!
	wait_for 20 "the fake Discord" test -s "$work/ready" || die "no fake Discord"
	url=$(cat "$work/ready")
	tell "$(jq -cn --arg token "$1" '[{op: "set", key: "token", value: $token}, {op: "guild", id: "1000", name: "Test"}, {op: "channel", guild: "1000", id: "2000"},
		{op: "member", guild: "1000", id: "10", name: "owner"}, {op: "member", guild: "1000", id: "11", name: "ana"}]')"
}
tell() { curl -sS --fail --data-binary "$1" "$url/_fake/do" >/dev/null; }
say() { tell "$(jq -cn --arg user "$1" --arg text "$2" '{op: "say", channel: "2000", user: $user, text: $text}')"; } # USER TEXT
answers() { curl -sS "$url/_fake/messages?channel=2000" | jq -c '.[] | select(.author.id == "999") | [.content, .embeds[].description] | join("")'; } # each a line
setup_guild() { # gl-setup as docs/setup.md says, of the token in /root/token
	inside env GL_API="$url/api/v10" gl-setup --token-file /root/token --guild 1000 --channel 2000 --timezone UTC --treasurer none --teller none main </dev/null 2>&1
}
