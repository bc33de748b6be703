import { DuckDBInstance } from '@duckdb/node-api'
const db = await DuckDBInstance.create('/tmp/engines-store/copy.duckdb',{threads:'1',memory_limit:'1GB'})
const c = await db.connect()
const cpu=async f=>{const b=process.cpuUsage();await f();const u=process.cpuUsage(b);return (u.user+u.system)/1000}
const med=a=>a.sort((x,y)=>x-y)[a.length>>1]
const time=async(label,q,n=7)=>{const a=[];let r;for(let i=0;i<n;i++)a.push(await cpu(async()=>{r=await (await c.run(q)).getRowObjectsJS()}));console.log(med(a).toFixed(1),label, JSON.stringify(r[0],(k,v)=>typeof v==='bigint'?Number(v):v)?.slice(0,100))}
const P="hour >= TIMESTAMP '2026-08-25' AND hour < TIMESTAMP '2026-11-22 05:00:00'"
const ways={any:"tenant_id = ANY(string_to_array('acme', ','))",eq:"tenant_id='acme'",in2:"tenant_id IN ('acme','globex')",lc:"list_contains(string_split('acme', ','), tenant_id)",lc2:"list_contains(string_split('acme,globex', ','), tenant_id)", case:"CASE WHEN tenant_id='acme' THEN TRUE ELSE FALSE END"}
for (const [k,T] of Object.entries(ways)) await time('sessions scan '+k,`select count(*) filter(asked and answered) from rollup_sessions where ${T} and ${P}`)
for (const k of ['eq','lc']) { const T=ways[k]
await time(k+' alone by day',`select date_trunc('day',hour), count(*), count(*) filter (asked) from rollup_sessions where ${T} and ${P} and not spread group by 1`)
await time(k+' alone by hour then day',`select date_trunc('day',hour), sum(n),sum(a) from (select hour, count(*) n, count(*) filter (asked) a from rollup_sessions where ${T} and ${P} and not spread group by 1) group by 1`)
const F=`fresh as materialized (select session from rollup_sessions where hour >= TIMESTAMP '2026-11-22 04:00:00' and ${T})`
const S=`select date_trunc('day',hour), count(*), count(*) filter (asked) from rollup_sessions s where ${T} and ${P} and not spread`
await time(k+' not exists',`with ${F} ${S} and not exists (select 1 from fresh where fresh.session=s.session) group by 1`)
await time(k+' not in',`with ${F} ${S} and session not in (select session from fresh) group by 1`)
await time(k+' not in distinct',`with ${F} ${S} and session not in (select distinct session from fresh) group by 1`)
await time(k+' join overlap',`with ${F} select count(*) from rollup_sessions s join (select distinct session from fresh) f on s.session=f.session where ${T} and ${P} and not spread`)
await time(k+' in overlap',`with ${F} select count(*) from rollup_sessions s where ${T} and ${P} and not spread and session in (select session from fresh)`)
await time(k+' list',`with ${F} ${S} and not list_contains((select list(session) from fresh), session) group by 1`)
}
