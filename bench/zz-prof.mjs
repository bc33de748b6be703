import { DuckDBInstance } from '@duckdb/node-api'
import * as S from './zz-sql.mjs'
const db = await DuckDBInstance.create('/tmp/engines-store/embedded.duckdb',{threads:'1',memory_limit:'1GB',access_mode:'READ_ONLY'})
const c = await db.connect()
const now = Number(process.argv[2])
const HOUR=3600000, cur=Math.floor(now/HOUR)*HOUR
const raw=[new Date(cur).toISOString(), new Date(cur+HOUR).toISOString()]
const cpu=async f=>{const b=process.cpuUsage();await f();const u=process.cpuUsage(b);return (u.user+u.system)/1000}
const med=a=>a.sort((x,y)=>x-y)[a.length>>1]
for (const n of (await (await c.run("select table_name, estimated_size from duckdb_tables() where table_name like 'rollup%'")).getRowsJS())) console.log(n.join(' '))
for (const days of [1,30,90]) {
  const p=S.periodOf(days,now); console.log(days,p.from,p.to,p.bucket, raw[0])
  let total=0
  for (const [name,sql] of Object.entries(S)) {
    if (!name.endsWith('Sql')) continue
    let params=['acme',p.from,p.to,...raw]
    if (sql.includes('$6')) params.push(p.bucket)
    if (name==='recentSql') params=['acme',raw[0],p.to]
    if (name==='overviewSql') params[0]='acme,globex'
    const prep=[],exec=[]
    for(let i=0;i<7;i++){ prep.push(await cpu(async()=>{const s=await c.prepare(sql); s.destroySync?.()})); exec.push(await cpu(async()=>{const r=await c.run(sql,params);await r.getRowObjectsJS()})) }
    const [a,b]=[med(prep),med(exec)]; if(name!=='overviewSql') total+=b
    console.log(name.padEnd(18),'prepare',a.toFixed(1),'run',b.toFixed(1))
  }
  console.log('total analytics',total.toFixed(0))
}
