// draw.js MODULES LANG MESSAGES ROSTER PAGE: prints an SVG of a conversation in Discord and of a page of the site, side by side, each as wide as
// a phone. MESSAGES has, a line each, messages and the deliveries that answer them; ROSTER the names; PAGE is a file that gl-site wrote.
"use strict";
const fs = require("fs"), path = require("path"), url = require("url");
const [modules, lang, messages, roster, file] = process.argv.slice(2);
const { chromium } = require(path.join(path.resolve(modules), "playwright-core"));
const WIDTH = 390, HEIGHT = 800, GAP = 28, EDGE = 14;
const lines = name => fs.readFileSync(name, "utf8").split("\n").filter(Boolean).map(line => JSON.parse(line));
const names = new Map(lines(roster).filter(row => row.name).map(row => [row.user_id ?? row.role_id ?? row.guild_id, row.name]));
// What is shown of the evening: the first of each kind, and both counts.
const KINDS = [/^!(deposit|depositar) /, /^!(pay|pagar) /, /^!(saldo|balance)$/, /^!(batch|lote) (?!.*(book|apuntar))/, /^!(batch|lote) .*(book|apuntar)/];

const escaped = text => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt()};`);
const marked = text => escaped(text)
	.replace(/&#60;@&?#?38;?!?([0-9]+)&#62;|&#60;@[!]?([0-9]+)&#62;/g, (all, role, user) => `<b class=mention>@${names.get(role ?? user) ?? "?"}</b>`)
	.replace(/```\n?([^`]*?)\n?```/g, "<pre>$1</pre>").replace(/`([^`]+)`/g, "<code>$1</code>").replace(/\*\*([^*]+)\*\*/g, "<b>$1</b>")
	.replace(/&#60;t:([0-9]+)(?::[a-zA-Z])?&#62;/g, (all, seconds) => new Date(seconds * 1000).toLocaleString(lang, { timeZone: "Europe/London", dateStyle: "short", timeStyle: "short" }))
	.replace(/\n/g, "<br>");
const clock = time => new Intl.DateTimeFormat(lang, { timeZone: lang === "es" ? "Europe/Madrid" : "Europe/London", hour: "2-digit", minute: "2-digit", hour12: false }).format(new Date(time));

function bubble(name, colour, time, body, bot) {
	return `<section><i style="background:${colour}">${bot ? "g" : escaped(name[0])}</i><div><h3>${escaped(name)}${bot ? "<em>APP</em>" : ""}<time>${time}</time></h3>${body}</div></section>`;
}
function answered(answer) {
	const text = answer.content ? `<p>${marked(answer.content)}</p>` : "", button = answer.button ? `<span class=button>${escaped(answer.button.label)} ↗</span>` : "";
	if (!answer.embed) return text + button;
	const colour = "#" + answer.embed.color.toString(16).padStart(6, "0"), title = `<h4>${marked(answer.embed.title)}</h4>`;
	return `<blockquote style="border-left:4px solid ${colour}">${title}${text}</blockquote>${button}`;
}
function conversation() {
	const colours = ["#c2572b", "#3b7dd8", "#2f8f5b", "#8e44ad", "#b7950b", "#c0392b"], people = new Map(), asked = [], answers = new Map();
	for (const row of lines(messages))
		if (row.type === "delivery") answers.set(row.reply_to, row);
		else asked.push(row);
	return KINDS.map(kind => asked.find(row => kind.test(row.content))).map(row => {
		const name = row.author.global_name;
		if (!people.has(name)) people.set(name, colours[people.size % colours.length]);
		const answer = answers.get(row.id);
		const said = bubble(name, people.get(name), clock(row.timestamp), `<p>${marked(row.content)}</p>`);
		if (!answer) return said;
		return said + bubble("guildledger", "#5865f2", clock(row.timestamp), answered(answer), true);
	}).join("");
}
const STYLE = `* { box-sizing: border-box; margin: 0 } body { width: ${WIDTH}px; height: ${HEIGHT}px; overflow: hidden; background: #313338; color: #dbdee1;
	font: 14.5px/1.35 "DejaVu Sans", sans-serif; padding: 50px 12px 12px; display: flex; flex-direction: column; justify-content: flex-end } header { position: absolute; z-index: 1; left: 0; top: 0; width: ${WIDTH}px; height: 42px;
	background: #2b2d31; color: #f2f3f5; font-weight: bold; padding: 11px 14px } section { display: flex; gap: 10px; margin-top: 11px; flex: none }
	i { flex: none; width: 34px; height: 34px; border-radius: 17px; color: #fff; font: bold 16px/34px "DejaVu Sans", sans-serif; text-align: center }
	div { min-width: 0 } h3 { font-size: 14px; color: #f2f3f5 } time { color: #949ba4; font-size: 11px; font-weight: normal; margin-left: 7px }
	em { background: #5865f2; color: #fff; font-style: normal; font-size: 9.5px; border-radius: 4px; padding: 1px 4px; margin-left: 6px }
	.mention { background: #3c4270; color: #c9cdfb; border-radius: 3px; font-weight: normal } code { background: #2b2d31; font-family: "DejaVu Sans Mono"; font-size: 12px }
	pre { background: #2b2d31; font: 11px/1.4 "DejaVu Sans Mono"; padding: 6px; border-radius: 4px } blockquote { background: #2b2d31; border-radius: 4px; padding: 7px 10px; margin-top: 4px }
	h4 { font-size: 14px; color: #f2f3f5 } p { overflow-wrap: anywhere } .button { display: inline-block; background: #4e5058; color: #fff; border-radius: 4px; padding: 4px 10px; margin-top: 6px; font-size: 12.5px }`;

// In the page: every box that has a colour or a border, every line of text, every drawing, as SVG, as far down as a phone shows.
function collect([width, height]) {
	const out = [], round = number => Math.round(number * 10) / 10, clear = colour => /, 0\)$|^transparent$/.test(colour);
	const text = value => value.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt()};`);
	const seen = box => box.width > 0 && box.height > 0 && box.top < height && box.left < width && box.bottom > 0;
	function boxes(element, style) {
		// What goes on in the next line has a box in each
		for (const box of style.display === "inline" ? element.getClientRects() : [element.getBoundingClientRect()]) paint(box, style);
	}
	function paint(box, style) {
		const radius = parseFloat(style.borderTopLeftRadius) || 0;
		if (!seen(box)) return;
		if (!clear(style.backgroundColor))
			out.push(`<rect x="${round(box.left)}" y="${round(box.top)}" width="${round(box.width)}" height="${round(box.height)}"${radius ? ` rx="${round(Math.min(radius, box.height / 2))}"` : ""} fill="${style.backgroundColor}"/>`);
		for (const [side, x1, y1, x2, y2] of [["Top", 0, 0, 1, 0], ["Bottom", 0, 1, 1, 1], ["Left", 0, 0, 0, 1], ["Right", 1, 0, 1, 1]]) {
			const thick = parseFloat(style[`border${side}Width`]), colour = style[`border${side}Color`];
			if (!thick || clear(colour) || style[`border${side}Style`] === "none") continue;
			const inset = thick / 2, dx = side === "Left" ? inset : side === "Right" ? -inset : 0, dy = side === "Top" ? inset : side === "Bottom" ? -inset : 0;
			out.push(`<path d="M${round(box.left + x1 * box.width + dx)} ${round(box.top + y1 * box.height + dy)}L${round(box.left + x2 * box.width + dx)} ${round(box.top + y2 * box.height + dy)}" stroke="${colour}" stroke-width="${thick}"/>`);
		}
	}
	function line(words, box, style) {
		if (!words.trim() || !seen(box)) return;
		const size = parseFloat(style.fontSize), mono = /mono/i.test(style.fontFamily), bold = parseInt(style.fontWeight, 10) >= 600;
		const shown = style.textTransform === "uppercase" ? words.toUpperCase() : words;
		out.push(`<text x="${round(box.left)}" y="${round(box.top + box.height / 2 + size * 0.36)}" font-size="${round(size)}"${mono ? ' font-family="monospace"' : ""}${bold ? ' font-weight="bold"' : ""} fill="${style.color}" textLength="${round(box.width)}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">${text(shown.trimEnd())}</text>`);
	}
	function texts(node, style) {
		const range = document.createRange(), value = node.data;
		let from = 0, top = null;
		const flush = to => {
			const words = value.slice(from, to), lead = words.length - words.trimStart().length;
			range.setStart(node, from + lead); range.setEnd(node, from + words.trimEnd().length < from + lead ? from + lead : from + words.trimEnd().length);
			line(words.trim(), range.getBoundingClientRect(), style);
			from = to;
		};
		for (let at = 0; at < value.length; at++) {
			range.setStart(node, at); range.setEnd(node, at + 1);
			const box = range.getClientRects()[0];
			if (!box || /\s/.test(value[at])) continue;
			if (top !== null && Math.abs(box.top - top) > 3) flush(at);
			top = box.top;
		}
		flush(value.length);
	}
	function drawing(element) {
		const box = element.getBoundingClientRect(), copy = element.cloneNode(true), originals = [element, ...element.querySelectorAll("*")];
		if (!seen(box)) return;
		[copy, ...copy.querySelectorAll("*")].forEach((part, at) => {
			const style = getComputedStyle(originals[at]);
			for (const name of ["fill", "stroke", "stroke-width", "font-size", "font-weight", "opacity", "text-anchor", "stroke-dasharray"]) part.setAttribute(name, style.getPropertyValue(name));
			part.removeAttribute("class"); part.removeAttribute("id");
			if (part.tagName === "title" || part.tagName === "desc" || style.display === "none") part.remove();
		});
		for (const [name, value] of [["x", box.left], ["y", box.top], ["width", box.width], ["height", box.height]]) copy.setAttribute(name, round(value));
		out.push(new XMLSerializer().serializeToString(copy));
	}
	(function walk(element) {
		const style = getComputedStyle(element);
		if (style.display === "none" || style.visibility === "hidden" || style.opacity === "0") return;
		const clip = style.clipPath !== "none" || (style.position === "absolute" && element.getBoundingClientRect().width <= 1);
		if (clip || /^(SCRIPT|STYLE|DETAILS)$/.test(element.tagName)) return;
		if (element.tagName.toLowerCase() === "svg") { drawing(element); return; }
		boxes(element, style);
		for (const child of element.childNodes)
			if (child.nodeType === 3) texts(child, style);
			else if (child.nodeType === 1) walk(child);
	})(document.body);
	const page = getComputedStyle(document.body).backgroundColor;
	return { parts: out, paper: clear(page) ? getComputedStyle(document.documentElement).backgroundColor : page };
}

const frame = (at, { parts, paper }, name) => `<g transform="translate(${at} ${EDGE})"><rect x="-8" y="-8" width="${WIDTH + 16}" height="${HEIGHT + 16}" rx="26" fill="#1b1b1f"/>
<clipPath id="${name}"><rect width="${WIDTH}" height="${HEIGHT}" rx="20"/></clipPath><g clip-path="url(#${name})"><rect width="${WIDTH}" height="${HEIGHT}" fill="${clearToWhite(paper)}"/>
${parts.join("\n")}
</g></g>`;
const clearToWhite = colour => /, 0\)$|^transparent$/.test(colour) ? "#ffffff" : colour;

(async () => {
	const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
	const context = await browser.newContext({ viewport: { width: WIDTH, height: HEIGHT }, colorScheme: "light", locale: lang });
	const page = await context.newPage();
	await page.setContent(`<!doctype html><meta charset=utf-8><style>${STYLE}</style>${conversation()}<header># ${lang === "es" ? "tesorería" : "treasury"}</header>`);
	const chat = await page.evaluate(collect, [WIDTH, HEIGHT]);
	await page.goto(url.pathToFileURL(path.resolve(file)).href);
	const overview = await page.evaluate(collect, [WIDTH, HEIGHT]);
	await browser.close();
	const wide = 2 * WIDTH + GAP + 2 * EDGE, high = HEIGHT + 2 * EDGE;
	const title = lang === "es" ? "Una conversación en Discord y, a su lado, el resumen de la tesorería en un teléfono" : "A conversation in Discord, and beside it the treasury's overview on a phone";
	process.stdout.write(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${high}" width="${wide}" height="${high}" font-family="'DejaVu Sans', Verdana, Arial, sans-serif" role="img" aria-label="${title}">
<title>${title}</title>
${frame(EDGE, chat, "chat")}
${frame(EDGE + WIDTH + GAP, overview, "overview")}
</svg>
`);
})().catch(error => { console.error(error); process.exit(1); });
