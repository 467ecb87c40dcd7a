# Who takes part: registration policies, leaving and coming back, permits explained.
load live

setup() { live; admin permit '<@&502>' treasurer >/dev/null; fake '[{"op":"member","guild":"1000","id":"14","name":"tomas","roles":["502"]},{"op":"member","guild":"1000","id":"15","name":"nina"},
	{"op":"role","guild":"1000","id":"601","name":"Member","position":1}]' >/dev/null; sync_roster; }
teardown() { live_end; }

@test "by approval: a request gets a number, a treasurer confirms it by number or mention" {
	admin config registration approval >/dev/null
	run told 15 '!register'
	assert_output --regexp 'your request has the number ([0-9]+): a treasurer confirms it with `!approve'
	number=$(grep -o 'number [0-9]*' <<<"$output" | cut -d' ' -f2)
	assert_equal "$(ask 15 '!register')" waiting
	assert_equal "$(ask 15 '!balance')" not_registered
	assert_equal "$(ask 15 "!approve $number")" own_request
	assert_equal "$(ask 14 '!approve 99999')" unknown_request
	assert_equal "$(ask 14 "!approve $number")" ok
	assert_equal "$(ask 15 '!balance')" ok
	assert_equal "$(ask 14 '!aprobar <@15>')" unknown_request
	assert_equal "$(gl-report registrations --format csv | tail -1 | tr -d "\r" | cut -d, -f1,4,5)" "$number,nina,approved"
}

@test "what people are told to write can be written as it is: with the guild's prefix, with none where only mentions are read" {
	assert_equal "$(told 15 '!balance')" 'You do not have an account yet. Write `!register` to open it.'
	admin config reading mentions >/dev/null
	assert_equal "$(told 15 '<@999> saldo')" 'Aún no tienes cuenta. Escribe `registrar` para abrirla.'
	assert_equal "$(told 15 '<@999> lote')" 'Di cuál: `lote estado`, `lote abrir`, `lote cerrar caja=100`, `lote lista 5`, `lote ver 3`.'
	admin config reading all >/dev/null
	admin config prefix '$' >/dev/null
	assert_equal "$(told 15 '$saldo')" 'Aún no tienes cuenta. Escribe `$registrar` para abrirla.'
	assert_equal "$(told 15 '$registrar')" 'Te damos la bienvenida, @nina: tu cuenta en PTS está abierta. Escribe `$saldo` para verla y `$ayuda` para lo demás.'
	assert_equal "$(told 15 '$baja')" 'Tu cuenta está cerrada. Su historial queda; `$registrar` la abre de nuevo.'
}

@test "a request turned down can be made again" {
	admin config registro aprobacion >/dev/null
	ask 15 '!registrar' >/dev/null
	assert_equal "$(told 14 '!rechazar <@15>')" 'La solicitud de @nina se rechaza; puede pedirlo de nuevo.'
	assert_equal "$(ask 15 '!register')" ok
	assert_equal "$(ask 14 '!approve <@15>')" ok
}

@test "a request and its approval within one chunk" {
	admin config registration approval >/dev/null
	write 15 '!register' >/dev/null
	write 14 '!approve <@15>' >/dev/null
	assert_equal "$(inbound | jq -r .status | xargs)" 'ok ok'
	assert_equal "$(ask 15 '!balance')" ok
}

@test "by invitation only a treasurer registers; a treasurer registers others under any policy" {
	admin config registration invitation >/dev/null
	assert_equal "$(ask 15 '!register')" registration_by_invitation
	assert_equal "$(ask 15 '!register <@13>')" missing_permit
	assert_equal "$(ask 14 '!register <@15>')" ok
	assert_equal "$(ask 14 '!register <@15>')" already_registered
	assert_equal "$(ask 14 '!register <@4040>')" unknown_user
}

@test "by role only its wearers register" {
	admin config registration role >/dev/null
	admin config registration.role '<@&501>' >/dev/null
	assert_equal "$(ask 15 '!register')" registration_by_role
	assert_equal "$(ask 13 '!register')" ok
}

@test "registering hands out the role that the setting names" {
	admin config registration.grants '<@&601>' >/dev/null
	assert_equal "$(ask 15 '!register')" ok
	outbound
	assert_equal "$(worn 15)" '["601"]'
}

@test "the role that registering brings is one that the bot can hand out; one that was deleted since is not asked for" {
	fake '{"op":"role","guild":"1000","id":"606","name":"Boosters","position":1,"managed":true}' >/dev/null
	sync_roster
	assert_equal "$(admin config registration.grants '<@&1000>')" role_everyone
	assert_equal "$(admin config registration.grants '<@&606>')" role_managed
	assert_equal "$(admin config registration.grants '<@&900>')" role_above_bot
	assert_equal "$(admin config registration.grants '<@&99999>')" unknown_role
	assert_equal "$(admin config registration.grants Member)" role_mention_needed
	assert_equal "$(admin config registration.grants '<@&601>')" ok
	echo '{"type":"role","guild_id":"1000","role_id":"601","name":"Member","position":1,"managed":false,"permissions":"0","gone":true}' | gl-apply >/dev/null
	assert_equal "$(ask 15 '!register')" ok
	run gl-outbox
	refute_output --partial role_add
}

@test "a setting that names a role or a channel can be unset, in both languages" {
	admin config registration.grants '<@&601>' >/dev/null
	assert_equal "$(told 10 '!config registration.grants none')" 'registration.grants is no longer set.'
	assert_equal "$(told 10 '!ajuste informe.canal ninguno')" 'informe.canal ya no está configurado.'
	assert_equal "$(ask 15 '!register')" ok
	outbound
	assert_equal "$(worn 15)" '[]'
}

@test "unregister closes an empty account, and register opens it again with its history" {
	assert_equal "$(ask 11 '!unregister')" not_empty
	ask 11 '!pay <@12> 100 all' >/dev/null
	assert_equal "$(told 11 '!baja')" 'Tu cuenta está cerrada. Su historial queda; `!registrar` la abre de nuevo.'
	assert_equal "$(ask 12 '!pay <@11> 1')" account_closed
	assert_equal "$(ask 11 '!register')" ok
	assert_equal "$(ask 12 '!pay <@11> 1')" ok
	assert_equal "$(gl-report statement --account @11 --format csv | wc -l)" 4
}

@test "leaving suspends: nobody pays who left, a teller can still pay out; coming back resumes with nothing lost" {
	ask 11 '!pay <@12> 30' >/dev/null
	fake '{"op":"leave","guild":"1000","id":"12"}' >/dev/null
	sync_roster
	assert_equal "$(ask 11 '!pay <@12> 1')" left
	assert_equal "$(ask 14 '!withdraw <@12> 5 paid out')" ok
	assert_equal "$(gl-report users --format json | jq -r '.[] | select(.user == "12") | .account')" left
	fake '{"op":"member","guild":"1000","id":"12","name":"bob"}' >/dev/null
	sync_roster
	assert_equal "$(ask 11 '!pay <@12> 1')" ok
	assert_equal "$(told 12 '!balance')" 'You have 26.00 PTS.'
}

@test "a change of permits counts from the next message on, within the same tick" {
	write 15 '!deposit <@11> 1 before' >/dev/null
	write 10 '!permit @everyone member' >/dev/null
	write 10 '!permit <@&601> teller' >/dev/null
	fake '{"op":"member","guild":"1000","id":"15","name":"nina","roles":["601"]}' >/dev/null
	write 15 '!deposit <@11> 1 after' >/dev/null
	write 10 '!permit <@&601> none' >/dev/null
	write 15 '!deposit <@11> 1 too late' >/dev/null
	assert_equal "$(inbound | jq -r '.code // .status' | xargs)" 'missing_permit ok ok ok ok missing_permit'
}

@test "permits tells who may do what; why explains one decision" {
	run told 10 '!permits'
	assert_line '@Treasurer: treasurer'
	assert_line --regexp '^teller: deposit, withdraw, move, hold, capture, release$'
	assert_regex "$(told 10 '!why <@14> deposit')" '@tomas may use “deposit”: it needs the permit teller, which @Treasurer gives'
	assert_regex "$(told 10 '!why <@15> deposit')" '@nina may not use “deposit”: it needs the permit teller. Roles that give it: @Treasurer'
	assert_regex "$(told 10 '!porque <@10> config')" 'el dueño es admin'
	assert_equal "$(ask 15 '!why <@14> pay')" missing_permit
}

@test "the owner can never be locked out" {
	admin permit everyone none >/dev/null
	admin permit '<@&502>' none >/dev/null
	assert_equal "$(ask 11 '!balance')" missing_permit
	assert_equal "$(ask 10 '!permit @everyone member')" ok
	assert_equal "$(ask 11 '!balance')" ok
}

@test "reports of people show joins, leaves and last activity, in 80 columns and both languages" {
	fake '{"op":"leave","guild":"1000","id":"15"}' >/dev/null
	ask 11 '!balance' >/dev/null
	sync_roster
	run bash -c "gl-report users --format csv | tr -d '\\r'"
	assert_line --regexp '^11,ana,open,2024-01-01T00:00:00.000Z,,20.*,1,20.*,100.00,PTS,ana,,[0-9]+$'
	assert_line --regexp '^15,nina,left,.*,20'
	for lang in en es; do
		for report in users roles permits registrations; do
			run gl-report "$report" --lang "$lang"
			assert_success
			assert [ "$(wc -L <<<"$output")" -le 80 ]
		done
	done
}

@test "whom a treasurer shut out stays out: unregister does not reopen the door, nor does having left and come back before" {
	ask 12 '!unregister' >/dev/null
	assert_equal "$(ask 12 '!unregister')" account_closed
	assert_equal "$(ask 12 '!register')" ok
	assert_equal "$(ask 14 '!account close <@12>')" ok
	assert_equal "$(ask 12 '!register')" account_closed
	assert_equal "$(ask 12 '!unregister')" account_closed
	assert_equal "$(ask 12 '!register')" account_closed
	assert_equal "$(ask 14 '!register <@12>')" ok
}

@test "who left by themselves may ask again, and again after a no; a treasurer who registers somebody settles their request" {
	admin config registration approval >/dev/null
	ask 12 '!unregister' >/dev/null
	assert_equal "$(ask 12 '!register')" ok
	assert_equal "$(ask 12 '!register')" waiting
	assert_equal "$(ask 14 '!reject <@12>')" ok
	assert_equal "$(ask 12 '!register')" ok
	assert_equal "$(ask 14 '!register <@12>')" ok
	assert_equal "$(ask 14 '!approve <@12>')" unknown_request
}

@test "the number of a request that was answered means no later one, in one run or in several" {
	gl-command config registration approval | gl-apply >/dev/null
	for text in '!register' '!reject <@15>' '!register'; do
		case $text in *reject*) write 14 "$text" ;; *) write 15 "$text" ;; esac
	done >/dev/null
	first=$(($(sqlite3 "$GL_DB" 'SELECT MAX(seq) FROM commands') + 1))
	write 14 "!approve $first" >/dev/null
	assert_equal "$(inbound | jq -r '.code // .status' | xargs)" 'ok ok ok already_decided'
	assert_equal "$(ask 14 "!approve $first")" already_decided
	assert_equal "$(ask 14 "!approve $((first + 2))")" ok
}

@test "no role that carries a permit, or everything on Discord, can be come by without an admin" {
	fake '{"op":"role","guild":"1000","id":"609","name":"Boss","position":1,"permissions":8}' >/dev/null
	sync_roster
	for role in 502 609; do
		assert_equal "$(admin role group things any "<@&$role>")" role_too_powerful
		assert_equal "$(admin role allow "<@&$role>")" role_too_powerful
		assert_equal "$(admin config registration.grants "<@&$role>")" role_too_powerful
	done
	admin role allow '<@&601>' >/dev/null
	assert_equal "$(admin permit '<@&601>' treasurer)" role_is_offered
	assert_equal "$(admin permit '<@&601>' member)" ok
	admin role deny Member >/dev/null
	assert_equal "$(admin permit '<@&601>' treasurer)" ok
	assert_equal "$(admin role grant '<@15>' '<@&502>')" ok
}

@test "by role, while no role is named, nobody registers by themselves" {
	admin config registration role >/dev/null
	assert_equal "$(ask 15 '!register')" registration_by_role
	assert_equal "$(ask 14 '!register <@15>')" ok
}
