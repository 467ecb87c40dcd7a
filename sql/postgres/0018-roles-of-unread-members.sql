-- name: migration 18
-- A role that Discord was told to give is noted as had before its member was read: it refers to no row of members.
ALTER TABLE member_roles DROP CONSTRAINT member_roles_guild_id_user_id_fkey;
