// @ts-check
/**
 * Draws a class between those that use it and those that it uses.
 */
const SVG = 'http://www.w3.org/2000/svg';
const LINE = 20;
const COLUMN = 270;
const MAX_ROWS = 30;

/** @typedef {Record<string, string[]>} Edges */

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {string} [text]
 */
function shape(name, attributes, text = '') {
	const created = document.createElementNS(SVG, name);
	Object.entries(attributes).forEach(([key, value]) => created.setAttribute(key, String(value)));
	created.textContent = text;
	return created;
}

/** @param {string} text */
function paragraph(text) {
	const created = document.createElement('p');
	created.textContent = text;
	return created;
}

/** @param {string} name */
const short = (name) => name.includes(' ') ? name : name.slice(name.lastIndexOf('.') + 1);

/**
 * @param {string} selected
 * @param {string[]} before
 * @param {string[]} after
 */
function picture(selected, before, after) {
	const rows = Math.max(1, before.length, after.length);
	const middle = rows * LINE / 2;
	const svg = shape('svg', { width: 3 * COLUMN, height: rows * LINE + 4, role: 'img',
		'aria-label': `${selected}: used by ${before.join(', ') || 'nobody'}; uses ${after.join(', ') || 'nothing'}` });
	svg.append(shape('text', { x: COLUMN + 20, y: middle + 5, class: 'selected' }, short(selected)));
	const end = COLUMN + 30 + short(selected).length * 8;
	before.forEach((name, row) => {
		const y = row * LINE + LINE / 2;
		svg.append(shape('text', { x: 0, y: y + 5 }, short(name)),
			shape('path', { d: `M ${short(name).length * 7 + 10} ${y} L ${COLUMN + 14} ${middle}` }));
	});
	after.forEach((name, row) => {
		const y = row * LINE + LINE / 2;
		svg.append(shape('text', { x: 2 * COLUMN, y: y + 5 }, short(name)),
			shape('path', { d: `M ${end} ${middle} L ${2 * COLUMN - 6} ${y}` }));
	});
	const scroll = document.createElement('div');
	scroll.className = 'scroll';
	scroll.tabIndex = 0;
	scroll.setAttribute('role', 'region');
	scroll.setAttribute('aria-labelledby', 'reach');
	scroll.append(svg);
	return scroll;
}

/**
 * @param {string} search
 * @param {Edges} classes what each class uses
 * @param {Edges} routes what is behind each route
 * @returns {Node}
 */
export function draw(search, classes, routes) {
	const wanted = search.toLowerCase();
	const names = Object.keys(classes);
	const name = names.find((candidate) => candidate === search)
		?? (wanted && names.find((candidate) => candidate.toLowerCase().includes(wanted)));
	if (!name) {
		return paragraph(!names.length ? 'Not known.' : search ? 'There is no such class.' : 'Enter a name, or a part of one.');
	}
	const reaching = Object.keys(routes).filter((route) => routes[route].includes(name));
	const using = names.filter((candidate) => candidate !== name && classes[candidate].includes(name));
	const all = document.createDocumentFragment();
	all.append(paragraph(`${name} is behind ${reaching.length} of ${Object.keys(routes).length} routes`
		+ (reaching.length ? `: ${reaching.join(', ')}.` : '.')),
	picture(name, using.slice(0, MAX_ROWS), classes[name].filter((other) => other !== name).slice(0, MAX_ROWS)));
	return all;
}
