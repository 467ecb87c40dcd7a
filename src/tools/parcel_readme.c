/* The page that goes with a parcel, in both languages: the check, which needs no guildledger, and
 * what each file is. docs/audit.md shows it at work. */
#include <string.h>

#include "base/zone.h"
#include "tools/parcel_files.h"

/* Seven lines of sh. The first makes the list anew, too: sha256sum -c alone reads past a line that
 * begins with "#", takes other letters for the same digits, and misses no line that is not there.
 */
static const char check[] =
	"sha256sum -c --quiet --strict SHA256SUMS && [ \"$(printf '%s\\n' *.csv *.hledger *.md "
	"*.txt */* | LC_ALL=C sort | while read -r f; do echo \"$(sha256sum <\"$f\" | cut "
	"-c1-64)  $f\"; done)\" = \"$(cat SHA256SUMS)\" ] && echo 'files: as listed' || echo 'NOT "
	"AS LISTED'\n"
	"l=$(awk -F, '$2 > 1 {printf \"%s  batches/%06d.txt\\n\", $7, $4}' seals.txt); { [ -z "
	"\"$l\" ] || echo \"$l\" | sha256sum -c --quiet; } && echo 'batches: as sealed'\n"
	"p=$(head -n 1 seals.txt | cut -d, -f5); while read -r l; do [ \"$(echo \"$l\" | cut "
	"-d, -f5)\" = \"$p\" ] || echo \"CHAIN BROKEN before $l\"; case $l in *-batch,1,*) "
	"p=$(sha256sum <\"batches/$(printf %06d \"$(echo \"$l\" | cut -d, -f4)\").txt\" | "
	"cut -c1-64) ;; *) p=$(echo \"$l\" | sha256sum | cut -c1-64) ;; esac; done <seals.txt\n"
	"echo \"last hash: $p\"\n"
	"cat batches/*.txt | awk -F, '$1 ~ /^[0-9]+$/ {s[$1 \",\" $7] += $8} END {for (k in "
	"s) if (s[k] != 0) {print \"NOT ZERO: \" k; bad = 1} exit bad}' && echo "
	"'transactions: each sums to zero'\n"
	"cat batches/*.txt | awk -F, 'NR == FNR {if (FNR > 1) {gsub(/[.]/, \"\"); k = $1 "
	"\",\" $2; seen[k]; d[k] += $4; c[k] += $5; if ($3 + $4 - $5 != $6 + 0) {print \"NOT "
	"A BALANCE: \" k; bad = 1}} next} $1 ~ /^[0-9]+$/ {k = $6 \",\" $7; seen[k]; if ($8 "
	"> 0) d[k] -= $8; else c[k] += $8} END {for (k in seen) if (d[k] != 0 || c[k] != 0) "
	"{print \"NOT FROM THE LINES: \" k; bad = 1} exit bad}' balances.csv - && echo "
	"'balances: from the lines'\n"
	"ssh-keygen -Y verify -f allowed_signers -I treasurer -n guildledger-parcel -s "
	"SHA256SUMS.sig <SHA256SUMS\n";

static const char english_head[] =
	"# The books of guild %ju, %s\n"
	"\n"
	"Batches %jd to %jd: those that were closed in %s, by the days of %s. Every\n"
	"byte here comes from the books; the same books give the same bytes.\n"
	"guildledger made it, and nothing here needs guildledger.\n"
	"\n"
	"## Check it\n"
	"\n"
	"In this folder, with a shell, coreutils and awk (any). To run the lines below\n"
	"as they stand:\n"
	"\n"
	"    awk '/^```/ {on = /sh$/; next} on' README.md | sh\n"
	"\n";

static const char english_rest[] =
	"\n"
	"1. The files are those of SHA256SUMS, and all of them are listed.\n"
	"2. The lines of each batch have the hash in its seal.\n"
	"3. Each seal names the hash of the batch before. The first one names the last\n"
	"   batch of the year before (64 zeros: there was none): compare it with that\n"
	"   parcel.\n"
	"4. This is the hash of the last batch. Compare it with the one that was posted\n"
	"   in the channel when that batch was closed: whoever quoted it then has\n"
	"   something that nobody can change.\n"
	"5. The entries of each transaction add up to zero in each currency.\n"
	"6. balances.csv is what the lines add up to. (awk counts exactly to\n"
	"   9007199254740992 minor units.)\n"
	"7. The signature, where there is one: SHA256SUMS.sig by ssh-keygen, as here,\n"
	"   or SHA256SUMS.minisig by minisign -Vm SHA256SUMS -p guild.pub. The key must\n"
	"   have come to you another way than this parcel.\n"
	"\n"
	"Nothing else may be printed than the lines that these commands echo. Any\n"
	"changed byte is found. But whoever writes SHA256SUMS anew can change other\n"
	"files than seals.txt and batches/, and all of balances.csv but its debits and\n"
	"credits: only a signature rules that out. What was never written down is not\n"
	"found.\n"
	"\n"
	"## The files\n"
	"\n"
	"| file | what it is |\n"
	"|---|---|\n"
	"| SHA256SUMS | the checksums of all other files |\n"
	"| seals.txt | the line that was sealed of each batch, in order: guildledger-batch, "
	"form, guild, batch, hash of the batch before, transactions, SHA-256 of the batch's "
	"lines, Merkle root. The SHA-256 of the line, with its newline, is the batch's hash. A "
	"batch of form 1 has no such line: its hash is the SHA-256 of its own file |\n"
	"| batches/NUMBER.txt | the lines of a batch, as they were sealed |\n"
	"| journal.csv, journal.hledger | each entry, with the day, names, texts and the hashes "
	"of its evidence. Positive: debit |\n"
	"| accounts.csv | number, kind, owner (Discord id), purpose, name of each account |\n"
	"| balances.csv | by account and currency: balance before the first batch, debits, "
	"credits, balance after the last. Positive: debit |\n"
	"| statements/ | the result (income and expenses), the balance (assets, liabilities, "
	"equity), and income and expenses by month. What closes a year is neither |\n"
	"| evidence.csv | files that were attached: their SHA-256, size and type |\n"
	"| imports.csv | lines of the bank's lists, and the transaction that each is |\n"
	"| reconciliations.csv | what the bank said and what the books said |\n"
	"| sums.txt | what all members held, and owed, at the close of each batch, as it was "
	"posted |\n"
	"\n"
	"Names and texts are in journal.csv, journal.hledger, accounts.csv,\n"
	"balances.csv, imports.csv and statements/ only, and are not sealed: members\n"
	"may have theirs forgotten. In CSV an apostrophe precedes what a spreadsheet\n"
	"would take for a formula.\n"
	"\n"
	"## The lines of a batch\n"
	"\n"
	"    TRANSACTION,ENTRY,TIME,VERB,REVERSED TRANSACTION,ACCOUNT,CURRENCY,AMOUNT\n"
	"    evidence,TRANSACTION,SHA256,SIZE\n"
	"    import,TRANSACTION,LINE OF THE BANK\n"
	"    reconciled,ACCOUNT,CURRENCY,DAY,STATEMENT,BOOKS\n"
	"    guildledger-sum,1,GUILD,BATCH,CURRENCY,TOTAL,LEAVES,ROOT\n"
	"    guildledger-debts,1,GUILD,BATCH,CURRENCY,TOTAL\n"
	"\n"
	"Times are milliseconds since 1970 (UTC), amounts are in the smallest unit,\n"
	"positive: debit. In batches of form 3 evidence and lines of the bank follow\n"
	"their transaction, sorted; those of transactions of batches before follow all\n"
	"transactions, then reconciliations, then sums.\n";

static const char spanish_head[] =
	"# Los libros de la comunidad %ju, %s\n"
	"\n"
	"Lotes %jd a %jd: los que se cerraron en %s, según los días de %s. Cada byte\n"
	"sale de los libros; los mismos libros dan los mismos bytes. Lo ha generado\n"
	"guildledger, y nada de aquí necesita guildledger.\n"
	"\n"
	"## Compruébalo\n"
	"\n"
	"En esta carpeta, con un intérprete de órdenes, coreutils y awk (cualquiera).\n"
	"Para ejecutar tal cual las líneas de abajo:\n"
	"\n"
	"    awk '/^```/ {on = /sh$/; next} on' README.es.md | sh\n"
	"\n";

static const char spanish_rest[] =
	"\n"
	"1. Los archivos son los de SHA256SUMS, y están todos en él.\n"
	"2. Las líneas de cada lote tienen el hash que dice su sello.\n"
	"3. Cada sello nombra el hash del lote anterior. El primero nombra el último\n"
	"   lote del año anterior (64 ceros: no lo hubo): compáralo con aquel paquete.\n"
	"4. Este es el hash del último lote. Compáralo con el que se publicó en el\n"
	"   canal al cerrarlo: quien lo citó entonces tiene algo que nadie puede\n"
	"   cambiar.\n"
	"5. Los apuntes de cada transacción suman cero en cada moneda.\n"
	"6. balances.csv es lo que suman las líneas. (awk cuenta con exactitud hasta\n"
	"   9007199254740992 unidades mínimas.)\n"
	"7. La firma, si la hay: SHA256SUMS.sig con ssh-keygen, como aquí, o\n"
	"   SHA256SUMS.minisig con minisign -Vm SHA256SUMS -p guild.pub. La clave tiene\n"
	"   que haberte llegado por otro camino.\n"
	"\n"
	"No debe salir nada más que las líneas que estas órdenes muestran. Se encuentra\n"
	"cualquier byte cambiado. Pero quien rehaga SHA256SUMS puede cambiar los demás\n"
	"archivos, salvo seals.txt y batches/, y todo en balances.csv menos el debe y el\n"
	"haber: eso solo lo descarta una firma. Lo que nunca se apuntó no se encuentra.\n"
	"\n"
	"## Los archivos\n"
	"\n"
	"| archivo | qué es |\n"
	"|---|---|\n"
	"| SHA256SUMS | las sumas de comprobación de los demás archivos |\n"
	"| seals.txt | la línea sellada de cada lote, en orden: guildledger-batch, forma, "
	"comunidad, lote, hash del lote anterior, transacciones, SHA-256 de las líneas del lote, "
	"raíz de Merkle. El SHA-256 de la línea, con su salto de línea, es el hash del lote. Un "
	"lote de la forma 1 no tiene esa línea: su hash es el SHA-256 de su propio archivo |\n"
	"| batches/NÚMERO.txt | las líneas de un lote, tal como se sellaron |\n"
	"| journal.csv, journal.hledger | cada apunte, con el día, nombres, textos y los hashes "
	"de sus justificantes. Positivo: debe |\n"
	"| accounts.csv | número, tipo, titular (id de Discord), función y nombre de cada cuenta "
	"|\n"
	"| balances.csv | por cuenta y moneda: saldo antes del primer lote, debe, haber, saldo "
	"después del último. Positivo: debe |\n"
	"| statements/ | el resultado (ingresos y gastos), el balance (activo, pasivo, "
	"patrimonio), y los ingresos y gastos por mes. Lo que cierra un año no es ni uno ni otro "
	"|\n"
	"| evidence.csv | archivos adjuntos: su SHA-256, tamaño y tipo |\n"
	"| imports.csv | líneas de los extractos del banco, y la transacción que es cada una |\n"
	"| reconciliations.csv | lo que decía el banco y lo que decían los libros |\n"
	"| sums.txt | lo que tenían todos los miembros, y lo que debían, al cerrar cada lote, "
	"tal como se publicó |\n"
	"\n"
	"Los nombres y textos solo están en journal.csv, journal.hledger, accounts.csv,\n"
	"balances.csv, imports.csv y statements/, y no se sellan: los miembros pueden\n"
	"pedir que se borren. En los CSV, un apóstrofo precede a lo que una hoja de\n"
	"cálculo tomaría por una fórmula.\n"
	"\n"
	"## Las líneas de un lote\n"
	"\n"
	"    TRANSACCIÓN,APUNTE,HORA,ORDEN,TRANSACCIÓN ANULADA,CUENTA,MONEDA,IMPORTE\n"
	"    evidence,TRANSACCIÓN,SHA256,TAMAÑO\n"
	"    import,TRANSACCIÓN,LÍNEA DEL BANCO\n"
	"    reconciled,CUENTA,MONEDA,DÍA,EXTRACTO,LIBROS\n"
	"    guildledger-sum,1,COMUNIDAD,LOTE,MONEDA,TOTAL,HOJAS,RAÍZ\n"
	"    guildledger-debts,1,COMUNIDAD,LOTE,MONEDA,TOTAL\n"
	"\n"
	"Las horas son milisegundos desde 1970 (UTC), los importes van en la unidad\n"
	"mínima; positivo: debe. En los lotes de la forma 3, los justificantes y las\n"
	"líneas del banco siguen a su transacción, ordenados; los de transacciones de\n"
	"lotes anteriores van detrás de todas las transacciones, después las\n"
	"conciliaciones, después las sumas.\n";

/* As a block of code in Markdown. */
static void add_check(struct buf *out)
{
	buf_text(out, "```sh\n");
	buf_text(out, check);
	buf_text(out, "```\n");
}

static const char english_files[] =
	"\n"
	"evidence/HASH are the files that evidence.csv names, each under its SHA-256.\n"
	"One that is not here was missing or damaged when this was made, or went when\n"
	"its member was forgotten.\n";
static const char spanish_files[] =
	"\n"
	"evidence/HASH son los archivos que nombra evidence.csv, cada uno con su\n"
	"SHA-256 por nombre. Si falta alguno, es que no estaba o estaba dañado cuando\n"
	"se generó esto, o se borró con los datos de su miembro.\n";

void parcel_readme(struct parcel *parcel)
{
	struct buf *out = &parcel->spool.waiting;
	const char *zone = zone_name(parcel->zone);
	parcel_spool_begin(&parcel->spool, "README.md");
	buf_printf(out, english_head, parcel->guild_id, parcel->year, parcel->first, parcel->last,
		   parcel->year, zone);
	add_check(out);
	buf_text(out, english_rest);
	if (parcel->with_files)
		buf_text(out, english_files);
	parcel_spool_end(&parcel->spool);
	parcel_spool_begin(&parcel->spool, "README.es.md");
	buf_printf(out, spanish_head, parcel->guild_id, parcel->year, parcel->first, parcel->last,
		   parcel->year, zone);
	add_check(out);
	buf_text(out, spanish_rest);
	if (parcel->with_files)
		buf_text(out, spanish_files);
	parcel_spool_end(&parcel->spool);
}
