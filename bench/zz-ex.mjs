import { DuckDBInstance } from '@duckdb/node-api'
import * as S from './zz-sql.mjs'
const db = await DuckDBInstance.create('/tmp/engines-store/embedded.duckdb',{threads:'1',memory_limit:'1GB',access_mode:'READ_ONLY'})
const c = await db.connect()
const now = 1795326343054
const HOUR=3600000, cur=Math.floor(now/HOUR)*HOUR
const raw=[new Date(cur).toISOString(), new Date(cur+HOUR).toISOString()]
const name=process.argv[2], days=Number(process.argv[3])
const p=S.periodOf(days,now)
let params=['acme',p.from,p.to,...raw]
if (S[name].includes('$6')) params.push(p.bucket)
if (name==='recentSql') params=['acme',raw[0],p.to]
for (let i=0;i<2;i++) await (await c.run(S[name],params)).getRowObjectsJS()
console.log((await (await c.run('EXPLAIN ANALYZE '+S[name],params)).getRowsJS())[0][1])
