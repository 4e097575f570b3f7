// @ts-check
/**
 * The browser's part of Holdfast, in development only. Runs in each page, and as a shared worker that holds the
 * stream for all of them. Without shared workers, one of the pages holds it.
 *
 * @typedef {{ generation: number, phase: string, since: number, instance: string, token: string,
 *   settings: Object<string, any> } & Object<string, any>} State
 * @typedef {{ name: string, data: any, state: State | null }} Message
 */
const ROOT = '/_holdfast/';
const MAX_PATHS = 1000;
const MAX_WAIT = 60000;
// Of such a route it is known which paths are behind it
const SIMPLE = /^(\/([\w.~-]|\{\w+\})*)+$/;
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
	let wait = 1000;
	/** @param {MessageEvent} event */
	const receive = ({ type, data, lastEventId }) => {
		const { token, ...content } = JSON.parse(data);
		if (type === 'hello') {
			wait = 1000;
			state = { ...content, token, since: Date.now() - content.millis, instance: lastEventId.split('-')[0] };
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
				wait = Math.min(2 * wait, MAX_WAIT);
				setTimeout(connect, wait);
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
		// There are none where the connection is not secure
		if (!navigator.locks) {
			hold(receive);
			return;
		}
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

/** Storage that a page may do without. */
function stored(key) {
	try {
		return sessionStorage.getItem(key);
	}
	catch {
		return null;
	}
}

function store(key, value) {
	try {
		sessionStorage.setItem(key, value);
	}
	catch (error) {
		console.warn('[holdfast]', error);
	}
}

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
		this.loaded = this.begun();
		// The answer to a form: to reload it would be to send the form again
		this.sent = document.querySelector('script[data-holdfast=sent]') !== null;
		this.paths = new Set([location.pathname]);
		this.requests = new PerformanceObserver((list) => this.learnPaths(list.getEntries()));
		this.requests.observe({ type: 'resource', buffered: true });
		/** Fields that the user has used */
		this.used = new Set();
		addEventListener('input', ({ isTrusted, target }) => isTrusted && this.used.add(target), true);
		if (stored('holdfast.page')) {
			import(ROOT + 'reload.js').then(({ restore }) => restore(this.used));
		}
	}

	/** When the answer that this page is made of began; of one that comes out of a cache, when it came into it. */
	begun() {
		const [{ responseStart, transferSize, workerStart }] =
			/** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
		const begun = Date.now() - performance.now() + responseStart;
		const key = 'holdfast.begun ' + location.href;
		if (!transferSize && !workerStart) {
			return Number(stored(key));
		}
		store(key, begun);
		return begun;
	}

	learnPaths(requests) {
		requests.map(({ name }) => new URL(name)).filter(({ origin }) => origin === location.origin)
			.forEach(({ pathname }) => this.paths.add(pathname));
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
		this.listeners.get(name)?.forEach((listener) => {
			try {
				listener(data);
			}
			catch (error) {
				reportError(error);
			}
		});
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
			clearTimeout(this.slow);
			if (this.waiting) {
				this.busy('Disconnected');
			}
			return;
		}
		clearTimeout(this.slow);
		this.waiting = state.phase !== 'live' && state.phase !== 'failed';
		if (state.phase === 'failed') {
			this.fail(state);
		}
		else if (this.waiting) {
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
				import(ROOT + 'reload.js').then(({ swap }) => swap(data.files)).catch(() => false)
					.then((swapped) => swapped || this.reload(''));
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
		if (state.settings.notifications && window.Notification?.permission === 'granted') {
			new Notification('The application failed to start', { body: state.description, tag: 'holdfast' });
		}
	}

	/** Reload the page when it is seen, once for each reason. */
	reload(reason) {
		const key = reason && `${reason} ${location.href}`;
		if (this.reloading || !this.state?.settings.reload || (key && stored('holdfast.reason') === key)) {
			return;
		}
		if (this.sent) {
			this.busy('Changed. Send the form again to see it');
			return;
		}
		this.reloading = true;
		const now = () => {
			store('holdfast.reason', key);
			import(ROOT + 'reload.js').then(({ save }) => store('holdfast.page', save(this.used))).finally(() => {
				location.reload();
				// The user may have refused
				setTimeout(() => this.reloading = false, 5000);
			});
		};
		document.hidden ? document.addEventListener('visibilitychange', now, { once: true }) : now();
	}

	/** Whether this page, or a request of it, went to one of these routes, such as `GET /orders/{id}`. */
	uses(routes) {
		this.learnPaths(this.requests.takeRecords());
		return !routes?.length || this.paths.size > MAX_PATHS
			|| isBehind(routes, [...this.paths, location.pathname], this.state?.settings.basePath ?? '');
	}

}

/**
 * @param {string[]} routes
 * @param {string[]} paths
 * @param {string} base what comes before all routes
 * @returns {boolean} whether one of the paths is, or may be, one of the routes
 */
export function isBehind(routes, paths, base) {
	const escape = (text) => text.replace(/[.*+?^$(){}|[\]\\]/g, '\\$&');
	return routes.flatMap((route) => route.replace(/^[A-Z|]+ /, '').split('|')).some((pattern) => {
		const path = escape(base) + pattern.replace(/\/$/, '').replace(/\./g, '\\.').replace(/\{\w+\}/g, '[^/]+');
		return !SIMPLE.test(pattern) || paths.some((candidate) =>
			new RegExp(`^${path}/?$`, 'i').test(candidate.replace(/;[^/]*/g, '')));
	});
}

function isCovered() {
	try {
		return top !== window && Boolean(top?.['holdfast']?.status);
	}
	catch {
		return false;
	}
}

if (typeof document === 'undefined') {
	work();
}
else if (!window['holdfast']?.status && !isCovered()) {
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
