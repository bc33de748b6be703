/**
 * Lists the tools that the packed packages are tried with: the exact versions of the npm packages that each
 * of them needs. Their programs come inside npm packages, so that no install script has to run.
 */

const REACT = { react: '19.3.1', 'react-dom': '19.3.1' }

const NODE_TYPES = { '@types/node': '20.19.43' }

/** @type {Record<string, Record<string, string>>} */
export const versions = {
  next15: { next: '15.5.29', ...REACT },
  next16: { next: '16.4.6', ...REACT },
  vite: { vite: '8.4.0' },
  webpack: { webpack: '5.113.0' },
  jest: { jest: '30.5.2', 'jest-environment-jsdom': '30.5.2' },
  miniflare: { miniflare: '4.20260401.0' },
  deno: { deno: '2.9.6' },
  bun: { bun: '1.4.5' },
  typescript4: { typescript: '4.9.5', ...NODE_TYPES },
  typescript5: { typescript: '5.9.3', ...NODE_TYPES },
}
