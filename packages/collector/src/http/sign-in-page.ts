/** Makes the page for signing in: one form that works without script, with its style inside, so that it asks for no file. */
import { createHash } from 'node:crypto'

/** Says why somebody is asked again; what was entered is never repeated. */
export type SignInFault = 'wrong' | 'too_many' | 'may_not_read' | 'foreign_origin'

const faults: Readonly<Record<SignInFault, string>> = {
  wrong: 'This name and password do not belong together. Check both, and enter them again.',
  too_many: 'Too many wrong passwords came from your address. Wait a few seconds, and enter the right one.',
  may_not_read:
    'This token may not read figures. Use a read token with the scope read, or the password of the admin.',
  foreign_origin: 'This form was sent from another page. Enter your name and password here.',
}

const STYLE = `
:root{color-scheme:light dark;--ground:#fff;--text:#1b1f24;--quiet:#57606a;--line:#767d86;--accent:#0b57a4;--on:#fff;--fault:#a40e26}
@media(prefers-color-scheme:dark){:root{--ground:#14171a;--text:#e8eaed;--quiet:#a9b1ba;--line:#8b949e;--accent:#7ab7ff;--on:#10151b;--fault:#ff9aa5}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,sans-serif}
main{width:100%;max-width:24rem;padding:1.5rem}
h1{font-size:1.5rem;margin:0 0 1.25rem}
label{display:block;font-weight:600;margin-top:1rem}
small{display:block;color:var(--quiet);font-size:.875rem}
input,button{font:inherit;width:100%;min-height:44px;border-radius:6px}
input{margin-top:.25rem;padding:.5rem .75rem;background:transparent;color:inherit;border:1px solid var(--line)}
button{margin-top:1.5rem;border:1px solid transparent;background:var(--accent);color:var(--on);font-weight:600;cursor:pointer}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
[role=alert]{margin:0;padding:.75rem;border:1px solid var(--fault);border-radius:6px;color:var(--fault)}
`

const styleHash = createHash('sha256').update(STYLE).digest('base64')

/** The page loads nothing and runs nothing. */
export const signInHeaders = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
  // Without it, a browser names no origin when it sends the form.
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
} as const

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const asText = (text: string): string => text.replaceAll(/[&<>"]/g, (each) => escapes[each] ?? each)

const page = (head: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Sign in · Hushlog</title>
${head}<style>${STYLE}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`

/** @param next the path that follows, as `returnPath` returns it */
export const signInPage = (next: string, fault?: SignInFault): string =>
  page(
    '',
    `<h1>Sign in to Hushlog</h1>
${fault === undefined ? '' : `<p role="alert" id="fault">${faults[fault]}</p>\n`}<form method="post" action="/sign-in">
<input type="hidden" name="next" value="${asText(next)}">
<label for="user">Name</label>
<small id="user-hint">admin, or the id of your tenant</small>
<input id="user" name="user" required autofocus autocomplete="username" autocapitalize="none" spellcheck="false" aria-describedby="user-hint${fault === undefined ? '' : ' fault'}">
<label for="password">Password</label>
<small id="password-hint">the password of the admin, or a read token of your tenant</small>
<input id="password" name="password" type="password" required autocomplete="current-password" aria-describedby="password-hint">
<button type="submit">Sign in</button>
</form>`,
  )

/**
 * Makes a page that asks for itself again. A browser that follows a link of another site leaves the cookie of somebody who is
 * signed in at home; asked from this page, it sends it.
 */
export const askAgainPage = (address: string): string =>
  page(
    `<meta http-equiv="refresh" content="0;url=${asText(address)}">\n`,
    `<h1>Hushlog</h1>\n<p><a href="${asText(address)}">Go on</a></p>`,
  )
