// @ts-check
/**
 * What a page shows of Holdfast, where neither its styles nor its policy matter.
 */
const STYLE = `
:host { all: initial; }
* { box-sizing: border-box; font: 1rem/1.5 system-ui, sans-serif; }
dialog { background: Canvas; border: 0; border-top: .4rem solid #c62828; color: CanvasText; color-scheme: light dark;
	max-height: 90vh; overflow: auto; padding: 1rem; width: min(60rem, 94vw); }
h1 { font-size: 1.3rem; font-weight: 600; margin: 0; }
h2 { font-weight: 600; margin: 1rem 0 .3rem; }
pre { border: 1px solid; font: .9rem/1.5 monospace; margin: 0; overflow-wrap: anywhere; padding: .6rem;
	white-space: pre-wrap; }
button { float: right; padding: .3rem 1rem; }
#status { background: #1b1b1b; border-radius: 1rem; bottom: .8rem; color: #fff; font-size: .85rem; padding: .2rem .8rem;
	pointer-events: none; position: fixed; right: .8rem; z-index: 2147483647; }
#status:empty { opacity: 0; }`;

export class Panel {

	constructor() {
		const host = document.createElement('holdfast-panel');
		this.root = host.attachShadow({ mode: 'open' });
		const sheet = new CSSStyleSheet();
		sheet.replaceSync(STYLE);
		this.root.adoptedStyleSheets = [sheet];
		this.status = this.add(this.root, 'div', '');
		this.status.id = 'status';
		this.status.setAttribute('role', 'status');
		document.documentElement.append(host);
		/** @type {HTMLDialogElement | null} */
		this.dialog = null;
	}

	/**
	 * @template {keyof HTMLElementTagNameMap} K
	 * @param {Node} parent
	 * @param {K} name
	 * @param {string} text
	 */
	add(parent, name, text) {
		const element = document.createElement(name);
		element.textContent = text;
		parent.appendChild(element);
		return element;
	}

	/** @param {Record<string, any>} failure */
	fail({ generation, description, action, cause, frame }) {
		this.close();
		const dialog = this.add(this.root, 'dialog', '');
		const button = this.add(dialog, 'button', 'Close');
		button.autofocus = true;
		button.onclick = () => this.close();
		this.add(dialog, 'h1', `Generation ${generation} failed to start`).id = 'title';
		dialog.setAttribute('aria-labelledby', 'title');
		const sections = { 'What went wrong': description, 'What to do': action, Where: frame,
			Cause: cause === description ? '' : cause };
		for (const [title, text] of Object.entries(sections)) {
			if (text) {
				this.add(dialog, 'h2', title);
				this.add(dialog, 'pre', text.trim());
			}
		}
		this.dialog = dialog;
		dialog.showModal();
	}

	close() {
		this.dialog?.close();
		this.dialog?.remove();
		this.dialog = null;
	}

}
