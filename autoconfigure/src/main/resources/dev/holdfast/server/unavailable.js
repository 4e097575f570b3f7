
(() => {
	const FIRST = 250;
	const LONGEST = 2000;
	const { state, reload } = document.body.dataset;
	const status = document.getElementById('status');
	let delay = FIRST;

	function again() {
		setTimeout(() => document.hidden
			? document.addEventListener('visibilitychange', poll, { once: true })
			: poll(), delay);
		delay = Math.min(delay * 1.5, LONGEST);
	}

	async function poll() {
		try {
			const { headers } = await fetch(location.origin + location.pathname + location.search,
				{ method: 'HEAD', cache: 'no-store', redirect: 'manual' });
			if (headers.get('Holdfast-State') === state) {
				again();
			}
			else if (reload === 'true') {
				location.reload();
			}
			else {
				status.textContent = 'This page is out of date. Reload it to send your request again.';
			}
		}
		catch {
			again();
		}
	}

	again();
})();
