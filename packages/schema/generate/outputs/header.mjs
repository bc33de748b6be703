/** First line of every generated source. */
export const header = '// Generated from schemas/ by `pnpm --filter @hushlog/schema generate`. Do not edit.\n'
