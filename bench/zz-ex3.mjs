import { DuckDBInstance } from '@duckdb/node-api'
const db = await DuckDBInstance.create('/tmp/engines-store/embedded.duckdb',{threads:'1',memory_limit:'1GB',access_mode:'READ_ONLY'})
const c = await db.connect()
const cpu=async f=>{const b=process.cpuUsage();await f();const u=process.cpuUsage(b);return (u.user+u.system)/1000}
const med=a=>a.sort((x,y)=>x-y)[a.length>>1]
const time=async(label,q)=>{const a=[];let r;for(let i=0;i<11;i++)a.push(await cpu(async()=>{r=await (await c.run(q)).getRowObjectsJS()}));console.log(med(a).toFixed(1),label, JSON.stringify(r[0],(k,v)=>typeof v==='bigint'?Number(v):v).slice(0,100))}
const H="ts >= TIMESTAMP '2026-11-22 05:00:00' AND ts < TIMESTAMP '2026-11-22 06:00:00'"
await time('nothing','select 1')
for (const t of ['session','conversation','request'])
 {await time(t+' ts',`select count(*) from ${t} where ${H}`)
 await time(t+' ts>=',`select count(*) from ${t} where ts >= TIMESTAMP '2026-11-22 05:00:00'`)
 await time(t+' ts tenant',`select count(*) from ${t} where ${H} and tenant_id='acme'`)
 await time(t+' ts event',`select count(*) from ${t} where ${H} and event='session_end'`)
 await time(t+' ts  group tenant, event',`select tenant_id,event,count(*) from ${t} where ${H} group by 1,2`)
 await time(t+' tail by rowid',`select count(*) from ${t} where rowid > (select max(rowid)-20000 from ${t}) and ${H} `)}
await time('counts table','select count(*) from rollup_counts where hour >= TIMESTAMP \'2026-11-21 05:00:00\'')
