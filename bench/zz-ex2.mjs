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
let sql=S[name]
const cpu=async f=>{const b=process.cpuUsage();await f();const u=process.cpuUsage(b);return (u.user+u.system)/1000}
const med=a=>a.sort((x,y)=>x-y)[a.length>>1]
const time=async(label,f)=>{const a=[];for(let i=0;i<9;i++)a.push(await cpu(f));console.log(label,med(a).toFixed(1))}
await time('run with params',async()=>{await (await c.run(sql,params)).getRowObjectsJS()})
let lit=sql; params.forEach((v,i)=>{lit=lit.replaceAll('$'+(i+1),`'${v}'`)})
await time('run literals',async()=>{await (await c.run(lit)).getRowObjectsJS()})
await time('literals, = tenant',async()=>{await (await c.run(lit.replaceAll(/= ANY\(string_to_array\('(\w+)', ','\)\)/g,"= '$1'"))).getRowObjectsJS()})
const nt=sql.replaceAll(/= ANY\(string_to_array\(\$1, ','\)\)/g,"= $1")
await time('params, = tenant',async()=>{await (await c.run(nt,params)).getRowObjectsJS()})
const st=await c.prepare(sql); st.bind(params)
await time('prepared, again',async()=>{st.bind(params); await (await st.run()).getRowObjectsJS()})
const st2=await c.prepare(nt); st2.bind(params)
await time('prepared, = tenant again',async()=>{st2.bind(params); await (await st2.run()).getRowObjectsJS()})
await time('sums only',async()=>{await (await c.run(sql,[params[0],params[1],params[2],params[1],params[1],...params.slice(5)])).getRowObjectsJS()})
await time('explain',async()=>{await (await c.run('EXPLAIN '+lit)).getRowObjectsJS()})
await c.run("PRAGMA enable_profiling='no_output'"); await c.run("PRAGMA profiling_mode='detailed'")
await (await c.run(lit)).getRowObjectsJS()
const { DuckDBConnection } = await import('@duckdb/node-api')
await c.run("PRAGMA enable_profiling='json'"); await c.run("SET profiling_output='/tmp/engines-prof.json'");
await (await c.run(lit)).getRowObjectsJS()
await c.run("PRAGMA disable_profiling")
const j=JSON.parse((await import('node:fs')).readFileSync('/tmp/engines-prof.json','utf8'))
for (const [k,v] of Object.entries(j)) if (typeof v==='number' && v>0.0003) console.log(k,v)
