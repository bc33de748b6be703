/** Quotes an identifier, as standard SQL, DuckDB and PostgreSQL write it. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`

/**
 * Quotes a text literal. PostgreSQL reads it so while `standard_conforming_strings` is on, which is its
 * default.
 */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`
