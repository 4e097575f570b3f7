package dev.holdfast.docs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.stereotype.Component;

/**
 * Knows what has been taken and put back.
 */
@Component
class Warehouse {

	private final List<String> log = new CopyOnWriteArrayList<>();

	String take(String article) {
		this.log.add("took " + article);
		return article;
	}

	void putBack(String article) {
		this.log.add("put back " + article);
	}

	List<String> log() {
		return this.log;
	}

}
