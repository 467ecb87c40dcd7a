// check FOLDER MODULES: reads a site from file:// in headless Chromium, as people do. Prints one line for each thing that is
// wrong, and at the end how much was looked at; exits 1 when something was wrong.
"use strict";
const fs = require("fs"), path = require("path"), url = require("url");
const [folder, modules] = process.argv.slice(2).map(argument => path.resolve(argument));
const { chromium } = require(path.join(modules, "playwright-core"));
const axe = fs.readFileSync(path.join(modules, "axe-core/axe.min.js"), "utf8");
let wrong = 0;
const complain = (...words) => { wrong++; console.log(...words); };
const address = file => url.pathToFileURL(path.join(folder, file)).href;
const pages = fs.readdirSync(folder, { recursive: true }).filter(file => file.endsWith(".html")).sort();
// One of each kind is enough for what takes long: they are made by the same code.
const kinds = [...new Map(pages.filter(file => file !== "index.html").map(file => [file.replace(/[0-9]+/g, "N"), file])).values()];

// Every link and file that a page names is there, its anchor too; nothing comes from elsewhere.
function links() {
	const texts = new Map(pages.map(file => [path.join(folder, file), fs.readFileSync(path.join(folder, file), "utf8")]));
	const anchors = new Map([...texts].map(([file, text]) => [file, new Set(Array.from(text.matchAll(/\sid=([\w-]+)/g), found => found[1]))]));
	let count = 0;
	for (const [file, text] of texts)
		for (const [, , quoted, bare] of text.matchAll(/<[^>]*?\s(href|src)=(?:"([^"]*)"|([^\s>]+))/g)) {
			const [target, anchor] = (quoted ?? bare).split("#");
			if ((quoted ?? bare).startsWith("https://discord.com/channels/")) continue; // where it was asked for
			const to = target ? path.resolve(path.dirname(file), target) : file;
			count++;
			if (/^[a-z]+:|^\/\//i.test(target) || !fs.existsSync(to)) complain(file, "links to", target);
			else if (anchor && !anchors.get(to).has(anchor)) complain(file, "links to no anchor", anchor);
		}
	return count;
}

// What axe does takes a second for each hundred rows, and each row of a table is made by the same code: the first and the last are
// enough. TESTS_WHOLE, as make soak sets it, leaves all.
const shorten = () => document.querySelectorAll("tbody, main").forEach(of => [...of.querySelectorAll(":scope > tr, :scope > article")].slice(12, -12).forEach(row => row.remove()));

async function looks(browser) {
	for (const [colorScheme, width] of [["light", 390], ["dark", 768], ["light", 1280]].slice(0, process.env.TESTS_WHOLE ? 3 : 2)) { // layout.js has the third
		const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
		const page = await context.newPage();
		for (const file of kinds) {
			await page.goto(address(file), { waitUntil: "load" });
			if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) complain(file, "is wider than", width);
			if (!process.env.TESTS_WHOLE) await page.evaluate(shorten);
			await page.evaluate(axe);
			const result = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] }));
			for (const violation of result.violations) complain(file, colorScheme, width, violation.id, violation.nodes[0].html);
		}
		await context.close();
	}
}

async function works(browser) {
	const page = await (await browser.newContext()).newPage();
	let at = "", dialogs = 0;
	page.on("console", message => complain(at, message.type(), message.text()));
	page.on("pageerror", error => complain(at, error.message));
	page.on("request", request => request.url().startsWith("file:") || request.url().startsWith("data:") || complain(at, "asks for", request.url()));
	page.on("dialog", dialog => { dialogs++; dialog.dismiss(); });
	for (at of pages.filter(file => file !== "index.html")) {
		await page.goto(address(at));
		if (await page.locator("script:not([src]), img, iframe, [onerror], [onload], [style]").count()) complain(at, "holds what text of people brought");
	}
	if (dialogs) complain("a script of somebody's ran");
	for (const lang of ["en", "es"]) {
		at = lang + "/journal/2024-10.html";
		await page.goto(address(at));
		const column = number => page.locator(`tbody tr:visible > :nth-child(${number})`).allTextContents();
		const value = text => Number(text.replace(/[^\d.,]/g, "").replace(/[.,](\d\d)$/, "d$1").replace(/[.,]/g, "").replace("d", "."));
		const amounts = (await column(6)).map(value), button = page.locator("th:nth-child(6) button");
		await button.click();
		if (String((await column(6)).map(value)) !== String([...amounts].sort((a, b) => a - b))) complain(at, "amounts do not sort upwards");
		await button.press("Enter");
		if (String((await column(6)).map(value)) !== String([...amounts].sort((a, b) => b - a))) complain(at, "amounts do not sort downwards by key");
		if (await page.locator("th:nth-child(6)").getAttribute("aria-sort") !== "descending") complain(at, "says no aria-sort");
	}
	for (const [lang, words, memos] of [["en", "CAFE 1 pay", /café/i], ["es", "CAFE 1,00 pago", /café/i], ["en", "1.234,50", /^the hall$/], ["es", "1,234.50", /^the hall$/], ["es", "1234,5 HALL", /^the hall$/],
		["en", "12,50", /^café$/], ["es", "#3", /^round 1$/], ["en", "3-ABCDEFGH", /^round 1$/]]) {
		at = lang + "/journal.html";
		await page.goto(address(at));
		await page.getByRole("searchbox").fill(words);
		await page.waitForFunction(() => /^\d+ (found|encontrada)/.test(document.querySelector("output").textContent));
		const found = await page.locator("tbody tr > :nth-child(7)").allTextContents();
		if (!found.length || found.some(memo => !memos.test(memo))) complain(at, words, "finds", found.slice(0, 5));
		const [, count] = /^(\d+)/.exec(await page.locator("output").textContent());
		if (Number(count) !== found.length && found.length < 200) complain(at, words, "finds", count, "and shows", found.length);
	}
	// The filters; what one finds is gone when they are cleared.
	at = "en/journal.html";
	await page.goto(address(at));
	const first = await page.locator("tbody tr").count(), rows = async () => {
		await page.waitForTimeout(300); // longer than the script waits for the next key
		await page.waitForFunction(() => !/…$/.test(document.querySelector("output").textContent));
		return page.locator("tbody tr").count();
	};
	for (const [name, wanted, count] of [["from", "2025-06-01", 1], ["to", "2024-10-01", 0], ["account", "TILL", 3], ["batch", "2", 2]]) {
		await page.locator(`[name=${name}]`).fill(wanted);
		if (await rows() !== count) complain(at, name, wanted, "shows", await rows());
		await page.getByRole("button", { name: "Clear filters" }).click();
		if (await rows() !== first) complain(at, "cleared, and shows", await rows());
	}
	await page.locator("[name=kind]").selectOption("deposit");
	if (await rows() !== 3) complain(at, "deposits:", await rows());
	await page.goto(address("en/journal.html") + "?search=round");
	if (await rows() !== 200) complain(at, "the address asks for round, and", await rows(), "are shown");
	await page.getByRole("button", { name: "Search further back" }).click();
	if (await rows() !== 400) complain(at, "further back shows", await rows());
	for (const [lang, query, texts] of [
		["en", "kind=tax&from=2026-02-30", ["From: “2026-02-30” is not a date", "There is no kind “tax”"]],
		["es", "kind=tax&to=tomorrow", ["Hasta: «tomorrow» no es una fecha", "No existe el tipo «tax»"]]]) {
		at = lang + "/journal.html";
		await page.goto(address(at) + "?" + query);
		await page.waitForTimeout(300);
		const said = await page.getByRole("alert").allTextContents();
		for (const text of texts) if (!said.join().includes(text)) complain(at, query, "is not told", text, "but", said);
		await page.locator("[name=kind]").selectOption({ index: 1 });
		if ((await page.getByRole("alert").textContent()).includes("tax")) complain(at, "a kind is chosen, and the page still complains");
		await page.getByRole("button", { name: lang === "es" ? "Quitar filtros" : "Clear filters" }).click();
		if (await page.getByRole("alert").count()) complain(at, query, "is cleared, and the page still complains");
	}
	await page.goto(address("en/journal.html") + "?kind=deposit&from=2024-10-01");
	if (await rows() !== 3) complain("kind=deposit in the address shows", await rows());
	if (await page.getByRole("alert").count()) complain("what can be searched is refused");
	at = "en/transaction/2.html";
	await page.goto(address(at) + "#t150");
	if (await page.locator("article:visible").count() !== 1) complain(at, "a link to one transaction shows", await page.locator("article:visible").count());
	await page.getByRole("link", { name: "All transactions of this page" }).click();
	if (await page.locator("article:visible").count() !== 100) complain(at, "does not show all");
	at = "index.html";
	await page.goto(address(at));
	await page.waitForURL(/\/(en|es)\/index\.html$/, { timeout: 10000 });
	await page.keyboard.press("Tab");
	if (!await page.evaluate(() => document.activeElement.matches("a.skip") && document.activeElement.getBoundingClientRect().left >= 0)) complain("the skip link is not first, or not seen");
	await page.emulateMedia({ media: "print" });
	if (await page.locator("header nav").isVisible() || !await page.locator("main > table").first().isVisible()) complain("print shows the navigation, or no table");
}

(async () => {
	const count = links(), browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
	try {
		await works(browser);
		await looks(browser);
		const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
		await plain.goto(address("en/journal/2024-10.html"));
		if (!await plain.locator("tbody tr").count() || await plain.locator("button, input").count()) complain("without scripts the journal is not whole");
	} finally {
		await browser.close();
	}
	console.log(`${pages.length} pages, ${count} links, ${kinds.length} kinds looked at, ${wrong} wrong`);
	process.exit(wrong ? 1 : 0);
})();
