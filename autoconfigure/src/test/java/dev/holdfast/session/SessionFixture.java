package dev.holdfast.session;

import java.time.Duration;

import org.springframework.boot.devtools.restart.classloader.ClassLoaderFile;
import org.springframework.boot.devtools.restart.classloader.ClassLoaderFile.Kind;
import org.springframework.boot.devtools.restart.classloader.ClassLoaderFiles;
import org.springframework.boot.devtools.restart.classloader.RestartClassLoader;
import org.springframework.web.server.WebSession;
import org.springframework.web.server.session.InMemoryWebSessionStore;
import reactor.core.publisher.Mono;

import dev.holdfast.test.AppClasses;
import dev.holdfast.test.app.Item;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sessions of an application through its generations.
 */
final class SessionFixture {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	final SurvivingSessions sessions = new SurvivingSessions();

	private AppClasses classes;

	private ClassLoader classLoader;

	private InMemoryWebSessionStore store;

	SessionFixture() {
		next(new AppClasses());
	}

	AppClasses classes() {
		return this.classes;
	}

	InMemoryWebSessionStore store() {
		return this.store;
	}

	/**
	 * Restart with all classes loaded anew.
	 * @return this fixture
	 */
	SessionFixture restart() {
		return restart(new InMemoryWebSessionStore());
	}

	SessionFixture restart(InMemoryWebSessionStore replaced) {
		retire();
		next(new AppClasses(), replaced);
		return this;
	}

	/**
	 * Restart without the class {@link Item}.
	 * @return this fixture
	 */
	SessionFixture restartWithoutItem() {
		retire();
		ClassLoaderFiles files = new ClassLoaderFiles();
		files.addFile(Item.class.getName().replace('.', '/') + ".class", new ClassLoaderFile(Kind.DELETED, null));
		RestartClassLoader present = new AppClasses().classLoader();
		this.classLoader = new RestartClassLoader(present.getParent(), present.getURLs(), files);
		this.store = this.sessions.attach(new InMemoryWebSessionStore(), this.classLoader).orElseThrow();
		return this;
	}

	void retire() {
		this.sessions.retire(this.classLoader);
	}

	private void next(AppClasses next) {
		next(next, new InMemoryWebSessionStore());
	}

	private void next(AppClasses next, InMemoryWebSessionStore replaced) {
		this.classes = next;
		this.classLoader = next.classLoader();
		this.store = this.sessions.attach(replaced, this.classLoader).orElseThrow();
	}

	/**
	 * Create a session as a request does that writes an attribute.
	 * @param name the name of the attribute
	 * @param value its value
	 * @return the session
	 */
	WebSession createSession(String name, Object value) {
		WebSession session = get(this.store.createWebSession());
		session.getAttributes().put(name, value);
		await(session.save());
		return session;
	}

	WebSession retrieve(WebSession session) {
		return retrieve(session.getId());
	}

	WebSession retrieve(String id) {
		return get(this.store.retrieveSession(id));
	}

	static <T> T get(Mono<T> mono) {
		T value = mono.block(LIMIT);
		assertThat(value).isNotNull();
		return value;
	}

	static void await(Mono<Void> mono) {
		mono.block(LIMIT);
	}

}
