# The month's verbs: what a line becomes, in both languages, and what is nearly one.
load month-lines

@test "dates and counts before the memo are refused with the line that has them behind it" {
	reads <<-'TABLE'
		!every friday pay <@12> 10 from wages from 2027-01-31 "rent" => ambiguous_clause: Dates and counts come behind the memo: write `!every friday pay <@12> 10 from wages "rent" from 2027-01-31`. If they are part of the memo, put it in quotes: `!every friday pay <@12> 10 from wages "from 2027-01-31 \"rent\""`.
		!every friday pay <@12> 10 from 2027-01-31 rent => ambiguous_clause: Dates and counts come behind the memo: write `!every friday pay <@12> 10 rent from 2027-01-31`. If they are part of the memo, put it in quotes: `!every friday pay <@12> 10 "from 2027-01-31 rent"`.
		!every friday pay <@12> 10 until 2027-01-31 "rent" => ambiguous_clause: Dates and counts come behind the memo: write `!every friday pay <@12> 10 "rent" until 2027-01-31`. If they are part of the memo, put it in quotes: `!every friday pay <@12> 10 "until 2027-01-31 \"rent\""`.
		!every friday pay <@12> 10 pts until 2027-01-31 12 times rent at 10:00 => ambiguous_clause: Dates and counts come behind the memo: write `!every friday pay <@12> 10 pts rent until 2027-01-31 12 times at 10:00`. If they are part of the memo, put it in quotes: `!every friday pay <@12> 10 pts "until 2027-01-31 12 times rent" at 10:00`.
		!hold 50 <@12> to hall until 2027-01-31 key => ambiguous_clause: Dates and counts come behind the memo: write `!hold 50 <@12> to hall key until 2027-01-31`. If they are part of the memo, put it in quotes: `!hold 50 <@12> to hall "until 2027-01-31 key"`.
		!dues exempt <@12> until 2027-06-30 sick => ambiguous_clause: Dates and counts come behind the memo: write `!dues exempt <@12> sick until 2027-06-30`. If they are part of the memo, put it in quotes: `!dues exempt <@12> "until 2027-06-30 sick"`.
		!cada viernes pagar <@12> 10 de sueldos desde 31/01/2027 alquiler => ambiguous_clause: Las fechas y las veces van detrás del concepto: escribe `!cada viernes pagar <@12> 10 de sueldos alquiler desde 31/01/2027`. Si son parte del concepto, ponlo entre comillas: `!cada viernes pagar <@12> 10 de sueldos "desde 31/01/2027 alquiler"`.
		!every friday pay <@12> 10 "from 2027-01-31 rent" => en every {"rule":"1 week fri","payees":"@12","amount":"10","memo":"from 2027-01-31 rent"}
		!every friday pay <@12> 10 from "2027-01-31" rent => en every {"rule":"1 week fri","payees":"@12","amount":"10","account":"2027-01-31","memo":"rent"}
	TABLE
}

@test "asking, splitting, charging and deciding" {
	reads <<-'TABLE'
		!request <@12> 12.50 pizza => en request {"payees":"@12","amount":"12.50","currency":"pizza"}
		!pedir <@12> <@13> 5 entradas vence=01/03/2027 => es request {"payees":"@12 @13","amount":"5","currency":"entradas","due":"2027-03-01"}
		!request <@12> <@&601> everyone dues "main hall" 5 EUR each of you => en request {"payees":"@12 &601 everyone dues \"main hall\"","amount":"5","currency":"EUR","memo":"each of you"}
		!request events 40 balloons => en request {"payees":"events","amount":"40","currency":"balloons"}
		!request <@12> 5 due=2027-03-01 pizza => en request {"payees":"@12","amount":"5","memo":"pizza","due":"2027-03-01"}
		!request <@12> 5 "pizza due=2027-03-01 and more" due=31/01/2027 => en request {"payees":"@12","amount":"5","memo":"pizza due=2027-03-01 and more","due":"2027-01-31"}
		!charge <@&601> 5 t-shirt due=2027-03-01 => en charge {"payees":"&601","amount":"5","memo":"t-shirt","due":"2027-03-01"}
		!cobrar <@&601> 5 en="sala grande" camiseta azul vence=01/03/2027 => es charge {"payees":"&601","amount":"5","memo":"camiseta azul","into":"sala grande","due":"2027-03-01"}
		!split 60 <@12> <@13> <@14> dinner => en split {"amount":"60","payees":"@12 @13 @14","memo":"dinner"}
		!split 60 EUR <@12> <@13> dinner => en split {"amount":"60","currency":"EUR","payees":"@12 @13","memo":"dinner"}
		!split 60 pts <@12> <@13> dinner => en split {"amount":"60","currency":"pts","payees":"@12 @13","memo":"dinner"}
		!split 60 <@12>:2 <@13> :3 <@14> x2 <@15>x3 dinner => en split {"amount":"60","payees":"@12:2 @13:3 @14:2 @15:3","memo":"dinner"}
		!split 60 <@12>=12.50 <@13> =5 <@14>: 2 dinner => en split {"amount":"60","payees":"@12=12.50 @13=5 @14:2","memo":"dinner"}
		!repartir 10 <@12>:33,33% <@13>:50% sin mí vence=01/03/2027 taxi => es split {"amount":"10","payees":"@12:33.33% @13:50%","without_me":"1","memo":"taxi","due":"2027-03-01"}
		!split 60 <@12> and <@13>:2 , <@14> dinner and wine => en split {"amount":"60","payees":"@12 @13:2 @14","memo":"dinner and wine"}
		!repartir 60 <@12> y <@13> cena y vino => es split {"amount":"60","payees":"@12 @13","memo":"cena y vino"}
		!split 10 <@&601>:2 without me x => en split {"amount":"10","payees":"&601:2","without_me":"1","memo":"x"}
		!split 10 <@12> without me and them => en split {"amount":"10","payees":"@12","without_me":"1","memo":"and them"}
		!accept 41 => en accept {"n":"41"}
		!confirm n.º 41 => en accept {"n":"41"}
		!aceptar #41 => es accept {"n":"41"}
		!accept 41 7,50 => en accept {"n":"41","amount":"7.50"}
		!accept 41 5€ my part => en accept {"n":"41","amount":"5","unit":"€","memo":"my part"}
		!accept 41 room 12 => en accept {"n":"41","memo":"room 12"}
		!decline 41 paid already => en decline {"n":"41","memo":"paid already"}
		!declinar nº 41 "ya pagué" => es decline {"n":"41","memo":"ya pagué"}
		!cancel 131 hardship => en cancel {"n":"131","memo":"hardship"}
		!remind 41 => en remind {"n":"41"}
		!requests => en requests {}
		!peticiones <@12> => es requests {"who":"@12"}
		!approve 50 => en approve {"who":"50"}
		!approve <@15> welcome => en approve {"who":"@15","memo":"welcome"}
		!approve 50 always => en approve {"who":"50","always":"1"}
		!aprobar n.º 50 siempre => es approve {"who":"50","always":"1"}
		!approve 50 always late => en approve {"who":"50","memo":"always late"}
		!reject 50 too late => en reject {"who":"50","memo":"too late"}
		!undo => en undo {}
		!deshacer me equivoqué => es undo {"memo":"me equivoqué"}
	TABLE
}

@test "pay takes one as ever, and several with each or split" {
	reads <<-'TABLE'
		!pay <@11> 5 pizza => en pay {"to":"@11","amount":"5","currency":"pizza"}
		!pay <@11> 5 each => en pay {"to":"@11","amount":"5","currency":"each"}
		!pay <@11> <@12> 5 => en pay {"payees":"@11 @12","amount":"5"}
		!pay <@11> <@12> <@&601> 5 each thanks => en pay {"payees":"@11 @12 &601","amount":"5","each":"each","currency":"thanks"}
		!pay <@11> <@12> 5 EUR each thanks to all => en pay {"payees":"@11 @12","amount":"5","currency":"EUR","each":"each","memo":"thanks to all"}
		!pay <@11> <@12> 5 each EUR thanks => en pay {"payees":"@11 @12","amount":"5","each":"each","currency":"EUR","memo":"thanks"}
		!pay <@11> <@12> EUR 5 split => en pay {"payees":"@11 @12","amount":"5","unit":"EUR","each":"split"}
		!pay <@11> <@12> 5 pts each => en pay {"payees":"@11 @12","amount":"5","currency":"pts","each":"each"}
		!pagar <@11> <@12> 30 a repartir => es pay {"payees":"@11 @12","amount":"30","each":"split"}
		!pagar <@11> <@12> 30 repartido gracias => es pay {"payees":"@11 @12","amount":"30","each":"split","currency":"gracias"}
		!pagar <@11> <@12> 5 cada uno => es pay {"payees":"@11 @12","amount":"5","each":"each"}
		!pagar <@11> <@12> 5 cada de enero => es pay {"payees":"@11 @12","amount":"5","each":"each","currency":"de","memo":"enero"}
		!pagar <@11> <@12> 5 c/u => es pay {"payees":"@11 @12","amount":"5","each":"each"}
		!pay <@&601> 5 => en pay {"payees":"&601","amount":"5"}
		!pay everyone 5 each => en pay {"payees":"everyone","amount":"5","each":"each"}
		!pagar todos 5 cada uno => es pay {"payees":"everyone","amount":"5","each":"each"}
		!pay dues events 5 each => en pay {"payees":"dues events","amount":"5","each":"each"}
		!pay "main hall" <@12> 5 each => en pay {"payees":"\"main hall\" @12","amount":"5","each":"each"}
	TABLE
}

@test "holds, captures and releases" {
	reads <<-'TABLE'
		!hold 50 <@12> to hall key deposit until 2027-01-10 => en hold {"amount":"50","account":"@12","to":"hall","memo":"key deposit","until":"2027-01-10"}
		!reservar 50 <@12> a sala fianza hasta 10/01/2027 => es hold {"amount":"50","account":"@12","to":"sala","memo":"fianza","until":"2027-01-10"}
		!hold 50 EUR <@12> key => en hold {"amount":"50","currency":"EUR","account":"@12","memo":"key"}
		!hold 50 till x => en hold {"amount":"50","account":"till","memo":"x"}
		!hold 50 <@12> to=hall key until=2027-01-10 => en hold {"amount":"50","account":"@12","memo":"key","to":"hall","until":"2027-01-10"}
		!hold 50 <@12> keys to the hall => en hold {"amount":"50","account":"@12","memo":"keys to the hall"}
		!capture 44 => en capture {"n":"44"}
		!capturar 44 20 EUR a sala => es capture {"n":"44","amount":"20","unit":"EUR","to":"sala"}
		!capture 44 to hall => en capture {"n":"44","to":"hall"}
		!capture 44 20 to="main hall" => en capture {"n":"44","amount":"20","to":"main hall"}
		!release 44 lost => en release {"n":"44","memo":"lost"}
	TABLE
}

@test "rules of dates, clauses at the end, accounts directly behind the amount" {
	reads <<-'TABLE'
		!every day pay <@12> 1 x => en every {"rule":"1 day","payees":"@12","amount":"1","memo":"x"}
		!every friday pay <@12> <@13> 10 each from wages bonus => en every {"rule":"1 week fri","payees":"@12 @13","amount":"10","account":"wages","memo":"bonus"}
		!every friday pay <@&602> 10 EUR each from wages => en every {"rule":"1 week fri","payees":"&602","amount":"10","currency":"EUR","account":"wages"}
		!cada viernes pagar <@12> <@13> 10 cada uno de sueldos desde 2027-01-08 => es every {"rule":"1 week fri","payees":"@12 @13","amount":"10","account":"sueldos","from":"2027-01-08"}
		!every friday pay <@12> 10 each from wages => en every {"rule":"1 week fri","payees":"@12","amount":"10","account":"wages"}
		!every month pay <@12> 10 "each month" => en every {"rule":"1 month","payees":"@12","amount":"10","memo":"each month"}
		!every friday pay <@12> <@13> 10 each from 2027-01-08 => en every {"rule":"1 week fri","payees":"@12 @13","amount":"10","from":"2027-01-08"}
		!every 10 days pay <@12> 1 x from 2027-02-25 => en every {"rule":"10 day","payees":"@12","amount":"1","memo":"x","from":"2027-02-25"}
		!every friday pay <@12> 1 x => en every {"rule":"1 week fri","payees":"@12","amount":"1","memo":"x"}
		!every mon,thu pay <@12> 1 x => en every {"rule":"1 week mon,thu","payees":"@12","amount":"1","memo":"x"}
		!every monday and thursday pay <@12> 1 x => en every {"rule":"1 week mon,thu","payees":"@12","amount":"1","memo":"x"}
		!every week pay <@12> 1 x => en every {"rule":"1 week","payees":"@12","amount":"1","memo":"x"}
		!every week on thu, mon pay <@12> 1 x => en every {"rule":"1 week mon,thu","payees":"@12","amount":"1","memo":"x"}
		!every 2 weeks on fri pay <@12> 1 x => en every {"rule":"2 week fri","payees":"@12","amount":"1","memo":"x"}
		!every month on 31 pay <@12> 1 x => en every {"rule":"1 month 31","payees":"@12","amount":"1","memo":"x"}
		!every month on the 31st pay <@12> 1 x => en every {"rule":"1 month 31","payees":"@12","amount":"1","memo":"x"}
		!every month on last day pay <@12> 1 x => en every {"rule":"1 month 31","payees":"@12","amount":"1","memo":"x"}
		!every month on second monday pay <@12> 1 x => en every {"rule":"1 month second mon","payees":"@12","amount":"1","memo":"x"}
		!every last friday pay <@12> 5 3 times => en every {"rule":"1 month last fri","payees":"@12","amount":"5","times":"3"}
		!every 3 months on 31 pay <@12> 1 x => en every {"rule":"3 month 31","payees":"@12","amount":"1","memo":"x"}
		!every year on 02-29 pay <@12> 1 x => en every {"rule":"1 year 02-29","payees":"@12","amount":"1","memo":"x"}
		!every year on 29/02 pay <@12> 1 x => en every {"rule":"1 year 02-29","payees":"@12","amount":"1","memo":"x"}
		!every 2 years on 03-04 pay <@12> 1 x => en every {"rule":"2 year 03-04","payees":"@12","amount":"1","memo":"x"}
		!cada día pagar <@12> 1 x => es every {"rule":"1 day","payees":"@12","amount":"1","memo":"x"}
		!cada viernes pagar <@&602> 10 de sueldos => es every {"rule":"1 week fri","payees":"&602","amount":"10","account":"sueldos"}
		!cada semana los lun,jue pagar <@12> 1 x => es every {"rule":"1 week mon,thu","payees":"@12","amount":"1","memo":"x"}
		!cada mes el último día pagar <@12> 12,50 alquiler desde 2028-02-10 2 veces => es every {"rule":"1 month 31","payees":"@12","amount":"12.50","currency":"alquiler","from":"2028-02-10","times":"2"}
		!cada mes el último viernes pagar <@12> 1 x => es every {"rule":"1 month last fri","payees":"@12","amount":"1","memo":"x"}
		!cada último viernes pagar <@12> 1 x => es every {"rule":"1 month last fri","payees":"@12","amount":"1","memo":"x"}
		!cada 3 meses pagar <@12> 1 x => es every {"rule":"3 month","payees":"@12","amount":"1","memo":"x"}
		!cada año el 29/02 pagar <@12> 1 x => es every {"rule":"1 year 02-29","payees":"@12","amount":"1","memo":"x"}
		!cada mes pagar <@12> 20 alquiler de enero => es every {"rule":"1 month","payees":"@12","amount":"20","currency":"alquiler","memo":"de enero"}
		!cada mes pagar <@12> 20 EUR de "sala grande" alquiler de enero => es every {"rule":"1 month","payees":"@12","amount":"20","currency":"EUR","account":"sala grande","memo":"alquiler de enero"}
		!cada mes pagar <@12> 20 alquiler hasta 31/12/2027 a las 9:30 => es every {"rule":"1 month","payees":"@12","amount":"20","currency":"alquiler","until":"2027-12-31","at":"09:30"}
		!cada mes pagar <@12> 20 falta=reintentar:3d alquiler 2 veces => es every {"rule":"1 month","payees":"@12","amount":"20","memo":"alquiler","short":"retry:3","times":"2"}
		!every month pay <@12> 20 rent from 2027-01-31 until 2027-12-31 at 9:05 => en every {"rule":"1 month","payees":"@12","amount":"20","currency":"rent","from":"2027-01-31","until":"2027-12-31","at":"09:05"}
		!every month pay <@12> 20 "rent" 12 times. => en every {"rule":"1 month","payees":"@12","amount":"20","memo":"rent","times":"12"}
		!cada mes pagar <@12> 20 "alquiler" 2 veces, a las 9:00 => es every {"rule":"1 month","payees":"@12","amount":"20","memo":"alquiler","times":"2","at":"09:00"}
		!every month pay <@12> 20 rent short=owe 2 times => en every {"rule":"1 month","payees":"@12","amount":"20","currency":"rent","short":"owe","times":"2"}
		!every month pay <@12> 20 from=wages rent => en every {"rule":"1 month","payees":"@12","amount":"20","memo":"rent","account":"wages"}
		!every month pay <@12> 20 from=2027-01-31 rent => en every {"rule":"1 month","payees":"@12","amount":"20","memo":"rent","from":"2027-01-31"}
		!every month pay <@12> 20 rent from grandma => en every {"rule":"1 month","payees":"@12","amount":"20","currency":"rent","memo":"from grandma"}
		!every month pay <@12> 20 "rent from may until later" => en every {"rule":"1 month","payees":"@12","amount":"20","memo":"rent from may until later"}
		!schedules => en schedules {}
		!programados <@12> => es schedules {"who":"@12"}
		!schedule show 3 => en schedule show {"schedule":"3"}
		!programado show #3 => en schedule show {"schedule":"3"}
		!schedule ver n.º 3 => en schedule show {"schedule":"3"}
		!programado pausar 3 vacaciones => es schedule pause {"schedule":"3","memo":"vacaciones"}
		!schedule resume 3 => en schedule resume {"schedule":"3"}
		!programado parar 3 => es schedule stop {"schedule":"3"}
	TABLE
}

@test "dues, budgets, limits and what members choose" {
	reads <<-'TABLE'
		!dues => en dues {}
		!dues <@&601> 5 monthly => en dues {"role":"&601","amount":"5","period":"monthly"}
		!dues <@&601> 5 monthly into dues grace 14d then lose <@&601> => en dues {"role":"&601","amount":"5","period":"monthly","into":"dues","grace":"14","lose":"&601"}
		!dues <@&601> 5 EUR yearly on 06-01 into dues prorate off grace 2w then lose <@&602> from 2027-01-01 until 2028-01-01 => en dues {"role":"&601","amount":"5","currency":"EUR","period":"yearly","into":"dues","on":"06-01","prorate":"off","grace":"14","lose":"&602","from":"2027-01-01","until":"2028-01-01"}
		!dues <@&601> 5 pts weekly on mon => en dues {"role":"&601","amount":"5","currency":"pts","period":"weekly","on":"mon"}
		!dues <@&601> 5 quarterly on last day into="main hall" => en dues {"role":"&601","amount":"5","period":"quarterly","on":"31","into":"main hall"}
		!cuotas <@&601> 5 mensual en cuotas gracia 14 días luego quitar <@&601> desde 01/02/2027 => es dues {"role":"&601","amount":"5","period":"monthly","into":"cuotas","grace":"14","lose":"&601","from":"2027-02-01"}
		!cuotas <@&601> 5 anual el 01/06 prorrateo no => es dues {"role":"&601","amount":"5","period":"yearly","on":"06-01","prorate":"off"}
		!dues exempt <@12> student => en dues exempt {"who":"@12","memo":"student"}
		!cuotas exentar <@12> "de baja" hasta 30/06/2027 => es dues exempt {"who":"@12","memo":"de baja","until":"2027-06-30"}
		!dues exentar <@12> no => en dues exempt {"who":"@12","off":"1"}
		!cuotas exempt <@12> off => en dues exempt {"who":"@12","off":"1"}
		!dues exempt <@12> until=2027-06-30 student => en dues exempt {"who":"@12","memo":"student","until":"2027-06-30"}
		!dues exempt <@12> no money => en dues exempt {"who":"@12","memo":"no money"}
		!budget => en budget {}
		!budget events 300 EUR monthly carry => en budget {"account":"events","amount":"300","currency":"EUR","period":"monthly","carry":"1"}
		!presupuesto eventos 300 mensual arrastra => es budget {"account":"eventos","amount":"300","period":"monthly","carry":"1"}
		!budget "main hall" none => en budget {"account":"main hall","amount":"none"}
		!limits => en limits {}
		!limits <@12> => en limits {"who":"@12"}
		!limits <@12> day=100€ week=none month=500 EUR payment=20 ceiling=1000 => en limits {"who":"@12","day":"100","unit":"€","week":"none","month":"500","payment":"20","ceiling":"1000"}
		!limites <@12> pago=5 dia=100 semana=ninguno mes=1 maximo=50 => es limits {"who":"@12","payment":"5","day":"100","week":"none","month":"1","ceiling":"50"}
		!notices => en notices {}
		!notices dm => en notices {"value":"dm"}
		!notices block <@12> => en notices {"block":"@12"}
		!avisos desbloquear <@12> => es notices {"unblock":"@12"}
		!statement monthly on => en statement monthly {"switch":"on"}
		!extracto mensual no => es statement monthly {"switch":"off"}
		!extracto monthly si => en statement monthly {"switch":"on"}
		!statement 30d => en statement {"last":"30d"}
	TABLE
}

@test "near misses of asking and paying say what to write" {
	reads <<-'TABLE'
		!pay <@11> 5 <@12> 5 => surplus: One payment has one amount. Write `!pay <@11> <@12> 5 each`.
		!pagar <@11> 5 EUR <@12> 5 EUR <@13> 5 EUR cena => surplus: Un pago lleva un solo importe. Escribe `!pagar <@11> <@12> <@13> 5 EUR cada uno cena`.
		!pay <@11> 5 <@12> 6 => second_member: Mention everybody before the amount. If the mention is part of the memo, write `!pay <@11> 5 "<@12> 6"`.
		!pay <@11> <@12> @carol 5 each => mention_expected: That is not a mention yet: choose the member from the list that appears when you type @.
		!pay <@11> <@12>5 each => space_expected: Put a space behind the member, and nothing else: `!pay <@11> <@12> 5 each`
		!pay <@11> <@12> 5,000 each => ambiguous_amount: Is that 5000 or 5.00? Write `!pay <@11> <@12> 5000 each` or `!pay <@11> <@12> 5.00 each`.
		!request @bob 5 x => mention_expected: That is not a mention yet: choose the member from the list that appears when you type @.
		!request 5 x => missing_member: Say whom you ask: mention them, e.g. `!request @ana 5 x`
		!pedir 5 x => missing_member: Menciona a quién se lo pides, p. ej. `!pedir @ana 5 x`
		!request 12.50 <@12> pizza => member_apart: Write the member before the amount: `!request <@12> 12.50 pizza`
		!request <@12> 5 => missing_memo: Say what it is for: a memo is needed at the end. For example: `!request @ana 12.50 pizza`
		!request <@12> 5 pizza due=01/03/2027 => ambiguous_date: Is that 1 March or 3 January? Write 2027-03-01.
		!request <@12> 5 pizza due=31/02/2027 => bad_time: Write the date as 2027-03-01.
		!request <@12> 5 pizza due=2027-03-01 and more => ambiguous_clause: Is “due=2027-03-01” part of the memo? Put the memo in quotes: `!request <@12> 5 "pizza due=2027-03-01 and more"`.
		!request <@12> 5 due=2027-03-01 pizza due=2027-03-02 => bad_option: That option is given twice. For example: `!request @ana 12.50 pizza`
		!charge <@&601> 5 => missing_memo: Say what it is for: a memo is needed at the end. For example: `!charge @Role 5 shirt`
		!split 60 dinner => no_payees: Say who shares: `!split 60 @ana @bob dinner`.
		!repartir 60 cena => no_payees: Di entre quiénes: `!repartir 60 @ana @bob cena`.
		!split 60 => no_payees: Say who shares: `!split 60 @ana @bob dinner`.
		!split 60 <@12> => missing_memo: Say what it is for: a memo is needed at the end. For example: `!split 60 @ana @bob dinner`
		!split 60 @bob dinner => mention_expected: That is not a mention yet: choose the member from the list that appears when you type @.
		!split <@12> 60 dinner => bad_amount: Write the amount first: `!split 60 <@12> dinner`
		!split 60 <@12>:30% <@13> x => bad_option: Write all parts as percentages, or none of them.
		!split 60 <@12>=5€ x => bad_option: Write a share directly behind its member: `@ana:2`, `@ana:30%` or `@ana=12.50`.
		!split 60 <@12>:1001 x => bad_option: Write a share directly behind its member: `@ana:2`, `@ana:30%` or `@ana=12.50`.
		!split 60 <@12>=5,000 <@13> x => ambiguous_amount: Is that 5000 or 5.00? Write `!split 60 <@12>=5000 <@13> x` or `!split 60 <@12>=5.00 <@13> x`.
		!split 1 000 <@12> x => split_number: Write the amount without spaces or apostrophes: `!split 1000 <@12> x`
		!split 60 mil <@12> x => multiplied_amount: Write the amount with all its digits. For example: `!split 60 @ana @bob dinner`
		!accept => missing_argument: Write its number; `!requests` lists them. For example: `!accept 41`
		!aceptar => missing_argument: Escribe su número; `!peticiones` los muestra. Por ejemplo: `!aceptar 41`
		!accept fortyone => number_expected: Write a whole number from 1 here. For example: `!accept 41`
		!accept 41 1 000 => split_number: That can be read in two ways. Write `!accept 41 1000` or `!accept 41 1 "000"`.
		!accept 41 5 k => multiplied_amount: Write the amount with all its digits and nothing behind it that would change it. If that is part of the memo, write `!accept 41 5 "k"`.
		!approve 50 5 => surplus: To pay a part, write `!accept 50 5`.
		!aprobar 50 5 => surplus: Para pagar una parte, escribe `!aceptar 50 5`.
		!remind => missing_argument: Write its number; `!requests` lists them. For example: `!remind 41`
		!schedule stop => missing_argument: Write its number; `!schedules` lists them. For example: `!schedule stop 3`
	TABLE
}

@test "near misses of schedules, dues and choices say what to write" {
	reads <<-'TABLE'
		!every pay <@12> 20 => bad_rule: Say how often: `!every month pay <@12> 20`.
		!cada pagar <@12> 20 => bad_rule: Di cada cuánto: `!cada mes pagar <@12> 20`.
		!every month on 32 pay <@12> 20 => bad_rule: A month has at most 31 days: `on 31` is the last day of shorter months.
		!cada mes el 32 pagar <@12> 20 => bad_rule: Un mes tiene como mucho 31 días: `el 31` es el último día de los meses más cortos.
		!every month on fifth friday pay <@12> 20 => bad_rule: Choose first, second, third, fourth or last.
		!every fifth friday pay <@12> 20 => bad_rule: Choose first, second, third, fourth or last.
		!cada mes el quinto viernes pagar <@12> 20 => bad_rule: Elige primer, segundo, tercer, cuarto o último.
		!every friday pay <@12> <@13> 10 split => bad_option: A schedule pays the amount to each person. Write `!every friday pay <@12> <@13> 10 each`.
		!cada viernes pagar <@&602> 10 a repartir de sueldos => bad_option: Un programado paga el importe a cada persona. Escribe `!cada viernes pagar <@&602> 10 cada uno de sueldos`.
		!every month on friday pay <@12> 20 => bad_rule: Choose first, second, third, fourth or last.
		!every blue moon pay <@12> 20 => bad_rule: Say how often: `!every month pay <@12> 20`.
		!every month <@12> 20 rent => bad_rule: Say how often: `!every month pay <@12> 20 rent`.
		!every => bad_rule: Say how often: `!every month pay @ana 20 rent`.
		!every 0 days pay <@12> 1 => bad_rule: Write a whole number from 1 to 999.
		!every year on 03/04 pay <@12> 1 => ambiguous_date: Is that 3 April or 4 March? Write 04-03.
		!every month pay 20 => missing_member: Say whom you pay: mention them, e.g. `!every month pay @ana 20`
		!every month pay <@12> 20 rent from may until later => ambiguous_clause: Is “from may until later” part of the memo? Put the memo in quotes: `!every month pay <@12> 20 "rent from may until later"`.
		!cada mes pagar <@12> 20 alquiler desde mayo => ambiguous_clause: ¿«desde mayo» es parte del concepto? Ponlo entre comillas: `!cada mes pagar <@12> 20 "alquiler desde mayo"`.
		!every month pay <@12> 20 rent from may until 2027-05-31 => ambiguous_clause: Is “from may” part of the memo? Put the memo in quotes: `!every month pay <@12> 20 "rent from may" until 2027-05-31`.
		!cada mes pagar <@12> 20 alquiler hasta el lunes => ambiguous_clause: ¿«hasta el lunes» es parte del concepto? Ponlo entre comillas: `!cada mes pagar <@12> 20 "alquiler hasta el lunes"`.
		!dues <@&601> 60 yearly on 1/6 => ambiguous_date: Is that 1 June or 6 January? Write 06-01.
		!cuotas <@&601> 60 anual el 30/2 => bad_time: Escribe el día del año como 29/02.
		!every month pay <@12> 20 rent until 2027-01-01 until 2027-02-01 => bad_option: That option is given twice. For example: `!every month pay @ana 20 rent`
		!every month pay <@12> 20 rent at 25:00 => bad_time: Write the time as 09:00.
		!every month pay <@12> 20 rent 0 times => number_expected: Write a number of times from 1 to 9999.
		!every month pay <@12> 20 rent short=never => bad_option: Write `short=skip`, `short=retry:3d` or `short=owe`.
		!hold <@12> 50 key => bad_amount: Write the amount first: `!hold 50 <@12> key`
		!hold 50 <@12> => missing_memo: Say what it is for: a memo is needed at the end. For example: `!hold 50 @ana key deposit`
		!hold 5,000 <@12> key => ambiguous_amount: Is that 5000 or 5.00? Write `!hold 5000 <@12> key` or `!hold 5.00 <@12> key`.
		!dues <@&601> 5 => bad_rule: Say how often: `!dues <@&601> 5 monthly`.
		!cuotas <@&601> 5 => bad_rule: Di cada cuánto: `!cuotas <@&601> 5 mensual`.
		!dues <@&601> 5 into dues => bad_rule: Say how often: `!dues <@&601> 5 monthly into dues`.
		!dues <@&601> 5 daily => bad_choice: Unknown option; choose one of weekly, monthly, quarterly, yearly. For example: `!dues @Role 5 monthly`
		!dues Member 5 monthly => role_expected: Write the role as a mention (@Role), or `everyone`. For example: `!dues @Role 5 monthly`
		!dues <@&601> 5 weekly on 15 => bad_rule: Write the day as `on mon`.
		!dues <@&601> 5 monthly then lose Member => role_expected: Say which role: mention it with @. For example: `!dues @Role 5 monthly`
		!dues <@&601> 5 monthly grace 999d => bad_duration: Write the grace period as `grace 14d`.
		!dues exempt <@12> => missing_memo: Say what it is for: a memo is needed at the end. For example: `!dues exempt @ana student`
		!dues exempt <@12> sick until june => ambiguous_clause: Is “until june” part of the memo? Put the memo in quotes: `!dues exempt <@12> "sick until june"`.
		!budget events => missing_argument: The amount is missing. For example: `!budget events 300 monthly`
		!budget events 300 => bad_rule: Say how often: `!budget events 300 monthly`.
		!limits <@12> day=100 day=200 => bad_option: That option is given twice. For example: `!limits @ana day=100`
		!limits <@12> day=100€ week=100USD => bad_option: One command sets limits in one currency. For example: `!limits @ana day=100`
		!notices block => user_expected: Say who: mention them, e.g. `!notices block @ana`
		!avisos bloquear ana => user_expected: Di quién: menciónalo, p. ej. `!avisos bloquear @ana`
		!notices block <@12> dm => surplus: There are extra words at the end: “dm”. For example: `!notices dm`
		!aprove 50 => unknown_verb: There is no such command. Did you mean `!approve 50`?
		!acept 41 => unknown_verb: There is no such command. Did you mean `!accept 41`?
		!schedul 3 => unknown_verb: There is no such command. Did you mean `!schedule show 3`?
		!programad 3 => unknown_verb: No existe esa orden. ¿Querías decir `!programado ver 3`?
	TABLE
}

@test "a request of oneself without a memo comes to the rule, which says that nobody asks themselves" {
	reads <<-'TABLE'
		!request <@11> 5 => en request {"payees":"@11","amount":"5"}
		!request <@11> <@12> 5 => missing_memo: Say what it is for: a memo is needed at the end. For example: `!request @ana 12.50 pizza`
	TABLE
}

@test "an operator's words are read alike, without a prefix" {
	export GL_GUILD=1000
	assert_equal "$(gl-command every last friday pay '<@12>' 20 12 times short=retry:3d | jq -c .args)" '{"rule":"1 month last fri","payees":"@12","amount":"20","times":"12","short":"retry:3"}'
	assert_equal "$(gl-command --lang es cuotas exempt '<@12>' 'de baja' hasta 30/06/2027 | jq -c .args)" '{"who":"@12","memo":"de baja","until":"2027-06-30"}'
	run gl-command split 60 dinner
	assert_failure 64
	assert_output --partial 'Say who shares: `split 60 @ana @bob dinner`.'
	run gl-command yes
	assert_failure 64
}
