import { render } from 'preact'
import { App } from './app.js'
import './styles/base.css'
import './styles/shell.css'
import './styles/panels.css'
import './styles/charts.css'
import './styles/ledgers.css'

const root = document.getElementById('app')
const { username, password } = new URL(document.baseURI)
// Under an address with credentials the browser loads modules twice, as those of two addresses.
if (username || password) location.replace(`${location.origin}${location.pathname}${location.search}`)
else if (root) render(<App />, root)
