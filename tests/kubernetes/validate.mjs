// Objects of Kubernetes, a JSON document a line on standard input, against Kubernetes' OpenAPI as validators (npm: kubernetes-models).
// Says what is of a wrong type, missing or not allowed, and, as kubectl's strict validation does, which fields are not known at all: those
// that the validators never look at. node validate.mjs NODE_MODULES; exit code 1 when there is anything to say.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const modules = process.argv[2];
// Maps of anything (additionalProperties without a type), which no validator looks into
const anything = [/^\/metadata\/(annotations|labels)$/];

function modelFile(apiVersion, kind) {
	const [group, version] = apiVersion.includes("/") ? apiVersion.split("/") : ["", apiVersion];
	for (const home of ["kubernetes-models", "@kubernetes-models/prometheus-operator"])
		for (const folder of [group, group.split(".")[0], group.replace(/\.k8s\.io$/, "")]) {
			const file = path.join(modules, home, folder, version, kind + ".js");
			if (fs.existsSync(file)) return file;
		}
	return null;
}

// An object that remembers which of its fields were looked at.
function watched(value, where, looked) {
	if (value === null || typeof value !== "object") return value;
	const inner = new Map();
	return new Proxy(value, {
		get(target, key) {
			if (typeof key !== "string" || !Object.hasOwn(target, key)) return Reflect.get(target, key);
			looked.add(where + "/" + key);
			if (!inner.has(key)) inner.set(key, watched(target[key], where + "/" + key, looked));
			return inner.get(key);
		},
	});
}

function* fields(value, where) {
	if (value === null || typeof value !== "object") return;
	for (const key of Object.keys(value)) {
		yield where + "/" + key;
		if (!anything.some((pattern) => pattern.test(where + "/" + key))) yield* fields(value[key], where + "/" + key);
	}
}

let bad = 0;
function say(object, text) {
	console.log(`${object.kind ?? "?"} ${object.metadata?.name ?? "?"}: ${text}`);
	bad++;
}

for (const line of fs.readFileSync(0, "utf8").split("\n").filter(Boolean)) {
	const object = JSON.parse(line), model = modelFile(object.apiVersion ?? "", object.kind);
	if (!model) {
		say(object, `no such kind in ${object.apiVersion}`);
		continue;
	}
	const schema = path.resolve(path.dirname(model), fs.readFileSync(model, "utf8").match(/import\s*\{\s*validate\s*\}\s*from\s*"([^"]+)"/)[1]);
	const { validate } = await import(pathToFileURL(schema).href), looked = new Set();
	if (!validate(watched(object, "", looked), { instancePath: "" }))
		for (const error of validate.errors) say(object, `${error.instancePath} ${error.keyword} ${JSON.stringify(error.params)}`);
	const unknown = [...fields(object, "")].filter((field) => !looked.has(field));
	for (const field of unknown.filter((f) => !unknown.some((above) => f.startsWith(above + "/")))) say(object, `${field} is no field`);
}
process.exitCode = bad ? 1 : 0;
