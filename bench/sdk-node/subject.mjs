/**
 * Runs one SDK in a process of its own: a burst in one iteration of the event loop, then the end by the SDK's
 * own means.
 */
import { subjects } from './subjects.mjs'

const [name, url, count] = process.argv.slice(2)
const events = Number(count)
/** A request may take so many more milliseconds to arrive, for SDKs whose end does not wait for it. */
const QUIET_MS = 1500

const { track, finish } = await subjects[name](url)
const before = process.cpuUsage()
const begun = process.hrtime.bigint()
for (let i = 0; i < events; i++) track(i)
const called = process.hrtime.bigint()
await Promise.resolve(finish()).catch(() => undefined)
await new Promise((resolve) => setTimeout(resolve, QUIET_MS))
const { user, system } = process.cpuUsage(before)
process.send({
  ns: Number(called - begun) / events,
  cpu: (user + system) / events,
  memory: process.resourceUsage().maxRSS / 1024,
})
process.exit(0)
