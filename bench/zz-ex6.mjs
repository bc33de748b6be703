import { DuckDBInstance } from '@duckdb/node-api'
const db = await DuckDBInstance.create('/tmp/engines-store/copy.duckdb',{threads:'1',memory_limit:'1GB'})
const c = await db.connect()
const cpu=async f=>{const b=process.cpuUsage();await f();const u=process.cpuUsage(b);return (u.user+u.system)/1000}
const med=a=>a.sort((x,y)=>x-y)[a.length>>1]
const time=async(label,q,n=7)=>{const a=[];let r;for(let i=0;i<n;i++)a.push(await cpu(async()=>{r=await (await c.run(q)).getRowObjectsJS()}));
r.sort((x,y)=>String(x.at)<String(y.at)?-1:1)
console.log(med(a).toFixed(1),label, r.length,JSON.stringify(r.at(-1),(k,v)=>typeof v==='bigint'?Number(v):v),JSON.stringify(r.at(3),(k,v)=>typeof v==='bigint'?Number(v):v))}
for (const days of [1,30,90]) {
const from = {1:'2026-11-21 06:00:00',30:'2026-10-24',90:'2026-08-25'}[days], bucket= days===1?'hour':'day'
const P=`hour >= TIMESTAMP '${from}' AND hour < TIMESTAMP '2026-11-22 05:00:00'`
const T="list_contains(string_split('acme', ','), tenant_id)"
const fresh=`SELECT date_trunc('hour',ts) AS hour, session_key(session_id) AS session, bool_or(event='user_query') AS asked, bool_or(event='agent_response' and success IS DISTINCT FROM FALSE) AS answered FROM (select tenant_id,ts,event,session_id,CAST(NULL AS BOOLEAN) AS success from session union all select tenant_id,ts,event,session_id,success from conversation union all select tenant_id,ts,event,session_id,null from widget union all select tenant_id,ts,event,session_id,null from request union all select tenant_id,ts,event,session_id,null from operations) where ${T} and ts >= TIMESTAMP '2026-11-22 05:00:00' and ts < TIMESTAMP '2026-11-22 06:00:00' and session_id is not null group by 1,2`
const B=`date_trunc('${bucket}', hour)`
console.log(days)
await time('old', `WITH part as (select hour,session,asked,answered from rollup_sessions where ${T} and ${P} union all ${fresh}), seen AS MATERIALIZED (
  SELECT ${B} AS bucket, session, bool_or(asked) AS asked, bool_or(answered) AS answered FROM part GROUP BY 1, 2
), whole AS (SELECT bool_or(asked) AS asked, bool_or(answered) AS answered FROM seen GROUP BY session)
SELECT bucket, count(*) AS sessions, CAST(NULL AS bigint) AS asked, CAST(NULL AS bigint) AS answered FROM seen GROUP BY bucket
UNION ALL SELECT NULL, count(*), count(*) FILTER (WHERE asked), count(*) FILTER (WHERE asked AND answered) FROM whole`,5)
await time('two pass', `WITH fresh as materialized (${fresh}), 
alone as materialized (select ${B} AS bucket, sum(sessions) sessions, sum(asked) asked, sum(answered) answered from (select hour, count(*) sessions, count(*) filter (asked) asked, count(*) filter (asked and answered) answered from rollup_sessions where ${T} and ${P} and not spread and session not in (select session from fresh) group by 1) group by 1),
seen AS MATERIALIZED (
  SELECT ${B} AS bucket, session, bool_or(asked) AS asked, bool_or(answered) AS answered FROM (select hour,session,asked,answered from rollup_sessions where ${T} and ${P} and (spread or session in (select session from fresh)) union all select * from fresh) GROUP BY 1, 2
), whole AS (SELECT bool_or(asked) AS asked, bool_or(answered) AS answered FROM seen GROUP BY session)
select bucket as at, sum(sessions) sessions, sum(asked) asked, sum(answered) answered from (
SELECT bucket, count(*) AS sessions, CAST(NULL AS bigint) AS asked, CAST(NULL AS bigint) AS answered FROM seen GROUP BY bucket
UNION ALL SELECT bucket, sessions, null,null from alone
UNION ALL SELECT NULL, sum(sessions), sum(asked), sum(answered) from alone
UNION ALL SELECT NULL, count(*), count(*) FILTER (WHERE asked), count(*) FILTER (WHERE asked AND answered) FROM whole) group by 1`)
await time('one pass', `WITH fresh as materialized (${fresh}), 
seen AS MATERIALIZED (
  SELECT ${B} as bucket, key, sum(n) as n, sum(asked) AS asked, sum(answered) AS answered, sum(together) as together FROM (
   select hour, key, count(*) n, count(*) filter (asked) as asked, count(*) filter (answered) as answered, count(*) filter (asked and answered) as together from (
     select hour, case when spread or session in (select session from fresh) then session end as key, asked, answered from rollup_sessions where ${T} and ${P}
   union all select hour, session, asked, answered from fresh) group by 1,2) GROUP BY 1, 2
), whole AS (SELECT key, sum(n) n, sum(asked) asked, sum(answered) answered, sum(together) together FROM seen GROUP BY key)
SELECT bucket AS at, sum(case when key is null then n else 1 end) AS sessions, CAST(NULL AS bigint) AS asked, CAST(NULL AS bigint) AS answered FROM seen GROUP BY bucket
UNION ALL SELECT NULL, sum(case when key is null then n else 1 end), sum(case when key is null then asked when asked>0 then 1 end), sum(case when key is null then together when asked>0 and answered>0 then 1 end) FROM whole`)
}
