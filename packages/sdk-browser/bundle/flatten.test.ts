/** Code says the same when it is flat; what it must not touch is still there. */
import { expect, test } from 'vitest'
// @ts-expect-error the build is plain JavaScript
import { flatten } from './flatten.mjs'

const run = (code: string): unknown => new Function(`let out = []; ${code}; return out`)()
const flat = (code: string): string =>
  `${flatten(`(() => { ${code} })()`, ['a', 'b', 'c']).code}`.replace(/^\(\(\) => \{|\}\)\(\);$/g, '')

test.each([
  [
    'a factory and its object',
    `function create(limit) { let held = 0; return { add(n) { held += n }, full: () => held >= limit } }
     const queue = create(3); queue.add(2); out.push(queue.full()); queue.add(1); out.push(queue.full())`,
    /queue|create|\.add/,
  ],
  [
    'a factory that is given an object',
    `function create({ now, missing = 7 }) { return { tell: () => out.push(now(), missing) } }
     const clock = { now: () => 5 }; const teller = create(clock); teller.tell()`,
    /clock|teller|\.now/,
  ],
  [
    'a member that is written',
    `const state = { user: 1, keep: 2 }; const set = (n) => { state.user = n }; set(8); set(9); out.push(state.user, state.keep)`,
    /state/,
  ],
  [
    'a function that is given an object, among other things',
    `function ask(rate, host) { if (rate > 1) return 'all'; return host.draw() < rate }
     const host = { draw: () => 0.5 }; out.push(ask(0.7, host))`,
    /host\b/,
  ],
  [
    'statements of a function without an answer',
    `function greet(name) { const text = 'hello ' + name; out.push(text) } greet('you')`,
    /greet/,
  ],
  [
    'what a function answers, wherever it does',
    `function sign(n) { if (n < 0) return 'minus'; for (;;) return 'plus' } const f = (n) => { return sign(n) }; out.push(f(-1), f(1))`,
    /sign/,
  ],
  [
    'an object handed on, in part given anew',
    `const base = { a: () => 1, b: () => 2 }; const all = { ...base, b: () => base.b() + 10 }; out.push(all.a(), all.b(), Object.keys(all).join())`,
    /base/,
  ],
  [
    'what is not there',
    `const host = { a: 1 }; const { hook } = host; out.push(hook ? hook() : 'none')`,
    /host|\?/,
  ],
])('%s', (_, code, gone) => {
  expect(run(flat(code))).toEqual(run(code))
  expect(flat(code)).not.toMatch(gone)
})

test.each([
  [
    'this',
    `function create() { return { n: 1, get() { return this.n } } } const one = create(); out.push(one.get())`,
  ],
  [
    'an object of which more is asked',
    `const one = { a: 1 }; out.push(one.a, Object.keys(one).length, { ...one }.a)`,
  ],
  [
    'members that come later',
    `const counts = { a: 1 }; counts['b'] = 2; counts.c = 3; out.push({ ...counts })`,
  ],
  [
    'an empty record',
    `const drops = {}; const add = (k) => { drops[k] = 1 }; add('x'); add('y'); out.push({ ...drops })`,
  ],
  [
    'a parameter that changes',
    `function clean(text) { text = text.trim(); return text } const x = clean(' a '); out.push(x)`,
  ],
  [
    'a function that answers early',
    `function f(n) { if (n) return 1; return 2 } const x = f(0); out.push(x)`,
  ],
  [
    'a function called twice',
    `function f(n) { return { n } } const a = f(1); const b = f(2); out.push(a.n, b.n)`,
  ],
  ['recursion', `function f(n) { return n < 1 ? 0 : n + f(n - 1) } const x = f(3); out.push(x)`],
  [
    'generators and what waits',
    `const f = async () => { out.push(1) }; f(); function* g() { yield 2 } const all = g(); out.push(...all)`,
  ],
  ['a name that is said twice', `const a = 1; { const a = 2; out.push(a) } out.push(a)`],
])('the same with %s', (_, code) => {
  expect(run(flat(code))).toEqual(run(code))
})

test('forgets members of its own that nobody asks for, and no others', () => {
  const code = `const walk = (host) => { const all = { found: 1, theirs: 2, host }; all.found = 3; all.idle = true; return all }; out = walk(1)`
  const text = flatten(code, ['theirs']).code
  expect(text).not.toMatch(/idle|found/)
  expect(text).toMatch(/theirs/)
})
