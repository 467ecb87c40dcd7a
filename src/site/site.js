// Sorting and searching of tables. Without it every page is whole: it adds buttons and a field, nothing else.
"use strict";
(() => {
	const lang = document.documentElement.lang;
	const words = lang === "es"
		? { search: "Buscar en esta tabla", of: "de", rows: "filas" }
		: { search: "Search this table", of: "of", rows: "rows" };
	const compare = new Intl.Collator(lang, { numeric: true, sensitivity: "base" }).compare;
	const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

	// Amounts may be longer than a double is exact: they are compared as whole numbers of equal decimals. A currency may follow.
	const [group, point] = lang === "es" ? [".", ","] : [",", "."];
	const number = text => {
		const [, sign, whole, part = ""] = /^([+-]?)(\d*)\.?(\d*)( |$)/.exec(text.replaceAll(group, "").replace(point, ".").replace("−", "-")) || [];
		return whole === undefined || text === "" ? null : BigInt((sign === "-" ? "-" : "") + (whole || "0") + part.padEnd(9, "0"));
	};
	// 26 Sep 2026 18:21, 26/09/2026 18:21: as 2026-09-26 18:21.
	const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
	const ordered = text => text.replace(/^(\d+)[ /](\w+)[ /](\d{4})/, (_, day, month, year) => [year, String(months.indexOf(month) + 1 || month).padStart(2, "0"), day.padStart(2, "0")].join("-"));
	const byNumber = (a, b) => a === b ? 0 : a === null ? -1 : b === null ? 1 : a < b ? -1 : 1;

	const sortable = table => {
		const headings = [...table.tHead.rows[0].cells], body = table.tBodies[0];
		headings.forEach((heading, column) => {
			const button = document.createElement("button");
			button.type = "button";
			button.append(...heading.childNodes);
			heading.append(button);
			button.addEventListener("click", () => {
				const down = heading.getAttribute("aria-sort") === "ascending";
				const numeric = heading.classList.contains("n");
				const rows = [...body.rows].map(row => {
					const text = row.cells[column].textContent.trim();
					return { row, key: numeric ? number(text) : ordered(text) };
				});
				rows.sort((a, b) => (numeric ? byNumber(a.key, b.key) : compare(a.key, b.key)) * (down ? -1 : 1));
				headings.forEach(other => other.removeAttribute("aria-sort"));
				heading.setAttribute("aria-sort", down ? "descending" : "ascending");
				body.append(...rows.map(entry => entry.row));
			});
		});
	};

	const searchable = (table, index) => {
		const rows = [...table.tBodies[0].rows], texts = rows.map(row => plain([...row.cells].map(cell => cell.textContent).join("\n")));
		const form = document.createElement("div"), label = document.createElement("label"), input = document.createElement("input"), count = document.createElement("output");
		form.className = "search";
		input.type = "search";
		input.id = label.htmlFor = "search" + index;
		label.textContent = words.search;
		count.setAttribute("for", input.id);
		form.append(label, input, count);
		table.before(form);
		input.addEventListener("input", () => {
			const wanted = plain(input.value).split(/\s+/).filter(Boolean);
			let shown = 0;
			rows.forEach((row, i) => {
				row.hidden = !wanted.every(word => texts[i].includes(word));
				shown += !row.hidden;
			});
			count.textContent = wanted.length ? shown + " " + words.of + " " + rows.length + " " + words.rows : "";
		});
	};

	document.querySelectorAll("table.sortable").forEach(sortable);
	document.querySelectorAll("table.searchable").forEach((table, index) => table.tBodies[0].rows.length > 1 && searchable(table, index));
})();
