// lighthouse.mjs FOLDER MODULES: serves the site on a free port of this machine, and has Lighthouse look at pages of it. Prints a line for
// each with its scores, and what is wrong where one is below 100; exits 1 then.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import url from "node:url";

const [folder, modules] = process.argv.slice(2).map(argument => path.resolve(argument));
const load = file => import(url.pathToFileURL(path.join(modules, file)));
const { default: lighthouse, desktopConfig } = await load("lighthouse/core/index.js");
const { launch } = await load("chrome-launcher/dist/index.js");

const kinds = { ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml" };
const server = http.createServer((request, response) => {
	const file = path.join(folder, decodeURIComponent(new URL(request.url, "http://localhost").pathname));
	if (!file.startsWith(folder + path.sep) || !fs.existsSync(file) || !fs.statSync(file).isFile()) {
		response.writeHead(404).end();
		return;
	}
	response.writeHead(200, { "Content-Type": kinds[path.extname(file)] || "application/octet-stream" }).end(fs.readFileSync(file));
});
await new Promise(resolve => server.listen(0, "127.0.0.1", resolve));
const chrome = await launch({ chromePath: "/usr/bin/chromium", chromeFlags: ["--headless=new", "--no-sandbox"] });
const month = fs.readdirSync(path.join(folder, "en/journal")).filter(name => name.endsWith(".html")).sort().at(-1);
let bad = 0;
for (const page of ["en/index.html", "es/accounts.html", "en/journal.html", "es/journal/" + month, "en/transaction/1.html"])
	for (const [size, config] of [["phone", undefined], ["desktop", desktopConfig]]) {
		const options = { port: chrome.port, logLevel: "error", onlyCategories: ["accessibility", "best-practices"] };
		const { lhr } = await lighthouse(`http://127.0.0.1:${server.address().port}/${page}`, options, config);
		const scores = Object.values(lhr.categories).map(category => `${category.title} ${Math.round(category.score * 100)}`);
		console.log(`${page}, ${size}: ${scores.join(", ")}`);
		if (Object.values(lhr.categories).every(category => category.score === 1)) continue;
		bad++;
		for (const category of Object.values(lhr.categories))
			for (const { id, weight } of category.auditRefs)
				if (weight && lhr.audits[id].score !== null && lhr.audits[id].score < 1) console.log("  " + id + ": " + lhr.audits[id].title, JSON.stringify(lhr.audits[id].details?.items?.slice(0, 3) ?? ""));
	}
await chrome.kill();
server.close();
console.log(bad ? `${bad} below 100` : "all 100");
process.exit(bad ? 1 : 0);
