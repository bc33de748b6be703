/**
 * Factories and the objects that they answer are for people; in a script, `queue.enter` is three letters where one would do.
 * So that sources may stay as they are, a factory that is called at one place is written there, and an object of which only
 * members are ever asked for becomes as many constants.
 *
 * What it relies on, and what holds for our own sources: members are called without `this`; an object that is taken apart has
 * all members that are asked for, and what it has not is undefined (nobody asks it for `toString`).
 */
import babel from '@babel/core'

const { parseSync, transformFromAstSync, traverse, types: t } = babel

/**
 * @param reserved names of members that are somebody else's
 * @returns code and its source map
 */
export function flatten(code, reserved) {
  const ast = parseSync(code, { configFile: false, babelrc: false, sourceType: 'script' })
  nameApart(ast)
  const steps = [
    writeThere,
    writeStatement,
    writeAnswer,
    knowArgument,
    forgetAlias,
    nameObject,
    readMember,
    spreadMembers,
    decide,
    takeApart,
  ]
  // Each may make room for the others.
  while (steps.filter((step) => repeat(ast, step)).length);
  forgetMembers(ast, reserved)
  return transformFromAstSync(ast, code, {
    configFile: false,
    babelrc: false,
    sourceMaps: true,
    compact: false,
  })
}

/** No two bindings have the same name, so that statements may move. */
function nameApart(ast) {
  let count = 0
  const renamed = new Set()
  traverse(ast, {
    Scope({ scope }) {
      for (const [name, binding] of Object.entries(scope.bindings)) {
        if (renamed.has(binding)) continue
        renamed.add(binding)
        scope.rename(name, `${name.replaceAll('$', '_')}$${count++}`)
      }
    },
  })
}

/** Who is known where has to be found out again after each step. */
const scopesOf = (ast) => traverse(ast, { Program: ({ scope }) => scope.crawl() })

/** @returns whether the step found something to do */
function repeat(ast, step) {
  let times = 0
  for (let found = true; found; times++) {
    found = false
    traverse(ast, {
      [step.at](path) {
        if (!step(path)) return
        found = true
        if (!step.goesOn) path.stop()
      },
    })
    if (found) scopesOf(ast)
  }
  return times > 1
}

/** The binding of a name that always means the same. */
function constant(path, node) {
  const binding = t.isIdentifier(node) ? path.scope.getBinding(node.name) : undefined
  return binding?.constant ? binding : undefined
}

/**
 * Names of what is in the object that a constant is made of; nothing where not all are known, or where more is done with the
 * object than to ask for its members, by name, and to hand on all of them.
 */
function membersOf(path, node) {
  const binding = constant(path, node)
  const init =
    binding?.path.isVariableDeclarator() && t.isIdentifier(binding.path.node.id) && binding.path.node.init
  const members = t.isObjectExpression(init) ? namesIn(init) : undefined
  return members && binding.referencePaths.every((reference) => isOnlyRead(reference, members))
    ? members
    : undefined
}

function isOnlyRead({ node, parentPath: use }, members) {
  if (use.isSpreadElement()) return use.parentPath.isObjectExpression()
  if (use.isVariableDeclarator()) return t.isObjectPattern(use.node.id)
  return isMember(use, node) && (!isWritten(use) || members.has(use.node.property.name))
}

const isMember = (use, node) =>
  (use.isMemberExpression() || use.isOptionalMemberExpression()) &&
  use.node.object === node &&
  !use.node.computed

const isWritten = ({ key, parentPath }) =>
  parentPath.isUpdateExpression() || (parentPath.isAssignmentExpression() && key === 'left')

function namesIn(literal) {
  const isKnown = (property) =>
    !property.computed &&
    t.isIdentifier(property.key) &&
    (t.isObjectProperty(property) || (t.isObjectMethod(property) && property.kind === 'method'))
  return literal.properties.every(isKnown)
    ? new Set(literal.properties.map(({ key }) => key.name))
    : undefined
}

/** `const x = …`, alone, as a statement among others. */
const isAlone = ({ parent, parentPath }) =>
  parent.declarations.length === 1 &&
  (parentPath.parentPath.isBlockStatement() || parentPath.parentPath.isProgram())

const declare = (id, init, kind = 'const') => t.variableDeclaration(kind, [t.variableDeclarator(id, init)])
const nothing = () => t.unaryExpression('void', t.numericLiteral(0))

/** Of a call the function, where it is called nowhere else: its path, its statements, and its parameters as constants. */
function calledOnce(path, call) {
  if (!t.isCallExpression(call)) return undefined
  const binding = constant(path, call.callee)
  if (binding?.references !== 1) return undefined
  const of = binding.path.isVariableDeclarator() ? binding.path.get('init') : binding.path
  if (!of.isFunctionDeclaration() && !of.isArrowFunctionExpression()) return undefined
  const { params, body, async, generator } = of.node
  if (async || generator || saysThis(of) || path.findParent((parent) => parent === of)) return undefined
  const given = params.map((param, i) => {
    const argument = call.arguments[i]
    if (t.isRestElement(param) || t.isSpreadElement(argument)) return undefined
    const kind = isKept(of, param) ? 'const' : 'let'
    if (!t.isAssignmentPattern(param)) return declare(param, argument ?? nothing(), kind)
    return argument ? undefined : declare(param.left, param.right, kind)
  })
  if (given.includes(undefined) || call.arguments.length > params.length) return undefined
  const statements = t.isBlockStatement(body) ? body.body : [t.returnStatement(body)]
  return { of, given, statements, forget: () => binding.path.remove() }
}

/** Whether a parameter keeps what it is given. */
const isKept = ({ scope }, param) =>
  Object.keys(t.getBindingIdentifiers(param)).every((name) => scope.getBinding(name)?.constant)

/** `const x = factory(a)` becomes what the factory does, and `const x = ` what it answers at its end. */
function writeThere(path) {
  const called = isAlone(path) ? calledOnce(path, path.node.init) : undefined
  const answer = called?.statements.at(-1)
  if (!t.isReturnStatement(answer) || !answer.argument || returnsIn(called.of) > 1) return false
  path.parentPath.insertBefore([...called.given, ...called.statements.slice(0, -1)])
  path.node.init = answer.argument
  called.forget()
  return true
}
writeThere.at = 'VariableDeclarator'

/** `f(a)`, with an answer that nobody hears, where there is none. */
function writeStatement(path) {
  const called = path.inList ? calledOnce(path, path.node.expression) : undefined
  const [only] = called ? called.statements : []
  const isExpression = called?.statements.length === 1 && t.isReturnStatement(only) && only.argument
  if (!called || (returnsIn(called.of) > 0 && !isExpression)) return false
  path.replaceWithMultiple([
    ...called.given,
    ...(isExpression ? [t.expressionStatement(only.argument)] : called.statements),
  ])
  called.forget()
  return true
}
writeStatement.at = 'ExpressionStatement'

/** `return f(a)`: what `f` returns is returned. */
function writeAnswer(path) {
  const called = path.inList ? calledOnce(path, path.node.argument) : undefined
  if (!called) return false
  path.replaceWithMultiple([...called.given, ...called.statements, t.returnStatement()])
  called.forget()
  return true
}
writeAnswer.at = 'ReturnStatement'

/** How often a function returns. */
function returnsIn(path) {
  let count = t.isBlockStatement(path.node.body) ? 0 : 1
  path.traverse({
    ReturnStatement() {
      count++
    },
    Function: (inner) => inner.skip(),
  })
  return count
}

const isMadeThere = (binding) =>
  binding?.path.isVariableDeclarator() && t.isObjectExpression(binding.path.node.init)

/** A function that is called at one place with an object of members knows the object: it moves to where it is. */
function knowArgument(path) {
  const { id, params } = path.node
  const binding = constant(path.parentPath, id)
  const [reference] = binding?.referencePaths ?? []
  if (binding?.references !== 1 || !reference.parentPath.isCallExpression() || reference.key !== 'callee')
    return false
  const call = reference.parentPath
  if (call.findParent((parent) => parent === path)) return false
  const at = params.findIndex(
    (param, i) => constant(path.get('body'), param) && isMadeThere(constant(call, call.node.arguments[i])),
  )
  if (at < 0 || call.node.arguments.slice(0, at).some((argument) => t.isSpreadElement(argument))) return false
  const argument = call.node.arguments[at]
  replaceAll(constant(path.get('body'), params[at]), constant(call, argument))
  params.splice(at, 1)
  call.node.arguments.splice(at, 1)
  const home = constant(call, argument).scope.block
  const { body } = home.body ?? home
  const target = Array.isArray(body) ? body : body.body
  const { node } = path
  path.remove()
  target.unshift(node)
  return true
}
knowArgument.at = 'FunctionDeclaration'

function replaceAll({ referencePaths }, by) {
  for (const reference of referencePaths) {
    if (reference.parentPath.isObjectProperty()) reference.parent.shorthand = false
    reference.replaceWith(t.identifier(by.identifier.name))
    by.reference(reference)
  }
}

/** `const a = b`. */
function forgetAlias(path) {
  const { id, init } = path.node
  const binding = constant(path, id)
  const meant = constant(path, init)
  if (!isAlone(path) || !binding || !meant) return false
  replaceAll(binding, meant)
  path.remove()
  return true
}
forgetAlias.at = 'VariableDeclarator'
forgetAlias.goesOn = true

/** `const { a, b = 1 } = x` becomes `const a = x.a` and, where `x` is known to have no `b`, `const b = 1`. */
function readMember(path) {
  const { id, init } = path.node
  const members = t.isObjectPattern(id) && isAlone(path) && membersOf(path, init)
  if (!members) return false
  const parts = id.properties.map((property) => {
    if (!t.isObjectProperty(property) || property.computed) return undefined
    const { key, value } = property
    if (t.isIdentifier(value))
      return declare(value, t.memberExpression(t.identifier(init.name), key), path.parent.kind)
    return members.has(key.name) ? undefined : declare(value.left, value.right, path.parent.kind)
  })
  if (parts.includes(undefined)) return false
  path.parentPath.replaceWithMultiple(parts)
  return true
}
readMember.at = 'VariableDeclarator'

/** `const { a } = { … }` becomes `const x = { … }` and `const { a } = x`. */
function nameObject(path) {
  const { id, init } = path.node
  if (!t.isObjectPattern(id) || !t.isObjectExpression(init) || !namesIn(init) || !isAlone(path)) return false
  const name = path.scope.generateUidIdentifier('whole')
  path.parentPath.insertBefore(declare(name, init))
  path.node.init = name
  return true
}
nameObject.at = 'VariableDeclarator'

/** `{ ...x, b: 2 }` becomes `{ a: x.a, b: 2 }`. */
function spreadMembers(path) {
  const members = membersOf(path, path.node.argument)
  if (!members) return false
  const { name } = path.node.argument
  const later = new Set(path.getAllNextSiblings().map(({ node }) => node.key?.name))
  path.replaceWithMultiple(
    [...members]
      .filter((member) => !later.has(member))
      .map((member) =>
        t.objectProperty(t.identifier(member), t.memberExpression(t.identifier(name), t.identifier(member))),
      ),
  )
  return true
}
spreadMembers.at = 'SpreadElement'

/** `void 0 ? a : b` is `b`. */
function decide(path) {
  const binding = constant(path, path.node.test)
  if (
    !binding?.path.isVariableDeclarator() ||
    !t.isUnaryExpression(binding.path.node.init, { operator: 'void' })
  )
    return false
  path.replaceWith(path.node.alternate)
  return true
}
decide.at = 'ConditionalExpression'

/** Of `const x = { a: 1 }`, where all that is ever said is `x.a`, remains `const a = 1`. */
function takeApart(path) {
  const { id, init } = path.node
  const members = isAlone(path) && t.isObjectExpression(init) && membersOf(path, id)
  if (!members?.size || saysThis(path)) return false
  const uses = constant(path, id).referencePaths.map(({ parentPath }) => parentPath)
  if (!uses.every((use) => use.isMemberExpression() || use.isOptionalMemberExpression())) return false
  const written = new Set(uses.filter(isWritten).map(({ node }) => node.property.name))
  const names = new Map([...members].map((member) => [member, path.scope.generateUid(member)]))
  const constants = init.properties.map((property) => {
    const { key, params, body, async } = property
    const value = t.isObjectMethod(property) ? t.arrowFunctionExpression(params, body, async) : property.value
    return declare(t.identifier(names.get(key.name)), value, written.has(key.name) ? 'let' : 'const')
  })
  for (const use of uses) {
    const name = names.get(use.node.property.name)
    use.replaceWith(name ? t.identifier(name) : nothing())
  }
  path.parentPath.replaceWithMultiple(constants)
  return true
}
takeApart.at = 'VariableDeclarator'

function saysThis(path) {
  let found = false
  path.traverse({
    ThisExpression() {
      found = true
    },
  })
  return found
}

/** A member of our own that is set to something plain and never asked for: for the other set of rules, say. */
function forgetMembers(ast, reserved) {
  const asked = new Set(reserved)
  traverse(ast, {
    'MemberExpression|OptionalMemberExpression'(path) {
      if (!isSetInVain(path)) asked.add(path.node.property.name)
    },
    ObjectPattern({ node }) {
      for (const { key } of node.properties) asked.add(key?.name)
    },
  })
  traverse(ast, {
    MemberExpression(path) {
      if (isSetInVain(path) && !asked.has(path.node.property.name)) path.parentPath.parentPath.remove()
    },
    ObjectProperty(path) {
      const { key, value } = path.node
      if (
        path.parentPath.isObjectExpression() &&
        t.isLiteral(value) &&
        t.isIdentifier(key) &&
        !asked.has(key.name)
      )
        path.remove()
    },
  })
}

/** `x.a = true` or `x.a++`, as a statement. */
const isSetInVain = (path) =>
  !path.node.computed &&
  isWritten(path) &&
  path.parentPath.parentPath.isExpressionStatement() &&
  (path.parentPath.isUpdateExpression() || t.isLiteral(path.parent.right))
