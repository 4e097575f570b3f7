// @ts-check
/**
 * What is done to a page that is not up to date: its style sheets and images are replaced, or it is reloaded, and what
 * the user has typed is kept.
 */

function urlOf(text) {
	try {
		const url = new URL(text, document.baseURI);
		return url.origin === location.origin ? url : null;
	}
	catch {
		return null;
	}
}

function fresh(url) {
	const next = new URL(url);
	next.searchParams.set('holdfast', String(Date.now()));
	return next.href;
}

/**
 * @param {string[]} files
 * @returns {Promise<boolean>} whether the page shows all that has changed
 */
export async function swap(files) {
	const paths = files.map((file) => file.replace(/^(static|public|resources|META-INF\/resources)\//, '/'));
	const styles = paths.filter((path) => path.endsWith('.css'));
	const images = paths.filter((path) => /\.(png|jpe?g|gif|svg|webp|avif|ico)$/.test(path));
	if (!paths.length || styles.length + images.length < paths.length) {
		return false;
	}
	const shown = Array.from(document.images).filter(({ src, srcset, parentElement }) =>
		src && !srcset && parentElement?.localName !== 'picture');
	const found = images.map((path) => shown.filter(({ src }) => urlOf(src)?.pathname.endsWith(path)));
	// It may be one of a style sheet
	if (found.some((all) => !all.length)) {
		return false;
	}
	found.flat().forEach((image) => image.src = fresh(image.src));
	return !styles.length || swapStyles(styles);
}

/** Which of them it is, whenever it was replaced. */
function sheetOf(link) {
	const url = new URL(link.href);
	url.searchParams.delete('holdfast');
	return url.href;
}

async function swapStyles(styles) {
	/** @type {HTMLLinkElement[]} */
	const all = Array.from(document.querySelectorAll('link[rel~=stylesheet][href]'));
	const links = all.filter(({ href }) => urlOf(href));
	const changed = links.filter(({ href }) => styles.some((path) => urlOf(href)?.pathname.endsWith(path)));
	// One that is imported by another is in no link
	const old = new Map((changed.length ? changed : links).map((link) => [sheetOf(link), link]));
	const swapped = await Promise.all([...old].map(([sheet, link]) => new Promise((resolve) => {
		const next = /** @type {HTMLLinkElement} */ (link.cloneNode());
		next.removeAttribute('integrity');
		next.href = fresh(link.href);
		next.onload = () => {
			links.filter((other) => sheetOf(other) === sheet).forEach((other) => other.remove());
			resolve(true);
		};
		// Such as one with its content in its name
		next.onerror = () => {
			next.remove();
			resolve(false);
		};
		link.after(next);
	})));
	return swapped.length > 0 && swapped.every(Boolean);
}

/** Which field it is, and what it would show if nobody had used it. */
function keyOf(field) {
	return JSON.stringify([field.id, field.name, field.type, field.defaultValue, field.defaultChecked,
		[...field.options ?? []].map(({ value, defaultSelected }) => [value, defaultSelected])]);
}

/** @returns {Map<string, any>} those that cannot be taken for another */
function fields() {
	const secret = '[type=password], [type=file], [type=hidden], [autocomplete*="cc-" i]';
	const all = new Map();
	document.querySelectorAll('input, textarea, select').forEach((field) => {
		const key = keyOf(field);
		all.set(key, all.has(key) || field.matches(secret) ? null : field);
	});
	return all;
}

/**
 * @param {Set<any>} used
 * @returns {string} what is in the fields that the user has used, and where the page is
 */
export function save(used) {
	const values = [...fields()].filter(([, field]) => used.has(field)).map(([key, field]) =>
		[key, field.value, field.checked, [...field.options ?? []].map(({ selected }) => selected)]);
	return JSON.stringify({ path: location.href, x: scrollX, y: scrollY, values });
}

/** @param {Set<any>} used */
export function restore(used) {
	const saved = JSON.parse(sessionStorage.getItem('holdfast.page') ?? 'null');
	sessionStorage.removeItem('holdfast.page');
	if (saved?.path !== location.href) {
		return;
	}
	const all = fields();
	saved.values.forEach(([key, value, checked, selected]) => {
		const field = all.get(key);
		if (!field || field.disabled || field.readOnly || used.has(field)) {
			return;
		}
		used.add(field);
		if (field.options) {
			selected.forEach((is, index) => field.options[index].selected = is);
		}
		else if (/^(checkbox|radio)$/.test(field.type)) {
			field.checked = checked;
		}
		else {
			field.value = value;
		}
		['input', 'change'].forEach((type) => field.dispatchEvent(new Event(type, { bubbles: true })));
	});
	scrollTo(saved.x, saved.y);
}
