# For tests of what is sent, against the fake Discord.
load live

own() { fake_look "messages?channel=${1:-2000}" | jq -c '[.[] | select(.author.id == "999")]'; }
# Answers are due for COUNT members' questions.
ask() { for _ in $(seq "$1"); do write "${2:-11}" '!balance' >/dev/null; done; inbound >/dev/null; }
states() { sqlite3 "$GL_DB" 'SELECT DISTINCT state FROM outbox WHERE notice = 0'; }
post() { gl-post --channel 2000 "$@" </dev/null | gl-apply >/dev/null; }
# delivery KIND JSON: one delivery straight to gl-send.
deliver() { jq -cn --arg kind "$1" --argjson more "$2" '{type: "delivery", guild_id: "1000", id: "7", kind: $kind, nonce: "n7", attempt: 1, uncertain: false} + $more' | gl-send "${@:3}"; }
