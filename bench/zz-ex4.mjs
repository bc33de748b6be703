import { DuckDBInstance } from '@duckdb/node-api'
import { copyFileSync } from 'node:fs'
copyFileSync('/tmp/engines-store/embedded.duckdb','/tmp/engines-store/copy.duckdb')
const db = await DuckDBInstance.create('/tmp/engines-store/copy.duckdb',{threads:'1',memory_limit:'1GB'})
const c = await db.connect()
const cpu=async f=>{const b=process.cpuUsage();await f();const u=process.cpuUsage(b);return (u.user+u.system)/1000}
const med=a=>a.sort((x,y)=>x-y)[a.length>>1]
const time=async(label,q,n=7)=>{const a=[];let r;for(let i=0;i<n;i++)a.push(await cpu(async()=>{r=await (await c.run(q)).getRowObjectsJS()}));console.log(med(a).toFixed(1),label, JSON.stringify(r[0],(k,v)=>typeof v==='bigint'?Number(v):v)?.slice(0,100))}
const T="tenant_id = ANY(string_to_array('acme', ','))"
const P="hour >= TIMESTAMP '2026-08-25' AND hour < TIMESTAMP '2026-11-22 05:00:00'"
await time('times scan sum',`select sum(answers) from rollup_times where ${T} and ${P}`)
await time('times scan sum = tenant',`select sum(answers) from rollup_times where tenant_id='acme' and ${P}`)
await time('times scan sum no tenant',`select sum(answers) from rollup_times where ${P}`)
await time('times group bucket value',`select count(*) from (select date_trunc('day',hour) b, value, sum(answers) a from rollup_times where ${T} and ${P} group by 1,2)`)
await time('times group date value',`select count(*) from (select hour::date b, value, sum(answers) a from rollup_times where ${T} and ${P} group by 1,2)`)
await time('times group value',`select count(*) from (select value, sum(answers) a from rollup_times where ${T} and ${P} group by 1)`)
await time('times group hour value',`select count(*) from (select hour, value, sum(answers) a from rollup_times where ${T} and ${P} group by 1,2)`)
await time('times trunc',`select max(date_trunc('day',hour)) from rollup_times where ${T} and ${P}`)
await time('sessions scan',`select count(*) filter(asked and answered) from rollup_sessions where ${T} and ${P}`)
await time('sessions count by day',`select date_trunc('day',hour), count(*) from rollup_sessions where ${T} and ${P} group by 1`)
await time('sessions distinct',`select count(*) from (select session from rollup_sessions where ${T} and ${P} group by 1)`)
// spread
await c.run('alter table rollup_sessions add column spread boolean')
await time('mark all', `update rollup_sessions set spread = session in (select session from rollup_sessions group by 1 having count(*)>1)`,1)
await c.run('checkpoint')
await time('spread?', 'select count(*) filter (spread), count(*) from rollup_sessions',2)
await time('alone by day',`select date_trunc('day',hour), count(*), count(*) filter (asked) from rollup_sessions where ${T} and ${P} and not spread group by 1`)
await time('alone by day, not exists',`with fresh as materialized (select session from rollup_sessions where hour >= TIMESTAMP '2026-11-22 04:00:00' and ${T}) select date_trunc('day',hour), count(*), count(*) filter (asked) from rollup_sessions s where ${T} and ${P} and not spread and not exists (select 1 from fresh where fresh.session=s.session) group by 1`)
await time('mark step', `UPDATE rollup_sessions SET spread = TRUE WHERE NOT spread AND session IN (
     SELECT session FROM rollup_sessions WHERE session IN (SELECT session FROM rollup_sessions WHERE hour >= TIMESTAMP '2026-11-21 05:00:00') GROUP BY 1 HAVING count(*) > 1)`,5)
