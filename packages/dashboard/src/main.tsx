import { render } from 'preact'
import { App } from './app.js'
import './styles/base.css'
import './styles/shell.css'
import './styles/panels.css'
import './styles/charts.css'
import './styles/ledgers.css'

const root = document.getElementById('app')
if (root) render(<App />, root)
