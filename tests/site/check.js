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
			if ((quoted ?? bare) === "data:,") continue;
			const to = target ? path.resolve(path.dirname(file), target) : file;
			count++;
			if (/^[a-z]+:|^\/\//i.test(target) || !fs.existsSync(to)) complain(file, "links to", target);
			else if (anchor && !anchors.get(to).has(anchor)) complain(file, "links to no anchor", anchor);
		}
	return count;
}

async function looks(browser) {
	for (const [colorScheme, width] of [["light", 390], ["dark", 1200]]) {
		const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
		const page = await context.newPage();
		for (const file of kinds) {
			await page.goto(address(file), { waitUntil: "load" });
			await page.evaluate(axe);
			const result = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] }));
			for (const violation of result.violations) complain(file, colorScheme, width, violation.id, violation.nodes[0].html);
			if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) complain(file, "is wider than", width);
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
		at = lang + "/journal/2.html";
		await page.goto(address(at));
		const column = number => page.locator(`tbody tr:visible > :nth-child(${number})`).allTextContents();
		const amounts = (await column(4)).map(Number), button = page.locator("th:nth-child(4) button");
		await button.click();
		if (String((await column(4)).map(Number)) !== String([...amounts].sort((a, b) => a - b))) complain(at, "amounts do not sort upwards");
		await button.press("Enter");
		if (String((await column(4)).map(Number)) !== String([...amounts].sort((a, b) => b - a))) complain(at, "amounts do not sort downwards by key");
		if (await page.locator("th:nth-child(4)").getAttribute("aria-sort") !== "descending") complain(at, "says no aria-sort");
		await page.getByRole("searchbox").fill("CAFE pay".replace("pay", lang === "es" ? "pago" : "pay"));
		const found = await column(8);
		if (!found.length || found.some(memo => !/café/i.test(memo))) complain(at, "search finds", found);
		if (!/^\d+ (of|de) \d+/.test(await page.locator("output").textContent())) complain(at, "does not say how many were found");
	}
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
		await plain.goto(address("en/journal/1.html"));
		if (!await plain.locator("tbody tr").count() || await plain.locator("button, input").count()) complain("without scripts the journal is not whole");
	} finally {
		await browser.close();
	}
	console.log(`${pages.length} pages, ${count} links, ${kinds.length} kinds looked at, ${wrong} wrong`);
	process.exit(wrong ? 1 : 0);
})();
