// What gl-interaction is compared with: a bot that stays, as discord.js, discord-interactions and better-sqlite3 are commonly put together,
// with the same duty: check the signature, log the command, tell the balance from the books, answer once it is on the disk.
// interactions-bot.mjs MODULES BOOKS KEY FOLDER: serves HTTPS with FOLDER's certificate on a free port, which it prints.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { createRequire } from 'node:module';

const [modules, books, key, folder] = process.argv.slice(2);
const packages = createRequire(`${modules}/`);
const { Client, EmbedBuilder, InteractionType, InteractionResponseType, MessageFlags } = packages('discord.js');
const { verifyKey } = packages('discord-interactions');
const db = new (packages('better-sqlite3'))(books);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec('CREATE TABLE IF NOT EXISTS bot_log (id TEXT PRIMARY KEY, user_id TEXT, command TEXT, text TEXT) WITHOUT ROWID');
const client = new Client({ intents: [] }); // as such programs have it; it stays without a gateway
const balanceOf = db.prepare('SELECT b.balance FROM balances b JOIN accounts a USING (guild_id, account_id) WHERE a.guild_id = 1000 AND a.owner_id = ?');
const log = db.prepare('INSERT OR IGNORE INTO bot_log VALUES (?, ?, ?, ?)');

function answer(interaction) {
	if (interaction.type === InteractionType.Ping)
		return { type: InteractionResponseType.Pong };
	const user = interaction.member.user.id;
	const row = balanceOf.get(user);
	const text = `You have ${((row?.balance ?? 0) / -100).toFixed(2)} PTS.`;
	log.run(interaction.id, user, interaction.data.name, text);
	const embed = new EmbedBuilder().setTitle('Balance').setDescription(text);
	return { type: InteractionResponseType.ChannelMessageWithSource, data: { embeds: [embed.toJSON()], flags: MessageFlags.Ephemeral, allowed_mentions: { parse: [] } } };
}

const certificate = { cert: readFileSync(`${folder}/fullchain.pem`), key: readFileSync(`${folder}/privkey.pem`) };
const server = createServer(certificate, async (request, response) => {
	const chunks = [];
	for await (const chunk of request)
		chunks.push(chunk);
	const body = Buffer.concat(chunks);
	const signed = await verifyKey(body, request.headers['x-signature-ed25519'] ?? '', request.headers['x-signature-timestamp'] ?? '', key).catch(() => false);
	response.writeHead(signed ? 200 : 401, { 'Content-Type': 'application/json' });
	response.end(JSON.stringify(signed ? answer(JSON.parse(body)) : { error: 'bad signature' }));
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.on('SIGTERM', () => { client.destroy(); process.exit(0); });
