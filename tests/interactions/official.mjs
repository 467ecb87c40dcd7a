// official.mjs MODULES KEY: of each line of JSON on standard input (body in base64, signature, timestamp), whether Discord's own
// discord-interactions of npm, in the folder MODULES, takes it as signed by KEY: a line "true" or "false" each.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const [modules, key] = process.argv.slice(2);
const { verifyKey } = createRequire(`${modules}/`)('discord-interactions');

for await (const line of createInterface({ input: process.stdin })) {
	const { body, signature, timestamp } = JSON.parse(line);
	// false also where it throws: its middleware answers neither with the handler
	const taken = await verifyKey(Buffer.from(body, 'base64'), signature, timestamp, key).catch(() => false);
	console.log(taken === true);
}
