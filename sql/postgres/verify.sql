-- name: verify server schema
-- The guards of what is append-only, constraints and indexes, tables and views: the name, what is wrong with it, and whether it is a table, which
-- cannot be read then. What must be there comes before it, from sql/schema.txt (sql/schema.awk).
-- A function is as it was written when its text stands in that of the migrations, :schema. A trigger's kind is pg_trigger's tgtype (1 each row,
-- 2 before, 4 insert, 8 delete, 16 update, 32 truncate); its condition is compared without parentheses, quotes and casts,
-- and 'x' stands for 'old.x IS DISTINCT FROM new.x'. A table is made of its columns; a view of what it reads, too. The words of a view the server
-- keeps in a form of its own version: they are not compared.
SELECT g.trigger, CASE WHEN t.tgname IS NULL THEN 'it is missing' WHEN t.tgenabled NOT IN ('O', 'A') THEN 'it is switched off' ELSE 'it was changed' END, 0
FROM guards g LEFT JOIN pg_trigger t ON t.tgrelid = to_regclass(g.relation) AND t.tgname = g.trigger LEFT JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT (t.tgname IS NULL AND g.kind = 4 AND g.trigger = ANY (SELECT unnest(string_to_array(guards_left_out, ' ')) FROM guildledger))
	AND (t.tgname IS NULL OR t.tgenabled NOT IN ('O', 'A') OR t.tgtype <> g.kind OR p.proname <> g.function
	OR regexp_replace(regexp_replace(substring(pg_get_triggerdef(t.oid) FROM ' WHEN (.*) EXECUTE '), '[()"]|::text', '', 'g'),
		'old[.]([a-z_]+) IS DISTINCT FROM new[.]\1', '\1', 'g')
		IS DISTINCT FROM regexp_replace(regexp_replace(g.condition, '[()]', '', 'g'), 'old[.]([a-z_]+) IS DISTINCT FROM new[.]\1', '\1', 'g'))
UNION ALL SELECT p.proname || '()', 'the function was changed', 0 FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
WHERE p.pronamespace = to_regnamespace(quote_ident(current_schema())) AND l.lanname IN ('sql', 'plpgsql')
	AND position('CREATE FUNCTION ' || p.proname || '(' IN :schema) > 0 AND position('$$' || p.prosrc || '$$' IN :schema) = 0
UNION ALL SELECT p.proname || '()', 'it looks names up elsewhere than it was made to', 0 FROM pg_proc p
WHERE p.pronamespace = to_regnamespace(quote_ident(current_schema())) AND p.proname IN ('refuse', 'refuse_sealed', 'refuse_into_closed', 'refuse_unless_forgetting', 'refuse_decided',
	'json_edit', 'json_set', 'json_remove') AND p.proconfig IS DISTINCT FROM ARRAY['search_path=' || quote_ident(current_schema()) || ', pg_temp']
UNION ALL SELECT u.name, 'the unique index is missing', 0 FROM unique_indexes u
WHERE NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indexrelid = to_regclass(u.name) AND i.indisunique)
UNION ALL SELECT 'constraints', 'there are ' || k.there || ' ' || k.kind || ', ' || k.written || ' were written', 0 FROM (
	SELECT w.kind, w.written, (SELECT COUNT(*) FROM pg_constraint x WHERE x.connamespace = to_regnamespace(quote_ident(current_schema())) AND x.contype = w.type) AS there
	FROM constraints w) k WHERE k.there < k.written
UNION ALL SELECT t.tgname, 'it is none of guildledger''s', 0 FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = to_regnamespace(quote_ident(current_schema())) AND NOT t.tgisinternal AND NOT EXISTS (SELECT 1 FROM guards g WHERE g.trigger = t.tgname)
UNION ALL SELECT c.relname, 'the server says that it is not whole', 0 FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE c.relnamespace = to_regnamespace(quote_ident(current_schema())) AND NOT (i.indisvalid AND i.indisready)
UNION ALL SELECT x.conname, 'it is not checked', 0 FROM pg_constraint x WHERE x.connamespace = to_regnamespace(quote_ident(current_schema())) AND NOT x.convalidated
UNION ALL SELECT r.relation, CASE WHEN k.columns IS NULL THEN 'the primary key is missing' ELSE 'the primary key is another: ' || k.columns END, 0
FROM primary_keys r JOIN pg_class c ON c.oid = to_regclass(r.relation) AND c.relkind = 'r' LEFT JOIN (
	SELECT x.conrelid, string_agg(a.attname, ', ' ORDER BY array_position(x.conkey, a.attnum)) AS columns
	FROM pg_constraint x JOIN pg_attribute a ON a.attrelid = x.conrelid AND a.attnum = ANY (x.conkey) WHERE x.contype = 'p' GROUP BY x.conrelid) k
	ON k.conrelid = c.oid WHERE k.columns IS DISTINCT FROM r.columns
UNION ALL SELECT r.name || '.' || a.attname, CASE WHEN a.attnotnull THEN 'the column must take NULL' ELSE 'the column must not take NULL' END, 0
FROM relations r JOIN pg_attribute a ON a.attrelid = to_regclass(r.name) AND a.attnum > 0 AND NOT a.attisdropped
WHERE NOT r.is_view AND a.attnotnull = EXISTS (SELECT 1 FROM nullable n WHERE n.relation = r.name AND n.name = a.attname)
UNION ALL SELECT r.name, CASE WHEN f.made_of IS NULL THEN 'it is missing' ELSE 'it is made otherwise: ' || f.made_of END, CASE WHEN r.is_view THEN 0 ELSE 1 END FROM relations r LEFT JOIN (
	SELECT c.relname, string_agg(a.attname || ' ' || format_type(a.atttypid, NULL), ', ' ORDER BY a.attnum) || COALESCE((SELECT '; of ' || string_agg(DISTINCT t.relname, ', ')
		FROM pg_rewrite w JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> c.oid
		JOIN pg_class t ON t.oid = d.refobjid WHERE w.ev_class = c.oid), '') AS made_of
	FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
	WHERE c.relnamespace = to_regnamespace(quote_ident(current_schema())) GROUP BY c.oid, c.relname) f ON f.relname = r.name WHERE f.made_of IS DISTINCT FROM r.made_of
ORDER BY 1;
