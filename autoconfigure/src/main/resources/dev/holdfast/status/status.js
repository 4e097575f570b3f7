// @ts-check
/**
 * The status page: shows what `/_holdfast/status` says, again whenever something happens.
 */
import { draw } from './graph.js';

const ROOT = '/_holdfast/';

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

const search = /** @type {HTMLInputElement} */ (byId('class'));
const restart = /** @type {HTMLButtonElement} */ (byId('restart'));
let token = '';
let pending = false;
/** @type {Record<string, any>} */
let status = {};

/** @typedef {string | number | Node | null | undefined} Content */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Content[]} children
 */
function element(name, ...children) {
	const created = document.createElement(name);
	created.append(...children.map((child) => child instanceof Node ? child : String(child ?? '')));
	return created;
}

/**
 * @param {string} title
 * @param {string[]} heads
 * @param {Content[][]} rows
 */
function table(title, heads, rows) {
	const body = element('tbody', ...rows.map((row) => element('tr', ...row.map((content) => {
		const cell = element('td', content);
		cell.classList.toggle('number', typeof content === 'number');
		return cell;
	}))));
	const head = element('tr', ...heads.map((text, column) => {
		const cell = element('th', text);
		cell.scope = 'col';
		cell.classList.toggle('number', typeof rows[0]?.[column] === 'number');
		return cell;
	}));
	const scroll = element('div', element('table', element('thead', head), body));
	scroll.className = 'scroll';
	scroll.tabIndex = 0;
	scroll.setAttribute('role', 'region');
	scroll.setAttribute('aria-label', title);
	return element('section', element('h2', title), rows.length ? scroll : element('p', 'None.'));
}

/** @param {string | null} time */
const clock = (time) => time ? new Date(time).toLocaleTimeString() : '';

/**
 * @param {string} path
 * @param {Record<string, string>} body
 */
async function act(path, body) {
	const headers = { 'Content-Type': 'application/json', 'Holdfast-Token': token };
	const answer = await fetch(ROOT + path, { method: 'POST', headers, body: JSON.stringify(body) });
	if (answer.ok) {
		load();
	}
	else {
		byId('now').textContent = await answer.text();
	}
}

/**
 * @param {string} text
 * @param {string} label
 * @param {string} path
 * @param {Record<string, string>} body
 */
function action(text, label, path, body) {
	const button = element('button', text);
	button.setAttribute('aria-label', label);
	button.onclick = () => act(path, body);
	return button;
}

/**
 * Where the time of a restart went: what it took to close the one before, and to start.
 * @param {{ phase: string, millis: number }[]} phases
 * @param {number} longest
 */
function bar(phases, longest) {
	const drawn = phases.filter(({ phase }) => phase === 'retiring' || phase === 'starting');
	const line = element('div');
	line.className = 'bar';
	line.setAttribute('aria-hidden', 'true');
	drawn.forEach(({ phase, millis }) => {
		const part = element('span');
		part.className = phase;
		part.style.width = `${100 * millis / longest}%`;
		line.append(part);
	});
	return element('div', drawn.map(({ phase, millis }) => `${phase} ${millis} ms`).join(', '), line);
}

/** @type {Record<string, (all: any) => Node>} */
const views = {
	generations(all) {
		const sum = ({ phases }) => phases.filter(({ phase }) => phase === 'retiring' || phase === 'starting')
			.reduce((total, { millis }) => total + millis, 0);
		const longest = Math.max(1, ...all.map(sum));
		return table('Generations', ['Number', 'Phase', 'Since', 'Time'], [...all].reverse().map((life) => {
			const failure = element('div', life.failure);
			failure.className = 'failure';
			return [life.number, life.phase, clock(life.begin), element('div', bar(life.phases, longest), failure)];
		}));
	},
	decisions: (all) => table('Decisions', ['Time', 'Strategy', 'Reason'],
		[...all].reverse().map(({ time, strategy, reason }) => [clock(time), strategy, reason])),
	reports([...all]) {
		const last = all.pop();
		const title = last ? `State after the restart of ${clock(last.time)}, in ${last.millis} ms`
			: 'State after restarts';
		return table(title, ['Key', 'Outcome', 'Objects', 'Reason'], (last?.entries ?? []).map(
			({ key, outcome, objects, reason, changes }) =>
				[key, outcome, objects, [reason, ...changes].filter(Boolean).join('; ')]));
	},
	state: (all) => table('State', ['Key', 'Type', 'Size', 'Remembered', 'Changed', 'Action'],
		all.map(({ key, type, size, history, changed }) => [key, type, size, history, clock(changed),
			action('Discard', `Discard ${key}`, 'state/discard', { key })])),
	caches: (all) => table('Caches', ['Name', 'Entries', 'Hits', 'Misses', 'Evictions', 'Action'],
		all.map(({ name, size, hits, misses, evictions }) => [name, size, hits, misses, evictions,
			action('Clear', `Clear ${name}`, 'caches/clear', { name })])),
	limiters: (all) => table('Rate limiters', ['Name', 'Limit', 'Window in ms', 'Algorithm'],
		all.map(({ name, limit, windowMillis, algorithm }) => [name, limit, windowMillis, algorithm])),
	requests: (all) => table('Requests', ['What', 'Number'], Object.entries(all)),
	sessions: (all) => table('Web sessions', ['What', 'Number'], Object.entries(all)),
	clients: (all) => table('Browsers', ['What', 'Number'], Object.entries(all)),
	leaks: (all) => table('Retired generations in memory', ['What holds it'], all.map((text) => [text])),
	routes: (all) => table('Routes', ['Route', 'Classes behind it'],
		Object.entries(all).map(([route, names]) => [route, names.length]))
};

function show() {
	const current = status.generations?.at(-1);
	byId('now').textContent = current ? `Generation ${current.number} is ${current.phase}.` : '';
	restart.disabled = current?.phase !== 'live';
	byId('classes').replaceChildren(...Object.keys(status.classes ?? {}).map((name) => {
		const option = element('option');
		option.value = name;
		return option;
	}));
	byId('graph').replaceChildren(draw(search.value.trim(), status.classes ?? {}, status.routes ?? {}));
	const focused = document.activeElement?.getAttribute('aria-label');
	byId('sections').replaceChildren(...Object.entries(views).filter(([name]) => status[name])
		.map(([name, view]) => view(status[name])));
	if (focused) {
		/** @type {HTMLElement | null} */ (document.querySelector(`[aria-label="${CSS.escape(focused)}"]`))?.focus();
	}
}

async function load() {
	try {
		status = await (await fetch(ROOT + 'status', { cache: 'no-store' })).json();
		show();
	}
	catch {
		byId('now').textContent = 'The application does not answer.';
	}
}

// Several events belong to one restart, after which the routes take a moment to be known
function loadSoon() {
	if (!pending) {
		pending = true;
		setTimeout(load, 2000);
		setTimeout(() => {
			pending = false;
			load();
		}, 100);
	}
}

restart.onclick = () => act('restart', {});
search.oninput = show;
const events = new EventSource(ROOT + 'events');
events.addEventListener('hello', ({ data }) => token = JSON.parse(data).token);
['hello', 'generation-starting', 'generation-live', 'generation-failed', 'resource-updated', 'configuration-updated',
	'route-updated', 'state-report'].forEach((name) => events.addEventListener(name, loadSoon));
load();
