/** Calls a tool and turns what it answers, or why it does not, into a result of the protocol. */
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { Problem } from '../../http/problem.js'
import { unknownName } from '../language/query-problem.js'
import type { ToolContext, ToolInput } from './tool.js'
import { tools } from './tools/index.js'

const toResult = (answer: object): CallToolResult => ({
  content: [{ type: 'text', text: JSON.stringify(answer) }],
  structuredContent: { ...answer },
})

/** An assistant reads what is wrong and asks again. */
const toRefusal = ({ code, message, detail, members }: Problem): CallToolResult => ({
  content: [{ type: 'text', text: JSON.stringify({ code, title: message, detail, ...members }) }],
  isError: true,
})

/** @param failed hears of what is no fault of the assistant; no answer repeats its words */
export async function callTool(
  name: string,
  input: ToolInput,
  context: ToolContext,
  failed: (thrown: unknown) => void,
): Promise<CallToolResult> {
  try {
    const tool = tools.find((each) => each.name === name)
    if (tool === undefined)
      throw unknownName(
        '/name',
        'a tool',
        name,
        tools.map((each) => each.name),
      )
    return toResult(await tool.call(input, context))
  } catch (thrown) {
    if (thrown instanceof Problem) return toRefusal(thrown)
    failed(thrown)
    return toRefusal(new Problem('internal'))
  }
}
