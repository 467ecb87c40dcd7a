// Search and filters of the journal, over all months. Without it every page is whole. It loads the files of rows beside the pages, newest
// first, which call guildledger_months() and guildledger_rows(); what they hold is put into the page as text, never as HTML.
"use strict";
(() => {
	const place = document.getElementById("search"), table = document.querySelector("table.journal");
	if (!place || !table) return;
	const SHOWN = 200, AT_ONCE = 50000, lang = document.documentElement.lang, folder = place.dataset.folder, up = place.dataset.up, month = place.dataset.month;
	const words = lang === "es"
		? { search: "Buscar", hint: "importe, nombre, concepto o número", from: "Desde", to: "Hasta", account: "Cuenta", kind: "Tipo", any: "todos", batch: "Lote",
			filters: "Filtros", clear: "Quitar filtros", found: n => n === 1 ? "1 encontrada" : n + " encontradas", none: "No se ha encontrado nada: prueba con menos palabras o quita filtros", some: "; quedan meses más antiguos por mirar", more: "Buscar más atrás", wait: "Buscando…",
			failed: "No se han podido cargar los datos del buscador. Comprueba la conexión y vuelve a intentarlo.",
			noKind: kind => "No existe el tipo «" + kind + "»: se buscan todos.",
			noDate: (field, date) => field + (date ? ": «" + date + "» no es una fecha" : ": esa fecha no existe") + " (por ejemplo, 2026-11-30). Se busca sin ella." }
		: { search: "Search", hint: "amount, name, memo or number", from: "From", to: "To", account: "Account", kind: "Kind", any: "all", batch: "Batch",
			filters: "Filters", clear: "Clear filters", found: n => n + " found", none: "Nothing found: try fewer words or clear the filters", some: "; older months are not searched yet", more: "Search further back", wait: "Searching…",
			failed: "The search data could not be loaded. Check the connection and try again.",
			noKind: kind => "There is no kind “" + kind + "”: all kinds are searched.",
			noDate: (field, date) => field + (date ? ": “" + date + "” is not a date" : ": there is no such date") + " (for example, 2026-11-30). The search ignores it." };
	const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
	const tidy = digits => digits.replace(/^0+(?=\d)/, "").replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");

	// What a number may mean, however its thousands and decimals are written: 1.234,50 and 1,234.50 and 1234.5 are 1234.5.
	const meanings = text => {
		const found = [];
		if (/^\d+([.,]\d+)?$/.test(text)) found.push(text.replace(",", "."));
		const grouped = /^(\d{1,3}(?:([.,' ])\d{3})(?:\2\d{3})*)(?:([.,])(\d+))?$/.exec(text);
		if (grouped && grouped[2] !== grouped[3]) found.push(grouped[1].replace(/\D/g, "") + (grouped[4] ? "." + grouped[4] : ""));
		return found.map(tidy);
	};
	const test = word => {
		const receipt = /^#?(\d+)(?:-[0-9a-z]{8})?$/.exec(word), numbers = meanings(word.replace(/^[-+\u2212]/, ""));
		if (!receipt && !numbers.length) return row => row.text.includes(word);
		const whole = new RegExp("(^|[^\\d.,])" + word.replace(/[^0-9a-z]/g, "\\$&") + "($|[^\\d])");
		return row => row.amounts.some(amount => numbers.includes(amount)) || receipt && row.number === receipt[1] || whole.test(row.said) ||
			numbers.some(number => row.said.split(/\s+/).some(part => meanings(part).includes(number)));
	};

	// --- what is loaded
	const waiting = new Map(), pages = new Map();
	let months = null;
	const load = (name, done) => {
		if (!waiting.has(name))
			waiting.set(name, new Promise((resolve, reject) => {
				const script = document.createElement("script");
				script.src = folder + name + ".js";
				script.onload = resolve;
				script.onerror = () => { waiting.delete(name); script.remove(); reject(new Error(name)); };
				document.body.append(script);
			}));
		return waiting.get(name).then(done);
	};
	window.guildledger_months = (list, kinds) => { months = { list, kinds }; };
	window.guildledger_rows = (name, rows) => pages.set(name, rows.map(([number, time, kind, amounts, currency, debits, credits, memo, batch]) => {
		const said = plain([...debits, ...credits, memo].join("\n")), [year, mm, dd] = time.slice(0, 10).split("-");
		return { number: String(number), time, kind, currency, debits, credits, memo, batch: String(batch), said, parties: plain([...debits, ...credits].join("\n")),
			shown: amounts.split(" ")[0], amounts: amounts.split(" ").filter(Boolean).map(tidy), text: [said, plain(kind), currency.toLowerCase(), time, dd + "/" + mm + "/" + year].join("\n") };
	}));

	// --- the form
	const form = document.createElement("form"), status = document.createElement("output"), refused = document.createElement("p");
	form.className = "filters";
	form.setAttribute("role", "search");
	const details = document.createElement("details"), summary = document.createElement("summary"), filters = document.createElement("div");
	const field = (name, kind, element = "input") => {
		const label = document.createElement("label"), input = document.createElement(element);
		if (kind) input.type = kind;
		input.name = name;
		label.className = "f-" + name;
		label.append(words[name], input);
		(name === "search" ? form : filters).append(label);
		return input;
	};
	const search = field("search", "search"), from = field("from", "date"), to = field("to", "date"), account = field("account", "text"), kind = field("kind", "", "select"), batch = field("batch", "text");
	const names = document.createElement("datalist"), clear = document.createElement("button"), more = document.createElement("button");
	search.placeholder = words.hint;
	batch.inputMode = "numeric";
	names.id = "accounts";
	account.setAttribute("list", names.id);
	kind.append(new Option(words.any, ""));
	clear.type = more.type = "button";
	clear.textContent = words.clear;
	more.textContent = words.more;
	clear.hidden = more.hidden = true;
	summary.textContent = words.filters;
	details.append(summary, filters);
	details.open = matchMedia("(min-width: 48rem)").matches || location.search.length > 1;
	refused.className = "refused";
	refused.setAttribute("role", "alert");
	refused.hidden = true;
	form.append(details, names, clear, refused, status);
	place.append(form);
	table.after(more);
	if (month) {
		const [year, number] = month.split("-").map(Number);
		from.defaultValue = month + "-01";
		to.defaultValue = month + "-" + String(new Date(Date.UTC(year, number, 0)).getUTCDate()).padStart(2, "0");
	}

	// --- rows
	const body = table.tBodies[0], original = [...body.rows], foot = table.tFoot, caption = table.caption.textContent, elsewhere = document.querySelector(".months");
	const link = (href, text) => { const a = document.createElement("a"); a.href = up + href; a.textContent = text; return a; };
	const money = canonical => {
		const [whole, part] = canonical.split("."), [group, point] = lang === "es" ? [".", ","] : [",", "."];
		return whole.replace(/\B(?=(\d{3})+$)/g, group) + (part ? point + part : "");
	};
	const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
	const moment = time => {
		const [year, mm, dd] = time.slice(0, 10).split("-");
		return (lang === "es" ? dd + "/" + mm + "/" + year : Number(dd) + " " + MONTHS[mm - 1] + " " + year) + time.slice(10);
	};
	const drawn = row => {
		const tr = document.createElement("tr"), small = document.createElement("small");
		const cell = (name, ...parts) => {
			const made = document.createElement(name === "no" ? "th" : "td");
			made.className = name;
			made.append(...parts);
			tr.append(made);
			return made;
		};
		const lines = list => list.flatMap((name, i) => i ? [document.createElement("br"), name] : [name]);
		cell("no", link("transaction/" + Math.ceil(row.number / 100) + ".html#t" + row.number, row.number)).scope = "row";
		cell("when", moment(row.time));
		cell("kind", row.kind);
		cell("from", ...lines(row.debits));
		cell("to", ...lines(row.credits));
		small.textContent = row.currency;
		cell("n total", ...(row.currency ? [money(row.shown) + " ", small] : []));
		cell("note", row.memo);
		cell("lot", link("batch/" + row.batch + ".html", row.batch));
		return tr;
	};

	// --- searching
	const inputs = [search, from, to, account, kind, batch];
	const unchanged = () => inputs.every(input => input.value === (input.defaultValue || ""));
	let turn = 0, found = [], left = [];
	// What the address asked for and cannot be searched, by field, until that field is changed.
	const dropped = new Map();
	const tell = () => {
		const texts = inputs.flatMap(input => dropped.has(input.name) ? [dropped.get(input.name)] : input.validity.badInput ? [words.noDate(words[input.name])] : []);
		refused.textContent = texts.join(" ");
		refused.hidden = !texts.length;
	};
	const wanted = () => {
		const tests = plain(search.value).split(/\s+/).filter(Boolean).map(test), party = plain(account.value.trim());
		return row => (!from.value || row.time.slice(0, 10) >= from.value) && (!to.value || row.time.slice(0, 10) <= to.value) && (!party || row.parties.includes(party)) &&
			(!kind.value || row.kind === kind.value) && (!batch.value.trim() || row.batch === batch.value.trim()) && tests.every(matches => matches(row));
	};
	const sums = () => {
		const totals = new Map();
		for (const row of found) {
			if (!row.currency) continue;
			const [whole, part = ""] = row.shown.split("."), old = totals.get(row.currency) || { sum: 0n, scale: part.length };
			totals.set(row.currency, { sum: old.sum + BigInt(whole + part), scale: part.length });
		}
		return [...totals].map(([currency, { sum, scale }]) => {
			const digits = sum.toString().padStart(scale + 1, "0");
			return money(digits.slice(0, digits.length - scale) + (scale ? "." + digits.slice(-scale) : "")) + " " + currency;
		}).join(" · ");
	};
	const show = () => {
		body.replaceChildren(...found.slice(0, Math.max(SHOWN, body.dataset.shown || 0)).map(drawn));
		if (foot) foot.hidden = true;
		if (elsewhere) elsewhere.hidden = true;
		const total = sums();
		table.caption.textContent = status.textContent = (found.length || left.length ? words.found(found.length) : words.none) + (total ? ": " + total : "") + (left.length ? words.some : "");
		more.hidden = !left.length && body.rows.length >= found.length;
	};
	const restore = () => {
		body.replaceChildren(...original);
		if (foot) foot.hidden = false;
		if (elsewhere) elsewhere.hidden = false;
		table.caption.textContent = caption;
		status.textContent = "";
		more.hidden = true;
	};
	// Goes back through the files until there is enough to show, or enough was looked at.
	const go = async now => {
		const matches = wanted();
		let looked = 0, enough = found.length + SHOWN;
		status.textContent = words.wait;
		try {
			while (left.length && looked < AT_ONCE && found.length < enough) {
				const some = left.slice(0, 4);
				await Promise.all(some.map(name => load(name)));
				if (now !== turn) return;
				left.splice(0, some.length);
				for (const row of some.flatMap(name => pages.get(name) || [])) {
					looked++;
					if (matches(row)) found.push(row);
				}
			}
			show();
		} catch {
			if (now === turn) status.textContent = words.failed;
		}
	};
	const begin = async () => {
		const now = ++turn;
		clear.hidden = unchanged();
		if (unchanged()) return restore();
		try {
			await load("months", prepare);
		} catch {
			status.textContent = words.failed;
			return;
		}
		if (now !== turn) return;
		found = [];
		delete body.dataset.shown;
		left = months.list.filter(([name]) => (!from.value || name >= from.value.slice(0, 7)) && (!to.value || name <= to.value.slice(0, 7)))
			.flatMap(([name, , full]) => [name, ...Array.from({ length: full }, (_, i) => name + "-" + (full - i))]);
		await go(now);
	};
	const prepare = () => {
		if (kind.options.length === 1) for (const word of months.kinds) kind.append(new Option(word, word));
	};
	let timer;
	form.addEventListener("input", event => { dropped.delete(event.target.name); tell(); clearTimeout(timer); timer = setTimeout(begin, 150); });
	form.addEventListener("focusout", tell); // half a date is no input event
	form.addEventListener("submit", event => { event.preventDefault(); begin(); });
	form.addEventListener("focusin", () => load("months", prepare).catch(() => {}), { once: true });
	account.addEventListener("focus", () => {
		const known = [...original.flatMap(row => [...row.querySelectorAll(".from a, .to a")].map(a => a.textContent)), ...[...pages.values()].flat().flatMap(row => [...row.debits, ...row.credits])];
		names.replaceChildren(...[...new Set(known)].sort(new Intl.Collator(lang, { numeric: true }).compare).slice(0, 500).map(name => new Option(name, name)));
	});
	clear.addEventListener("click", () => { inputs.forEach(input => { input.value = ""; }); dropped.clear(); tell(); if (month) { from.value = from.defaultValue; to.value = to.defaultValue; } begin(); search.focus(); });
	more.addEventListener("click", () => {
		const shown = body.rows.length;
		body.dataset.shown = shown + SHOWN;
		if (found.length > shown) show();
		else go(turn);
	});

	// What the address asks for: journal.html?batch=22&search=rent
	const asked = new URLSearchParams(location.search);
	for (const input of inputs) {
		const value = asked.get(input.name);
		if (!value || input === kind) continue;
		input.value = value;
		if (input.type === "date" && input.value !== value) dropped.set(input.name, words.noDate(words[input.name], value));
	}
	const choose = () => {
		prepare();
		kind.value = asked.get("kind");
		if (kind.selectedIndex < 0) {
			kind.value = "";
			dropped.set("kind", words.noKind(asked.get("kind")));
			tell();
		}
		begin();
	};
	tell();
	if (asked.get("kind")) load("months", choose).catch(() => { status.textContent = words.failed; });
	else if ([...asked].length) begin();
})();
