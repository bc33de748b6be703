/**
 * Before packing: what other packages build and this one serves goes into `assets`, so that the packed
 * collector has its dashboard and the script for pages. In a checkout they are found where they are built.
 */
import { cpSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))

rmSync(at('assets'), { recursive: true, force: true })
for (const form of ['', '.br', '.gz']) {
  cpSync(at(`../sdk-browser/dist/hushlog.js${form}`), at(`assets/hushlog.js${form}`))
}
cpSync(at('../dashboard/dist'), at('assets/dashboard'), { recursive: true })
