# For tests of what is read, against the fake Discord.
load live

fetched() { gl-channels | gl-fetch "$@"; }
contents() { jq -r '.content // .type'; }
