/**
 * Fetches all servers, one after the other: `npm test` runs it beside its first stages, a developer whenever.
 */
import { servers } from './servers.mjs'

for (const server of Object.values(servers)) {
  const installed = await server.install((line) => console.log(`  ${server.name}: ${line}`))
  if ('reason' in installed) console.log(`  ${server.name}: cannot be had here: ${installed.reason}`)
}
