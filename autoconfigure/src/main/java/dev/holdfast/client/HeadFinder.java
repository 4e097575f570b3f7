package dev.holdfast.client;

import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Finds the end of the head of an HTML document, byte by byte. Knows as much of HTML as
 * keeps it from taking a comment, a script or the value of an attribute for a tag. For
 * encodings in which the bytes of ASCII are those of ASCII alone where a {@code <} is
 * concerned.
 */
final class HeadFinder {

	private static final int MAX_NAME = 10;

	private static final Set<String> RAW = Set.of("script", "style", "title", "textarea", "noscript");

	// Whichever comes first: the tags of head and body may be left out
	private static final Set<String> ENDS = Set.of("/head", "body");

	private static final Set<String> LATE_ENDS = Set.of("/body", "/html");

	private static final Set<String> BEGINNINGS = Set.of("!doctype", "html", "head");

	private final StringBuilder name = new StringBuilder();

	private State state = State.TEXT;

	private @Nullable String raw;

	private int templates;

	private long position;

	private long tag;

	private char quote;

	private int dashes;

	private boolean document;

	/**
	 * Take the next byte.
	 * @param next the byte
	 * @return whether the head ends with the tag that has begun
	 */
	boolean accept(byte next) {
		char character = (char) (next & 0xff);
		boolean found = switch (this.state) {
			case TEXT -> {
				text(character);
				yield false;
			}
			case NAME -> name(character);
			case TAG -> {
				tag(character);
				yield false;
			}
			case COMMENT -> {
				comment(character);
				yield false;
			}
		};
		this.position++;
		return found;
	}

	private void text(char character) {
		if (character == '<') {
			this.state = State.NAME;
			this.tag = this.position;
			this.name.setLength(0);
		}
	}

	private boolean name(char character) {
		if (this.name.isEmpty() && !canBegin(character)) {
			this.state = State.TEXT;
			text(character);
			return false;
		}
		boolean separates = character == '>' || (character == '/' && !this.name.isEmpty()) || character <= ' ';
		if (!separates && character != '<' && this.name.length() < MAX_NAME) {
			this.name.append(character);
			if (this.raw == null && this.name.toString().equals("!--")) {
				this.state = State.COMMENT;
				// It may end at once
				this.dashes = 2;
			}
			return false;
		}
		return endOfName(this.name.toString().toLowerCase(Locale.ROOT), character);
	}

	private static boolean canBegin(char character) {
		return character == '/' || character == '!' || character == '?' || (character >= 'a' && character <= 'z')
				|| (character >= 'A' && character <= 'Z');
	}

	private boolean endOfName(String tagName, char character) {
		if (this.raw != null) {
			if (tagName.equals("/" + this.raw)) {
				this.raw = null;
				this.state = State.TAG;
				tag(character);
			}
			else {
				this.state = State.TEXT;
				text(character);
			}
			return false;
		}
		countTemplates(tagName);
		if (this.templates == 0 && (ENDS.contains(tagName) || (this.document && LATE_ENDS.contains(tagName)))) {
			return true;
		}
		this.document |= this.templates == 0 && BEGINNINGS.contains(tagName);
		if (character == '<') {
			text(character);
		}
		else {
			this.state = State.TAG;
			tag(character);
		}
		return false;
	}

	// A document in one is not this one, and one may be in another
	private void countTemplates(String tagName) {
		if (tagName.equals("template")) {
			this.templates++;
		}
		else if (tagName.equals("/template") && this.templates > 0) {
			this.templates--;
		}
	}

	private void tag(char character) {
		if (this.quote != 0) {
			this.quote = (character == this.quote) ? 0 : this.quote;
		}
		else if (character == '"' || character == '\'') {
			this.quote = character;
		}
		else if (character == '>') {
			String tagName = this.name.toString().toLowerCase(Locale.ROOT);
			this.raw = RAW.contains(tagName) ? tagName : null;
			this.state = State.TEXT;
		}
	}

	private void comment(char character) {
		if (character == '>' && this.dashes >= 2) {
			this.state = State.TEXT;
		}
		this.dashes = (character == '-') ? this.dashes + 1 : 0;
	}

	/**
	 * Return where the tag begins that has begun last.
	 * @return its position
	 */
	long tag() {
		return this.tag;
	}

	/**
	 * Return from where on bytes may still turn out to belong to the tag that ends the
	 * head.
	 * @return the position of the first such byte, or that of the next byte
	 */
	long undecided() {
		return (this.state == State.NAME && this.raw == null) ? this.tag : this.position;
	}

	/**
	 * Return whether this is a document, as opposed to a part of one.
	 * @return whether it has begun like a document
	 */
	boolean isDocument() {
		return this.document;
	}

	private enum State {

		TEXT, NAME, TAG, COMMENT

	}

}
