-- name: migration 4
-- Who takes part and which roles they are to wear. What the books decided about a role is a row of wanted_roles; where there is
-- none, what was last seen on Discord (member_roles) is right.
CREATE TABLE role_groups (
	guild_id INTEGER NOT NULL REFERENCES guilds, folded_name TEXT NOT NULL, name TEXT NOT NULL,
	most INTEGER NOT NULL CHECK (most >= 0),       -- how many of its roles may be worn at once; 0: any number
	registered INTEGER NOT NULL CHECK (registered = 0 OR registered = 1), -- only registered members take from it
	needs_role INTEGER,                            -- a role that must be worn; NULL: none
	fee INTEGER NOT NULL CHECK (fee >= 0), currency TEXT NOT NULL,
	PRIMARY KEY (guild_id, folded_name)
) STRICT, WITHOUT ROWID;
CREATE TABLE role_offers (
	guild_id INTEGER NOT NULL, role_id INTEGER NOT NULL, folded_group TEXT NOT NULL,
	PRIMARY KEY (guild_id, role_id),
	FOREIGN KEY (guild_id, folded_group) REFERENCES role_groups
) STRICT, WITHOUT ROWID;
CREATE TABLE wanted_roles (
	guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, role_id INTEGER NOT NULL,
	wanted INTEGER NOT NULL CHECK (wanted = 0 OR wanted = 1),
	granted INTEGER NOT NULL CHECK (granted = 0 OR granted = 1), -- by an admin; 0: the member chose it
	until INTEGER,             -- when it ends; NULL: it does not
	fee_transaction INTEGER,   -- given back when Discord refuses the role
	seq INTEGER NOT NULL,      -- of the log: what decided it
	PRIMARY KEY (guild_id, user_id, role_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX wanted_roles_by_role ON wanted_roles (guild_id, role_id);
CREATE INDEX wanted_roles_ending ON wanted_roles (guild_id, until) WHERE until IS NOT NULL AND wanted = 1;
CREATE TABLE registrations ( -- asked for, where a treasurer confirms; or withdrawn by the member, who may then come back
	guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, request INTEGER NOT NULL, requested_at INTEGER NOT NULL,
	state TEXT NOT NULL CHECK (state = 'waiting' OR state = 'approved' OR state = 'rejected' OR state = 'withdrawn'),
	PRIMARY KEY (guild_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX registrations_by_request ON registrations (guild_id, request);
ALTER TABLE members ADD COLUMN left_at INTEGER;
CREATE INDEX outbox_roles ON outbox (guild_id, user_id, role_id) WHERE role_id IS NOT NULL;
