import { copyFileSync, rmSync, mkdirSync } from 'node:fs'
import { openEmbeddedReports } from '@hushlog/collector/testing'
rmSync('/tmp/engines-store/b',{recursive:true,force:true}); mkdirSync('/tmp/engines-store/b')
copyFileSync('/tmp/engines-store/embedded.duckdb','/tmp/engines-store/b/embedded.duckdb')
const now=1795326343054
const cpu=async f=>{const b=process.cpuUsage(),w=performance.now();const r=await f();const u=process.cpuUsage(b);return [(u.user+u.system)/1000,performance.now()-w,r]}
let r
console.log('open',(await cpu(async()=>{r=await openEmbeddedReports('/tmp/engines-store/b',()=>now)}))[0])
console.log('sum',(await cpu(()=>r.sumUp()))[0])
const med=a=>a.sort((x,y)=>x-y)[a.length>>1]
for (const [n,f] of [...[1,7,30,90].map(d=>[d,()=>r.analytics('acme',d)]),['overview 30',()=>r.overview(['acme','globex'],30)],['overview 90',()=>r.overview(['acme','globex'],90)]]) {
 const c=[],w=[]; let x; for(let i=0;i<9;i++){const [a,b,v]=await cpu(f);c.push(a);w.push(b);x=v}
 console.log(n,'cpu',med(c).toFixed(0),'wall',med(w).toFixed(0), JSON.stringify(x.totals??x.tenants.map(t=>t.sessions)))
}
await r.close()
