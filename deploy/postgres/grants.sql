-- Grants the least rights that the collector's role needs in PostgreSQL: it may add events, read them for reports, and
-- delete them by erasure and retention. It may define nothing, change no event and see no other schema. Run this file as
-- the role that owns the tables because it ran `hushlog setup postgres`:
--
--   hushlog setup postgres                       with the owner's URL in the configuration
--   psql "$OWNER_URL" -c "CREATE ROLE hushlog_collector LOGIN PASSWORD '…'"
--   psql "$OWNER_URL" -v schema=hushlog -v role=hushlog_collector -f deploy/postgres/grants.sql
--
-- Then put the role's URL into the configuration. After an upgrade that adds tables or columns the collector fails with
-- 42501 (insufficient_privilege) until the owner runs `hushlog setup postgres` again.

REVOKE ALL ON SCHEMA :"schema" FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA :"schema" FROM PUBLIC;

GRANT USAGE ON SCHEMA :"schema" TO :"role";
GRANT SELECT, INSERT, DELETE ON ALL TABLES IN SCHEMA :"schema" TO :"role";

-- Covers tables that later versions add.
ALTER DEFAULT PRIVILEGES IN SCHEMA :"schema" GRANT SELECT, INSERT, DELETE ON TABLES TO :"role";
