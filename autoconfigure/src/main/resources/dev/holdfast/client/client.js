// @ts-check
/**
 * The browser's part of Holdfast, in development only. Runs in each page, and as a shared worker that holds the
 * stream for all of them. Without shared workers, one of the pages holds it.
 *
 * @typedef {{ generation: number, phase: string, since: number, instance: string, token: string,
 *   settings: Object<string, boolean> } & Object<string, any>} State
 * @typedef {{ name: string, data: any, state: State | null }} Message
 */
const ROOT = '/_holdfast/';
const MAX_REQUESTS = 1000;
const NAMES = ['hello', 'generation-starting', 'generation-live', 'generation-failed', 'route-updated',
	'dependency-updated', 'resource-updated', 'configuration-updated', 'state-report'];
const PHASES = { 'generation-starting': 'starting', 'generation-live': 'live', 'generation-failed': 'failed' };

/**
 * Hold the stream, and tell what comes.
 * @param {(message: Message) => void} tell
 * @returns {() => Message} tells the present state again
 */
function hold(tell) {
	/** @type {State | null} */
	let state = null;
	/** @param {MessageEvent} event */
	const receive = ({ type, data, lastEventId }) => {
		const content = JSON.parse(data);
		if (type === 'hello') {
			state = { ...content, since: Date.now() - content.millis, instance: lastEventId.split('-')[0] };
		}
		else if (state && type in PHASES && content.generation >= state.generation) {
			const { token, settings, instance, since, generation } = state;
			state = { token, settings, instance, ...content, phase: PHASES[type],
				since: content.generation > generation ? Date.now() : since };
		}
		tell({ name: type, data: content, state });
	};
	const connect = () => {
		const source = new EventSource(ROOT + 'events');
		NAMES.forEach((name) => source.addEventListener(name, receive));
		source.onerror = () => {
			if (source.readyState === EventSource.CLOSED) {
				setTimeout(connect, 2000);
			}
			tell({ name: 'disconnected', data: {}, state });
		};
	};
	connect();
	return () => ({ name: 'state', data: {}, state });
}

/**
 * Share a stream with all other pages of this browser.
 * @param {(message: Message) => void} receive
 */
function share(receive) {
	const alone = () => {
		const channel = new BroadcastChannel('holdfast');
		let present;
		channel.onmessage = ({ data }) => {
			if (data !== 'state') {
				receive(data);
			}
			else if (present) {
				channel.postMessage(present());
			}
		};
		channel.postMessage('state');
		navigator.locks.request('holdfast', () => new Promise(() => {
			present = hold((message) => {
				channel.postMessage(message);
				receive(message);
			});
		}));
	};
	try {
		const worker = new SharedWorker(ROOT + 'client.js', { type: 'module', name: 'holdfast' });
		worker.onerror = alone;
		worker.port.onmessage = ({ data }) => receive(data);
		worker.port.start();
		addEventListener('pagehide', () => worker.port.postMessage('bye'));
		addEventListener('pageshow', ({ persisted }) => persisted && worker.port.postMessage('state'));
	}
	catch {
		alone();
	}
}

function work() {
	const ports = new Set();
	const present = hold((message) => ports.forEach((port) => port.postMessage(message)));
	/** @param {MessageEvent} event */
	self['onconnect'] = ({ ports: [port] }) => {
		ports.add(port);
		port.onmessage = ({ data }) => {
			if (data === 'bye') {
				ports.delete(port);
			}
			else {
				ports.add(port);
				port.postMessage(present());
			}
		};
		port.postMessage(present());
	};
}

/** Keep what the user has typed, and where they are, for the time of a reload. */
const keeper = {
	fields() {
		/** @type {NodeListOf<HTMLInputElement>} */
		const all = document.querySelectorAll('input, textarea, select');
		const secret = '[type=password], [type=file], [type=hidden], [autocomplete^=cc-]';
		return [...all].filter((field) => !field.matches(secret));
	},
	save() {
		const values = this.fields().map((field) => [field.id || field.name, field.value, field.checked === true]);
		sessionStorage.setItem('holdfast.page', JSON.stringify({ path: location.href, x: scrollX, y: scrollY, values }));
	},
	restore() {
		const saved = JSON.parse(sessionStorage.getItem('holdfast.page') ?? 'null');
		sessionStorage.removeItem('holdfast.page');
		if (saved?.path !== location.href) {
			return;
		}
		this.fields().forEach((field, index) => {
			const [name, value, checked] = saved.values[index] ?? [];
			if (name === (field.id || field.name) && (field.value !== value || (field.checked === true) !== checked)) {
				if ('checked' in field) {
					field.checked = checked;
				}
				field.value = value;
				['input', 'change'].forEach((type) => field.dispatchEvent(new Event(type, { bubbles: true })));
			}
		});
		scrollTo(saved.x, saved.y);
	}
};

class Page {

	constructor() {
		this.listeners = new Map();
		/** @type {State | null} */
		this.state = null;
		this.reloading = false;
		/** @type {string[] | null} */
		this.affected = [];
		/** @type {Promise<import('./panel.js').Panel> | undefined} */
		this.shown = undefined;
		const [navigation] = performance.getEntriesByType('navigation');
		this.loaded = performance.timeOrigin + (navigation?.['responseStart'] ?? 0);
		performance.setResourceTimingBufferSize(MAX_REQUESTS);
		keeper.restore();
	}

	/** @param {(panel: import('./panel.js').Panel) => void} action */
	async show(action) {
		this.shown ??= import(ROOT + 'panel.js').then(({ Panel }) => new Panel());
		action(await this.shown);
	}

	/** @param {Message} message */
	receive({ name, data, state }) {
		this.state = state ?? this.state;
		this.learn(name, data);
		if (this.state?.settings.console && NAMES.includes(name)) {
			console.info('[holdfast]', name, data);
		}
		this.follow(name, data);
		this.listeners.get(name)?.forEach((listener) => listener(data));
	}

	/** Learn which routes the next generation affects; all, if that is not known. */
	learn(name, { routes }) {
		if (name === 'dependency-updated') {
			this.announced = routes;
		}
		else if (name === 'generation-starting') {
			this.affected = this.announced && this.affected && [...this.affected, ...this.announced];
			this.announced = null;
		}
		else if (name === 'generation-failed') {
			this.affected = null;
		}
	}

	follow(name, data) {
		const state = this.state;
		if (name === 'disconnected' || !state) {
			return;
		}
		clearTimeout(this.slow);
		if (state.phase === 'failed') {
			this.fail(state);
		}
		else if (state.phase !== 'live') {
			this.slow = setTimeout(() => this.busy('Restarting…'), 300);
		}
		else {
			if (this.shown) {
				this.busy('');
				this.show((panel) => panel.close());
			}
			if (name === 'generation-live' && !this.uses(this.affected)) {
				this.loaded = Date.now();
			}
			this.affected = [];
			if (this.loaded < state.since) {
				this.reload(state.instance + '-' + state.generation);
			}
			else if (name === 'resource-updated') {
				this.update(data.files);
			}
			else if (name === 'route-updated' && this.uses(data.routes)) {
				this.reload('');
			}
		}
	}

	busy(text) {
		this.show(({ status }) => status.textContent = text);
	}

	fail(state) {
		const failed = state.instance + '-' + state.generation;
		if (this.failed === failed) {
			return;
		}
		this.failed = failed;
		this.busy(state.settings.overlay ? '' : `Generation ${state.generation} failed to start`);
		if (state.settings.overlay) {
			this.show((panel) => panel.fail(state));
		}
		if (state.settings.notifications && Notification.permission === 'granted') {
			new Notification('The application failed to start', { body: state.description, tag: 'holdfast' });
		}
	}

	/** Reload the page when it is seen, once for each reason. */
	reload(reason) {
		if (this.reloading || !this.state?.settings.reload
			|| (reason && sessionStorage.getItem('holdfast.reason') === reason)) {
			return;
		}
		this.reloading = true;
		const now = () => {
			sessionStorage.setItem('holdfast.reason', reason);
			keeper.save();
			location.reload();
		};
		document.hidden ? document.addEventListener('visibilitychange', now, { once: true }) : now();
	}

	/** Whether this page, or a request of it, went to one of these routes, such as `GET /orders/{id}`. */
	uses(routes) {
		if (!routes?.length) {
			return true;
		}
		const requests = performance.getEntriesByType('resource');
		if (requests.length >= MAX_REQUESTS) {
			return true;
		}
		const paths = requests.map(({ name }) => new URL(name))
			.filter(({ origin }) => origin === location.origin).map(({ pathname }) => pathname);
		paths.push(location.pathname);
		return routes.some((route) => {
			const path = route.slice(route.indexOf('/')).replace(/[.*+?^$()|[\]\\]/g, '\\$&')
				.replace(/\{\\\*[^}]*\}|\\\*\\\*/g, '.*').replace(/\{[^}]*\}|\\\*/g, '[^/]+');
			return !route.includes('/') || paths.some((candidate) => new RegExp(`^${path}/?$`).test(candidate));
		});
	}

	update(files) {
		const paths = files.map((file) => file.replace(/^(static|public|resources|META-INF\/resources)\//, '/'));
		const styles = paths.filter((path) => path.endsWith('.css'));
		const images = paths.filter((path) => /\.(png|jpe?g|gif|svg|webp|avif|ico)$/.test(path));
		if (!paths.length || styles.length + images.length < paths.length) {
			this.reload('');
			return;
		}
		const pathOf = (url) => new URL(url).pathname;
		const fresh = (url) => `${new URL(url).origin}${pathOf(url)}?holdfast=${Date.now()}`;
		const isIn = (all, url) => all.some((path) => pathOf(url).endsWith(path));
		/** @type {HTMLLinkElement[]} */
		const all = Array.from(document.querySelectorAll('link[rel~=stylesheet][href]'));
		const links = all.filter((link) => new URL(link.href).origin === location.origin);
		const changed = links.filter((link) => isIn(styles, link.href));
		// One that is imported by another is in no link
		new Map((styles.length && !changed.length ? links : changed).map((link) => [pathOf(link.href), link]))
			.forEach((link, path) => {
				const next = /** @type {HTMLLinkElement} */ (link.cloneNode());
				next.href = fresh(link.href);
				next.onload = () => links.filter(({ href }) => pathOf(href) === path).forEach((old) => old.remove());
				link.after(next);
			});
		Array.from(document.images).filter(({ src }) => src && isIn(images, src))
			.forEach((image) => image.src = fresh(image.src));
	}

}

function isCovered() {
	try {
		return top !== window && 'holdfast' in top;
	}
	catch {
		return false;
	}
}

if (typeof document === 'undefined') {
	work();
}
else if (!('holdfast' in window) && !isCovered()) {
	const page = new Page();
	Object.defineProperty(window, 'holdfast', { value: Object.freeze({
		version: '0.1.0',
		/** @param {string} name @param {(data: any) => void} listener */
		on(name, listener) {
			page.listeners.set(name, (page.listeners.get(name) ?? new Set()).add(listener));
		},
		off(name, listener) {
			page.listeners.get(name)?.delete(listener);
		},
		/** @returns {{ generation: number, phase: string } | null} */
		status() {
			return page.state && { generation: page.state.generation, phase: page.state.phase };
		},
		/** @returns {Promise<boolean>} whether all caches are empty now */
		async clearCache() {
			const headers = { 'Content-Type': 'application/json', 'Holdfast-Token': page.state?.token ?? '' };
			return (await fetch(ROOT + 'caches/clear', { method: 'POST', headers, body: '{}' })).ok;
		}
	}) });
	share((message) => page.receive(message));
}
