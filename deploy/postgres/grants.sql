-- The least that the collector's role needs in PostgreSQL: to add events, to read them for reports, and to delete
-- them when someone asks for erasure or when they have aged out. It can define nothing, change no event and see no
-- other schema. The tables belong to the role that ran `hushlog setup postgres`, and so does this file:
--
--   hushlog setup postgres                       with the owner's URL in the configuration
--   psql "$OWNER_URL" -c "CREATE ROLE hushlog_collector LOGIN PASSWORD '…'"
--   psql "$OWNER_URL" -v schema=hushlog -v role=hushlog_collector -f deploy/postgres/grants.sql
--
-- and from then on the role's URL in the configuration. After an upgrade that adds tables or columns the collector
-- says 42501 (insufficient privilege) until `hushlog setup postgres` was run again as the owner.

REVOKE ALL ON SCHEMA :"schema" FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA :"schema" FROM PUBLIC;

GRANT USAGE ON SCHEMA :"schema" TO :"role";
GRANT SELECT, INSERT, DELETE ON ALL TABLES IN SCHEMA :"schema" TO :"role";

-- Tables that later versions add.
ALTER DEFAULT PRIVILEGES IN SCHEMA :"schema" GRANT SELECT, INSERT, DELETE ON TABLES TO :"role";
