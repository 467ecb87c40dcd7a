// layout FOLDER MODULES: measures each kind of page of a site in headless Chromium, in both languages, as a phone, a tablet and a
// desktop show it, and lets axe look at each. Prints one line for each thing that is wrong, and at the end how much was measured; exits 1 when something was wrong.
"use strict";
const fs = require("fs"), path = require("path"), url = require("url");
const [folder, modules] = process.argv.slice(2).map(argument => path.resolve(argument));
const { chromium } = require(path.join(modules, "playwright-core"));
const pages = fs.readdirSync(folder, { recursive: true }).filter(file => file.endsWith(".html") && file !== "index.html").sort();
// The longest page of each kind: the one with most in it.
const kinds = [...pages.reduce((kinds, file) => {
	const kind = file.replace(/[0-9]+/g, "N"), size = fs.statSync(path.join(folder, file)).size;
	return size > (kinds.get(kind)?.size ?? -1) ? kinds.set(kind, { file, size }) : kinds;
}, new Map()).values()].map(kind => kind.file);
const axe = fs.readFileSync(path.join(modules, "axe-core/axe.min.js"), "utf8");
const ROWS = 40; // of a table: the others are made alike

// In the page: what is wrong with it.
function measure({ phone, rows }) {
	const wrong = [], root = document.documentElement, name = element => element.outerHTML.replace(/\s+/g, " ").slice(0, 90);
	const seen = element => element.checkVisibility() && element.getClientRects().length > 0 && !element.matches(".skip");
	const box = element => element.getBoundingClientRect();
	const all = (selector, within = document) => [...within.querySelectorAll(selector)].filter(seen);
	if (root.scrollWidth > root.clientWidth) wrong.push("is wider than the window: " + root.scrollWidth);
	for (const element of all("body *"))
		if (!element.closest("svg, tr:nth-child(n+" + (rows + 1) + ")") && (box(element).right > root.clientWidth + 1 || box(element).left < -1)) wrong.push("sticks out: " + name(element));
	for (const target of all("a, button, input, select, summary"))
		if (!target.closest("tr:nth-child(n+" + (rows + 1) + ")") && (box(target).height < 23.9 || box(target).width < 23.9)) wrong.push(`is ${box(target).width.toFixed(1)}×${box(target).height.toFixed(1)}, too small to tap: ` + name(target));
	const apart = (elements, what) => elements.forEach((one, i) => elements.slice(i + 1).forEach(other => {
		const a = box(one), b = box(other);
		if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1) wrong.push(`${what} overlap: ${name(one)} and ${name(other)}`);
	}));
	apart(all("body > header > *, main > *, footer"), "parts of the page");
	apart(all("header li a"), "places");
	for (const list of all("dl, ul.checks")) apart(all(":scope > *", list), "figures");
	for (const table of all("main table")) {
		if (all("thead", table).length !== (phone ? 0 : 1)) wrong.push(phone ? "shows headings on a card" : "shows no headings");
		for (const row of all("tbody tr", table).slice(0, rows)) {
			const cells = all(":scope > *", row);
			apart(cells, "cells");
			if (phone) card(row, cells);
			else if (cells.some(cell => cell.matches(".n") && getComputedStyle(cell).textAlign !== "right")) wrong.push("a figure is not on the right: " + name(row));
		}
		if (phone) apart(all("tbody tr", table).slice(0, rows), "cards");
	}
	// Who and how much, then what and when, then the memo and whatever has its heading before it.
	function card(row, cells) {
		const find = selector => cells.find(cell => cell.matches(selector));
		const who = find("th:not(.small), .who"), lines = [who ?? find(".sum"), find(".what") ?? find(".d:not([data-l])"), find(".memo"), ...cells.filter(cell => cell.matches("[data-l]"))].filter(Boolean);
		for (const [above, below] of [[who, find(".sum")], [find(".what"), find(".d:not([data-l])")]])
			if (above && below && (box(below).left < box(above).right - 1 || Math.abs(box(below).top - box(above).top) > box(above).height)) wrong.push("is not beside it: " + name(below));
		const memo = find(".memo"), number = find(".small");
		if (memo && number && box(memo).width < box(row).width * 0.6) wrong.push("is a narrow column in a card with room: " + name(memo));
		lines.slice(1).forEach((line, i) => box(line).top < box(lines[i]).bottom - 1 && wrong.push("is not below it: " + name(line)));
		for (const cell of cells.filter(cell => cell.matches("[data-l]")))
			if (getComputedStyle(cell, "::before").content === "none") wrong.push("has no heading: " + name(cell));
	}
	return wrong;
}

(async () => {
	const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
	let wrong = 0, measured = 0;
	const complain = (...words) => { wrong++; console.log(...words); };
	try {
		for (const [width, colorScheme] of [[360, "dark"], [768, "light"], [1280, "light"]]) {
			const page = await (await browser.newContext({ viewport: { width, height: width < 768 ? 740 : 900 }, colorScheme, bypassCSP: true })).newPage();
			for (const file of kinds) {
				await page.goto(url.pathToFileURL(path.join(folder, file)).href, { waitUntil: "load" });
				for (const words of await page.evaluate(measure, { phone: width < 768, rows: ROWS })) complain(file, width, words);
				await page.evaluate(axe);
				const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] }));
				for (const violation of found.violations) complain(file, width, colorScheme, violation.id, violation.nodes[0].html);
				measured++;
				if (width === 1280 && await page.locator("tbody tr").count() > 60) {
					await page.locator("tbody tr").nth(55).scrollIntoViewIfNeeded();
					const top = await page.locator("table", { has: page.locator("tbody tr:nth-child(30)") }).first().locator("thead th").first().evaluate(heading => heading.getBoundingClientRect().top);
					if (top < -1 || top > 900) complain(file, "loses its headings when it scrolls:", top);
				}
			}
			await page.context().close();
		}
	} finally {
		await browser.close();
	}
	console.log(`${measured} pages measured, ${wrong} wrong`);
	process.exit(wrong ? 1 : 0);
})();
