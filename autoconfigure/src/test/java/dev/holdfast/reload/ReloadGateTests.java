package dev.holdfast.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReloadGateTests extends AbstractReloadGateTests {

	@Test
	void restartsForAChangedClassOnce() throws Exception {
		write("app/A.class", classFile("app/A", 2));
		assertRestart("app/A.class modified");
		assertThat(this.control.activities).hasPositiveValue();
		assertThat(this.gate.isFresh()).isFalse();
		nextGeneration();
		awaitFresh();
		assertThat(this.control.restarts).isEmpty();
	}

	@Test
	void isNotFreshFromTheMomentThatAFileIsWritten() throws Exception {
		write("app/A.class", classFile("app/A", 2));
		Awaitility.await().atMost(Duration.ofSeconds(1)).pollDelay(Duration.ZERO).until(() -> !this.gate.isFresh());
	}

	@Test
	void doesNothingForAFileThatIsOnlyTouched() throws IOException {
		int before = this.fresh.get();
		Files.setLastModifiedTime(this.classes.resolve("app/A.class"), FileTime.from(Instant.now().plusSeconds(5)));
		write("app/B.class", classFile("app/B", 1));
		Awaitility.await().atMost(BOUND).until(() -> this.gate.isFresh() && this.fresh.get() > before);
		assertThat(this.control.restarts).isEmpty();
		assertThat(this.decisions).isEmpty();
	}

	@Test
	void waitsForAHalfWrittenClass() throws Exception {
		byte[] whole = classFile("app/A", 2);
		write("app/A.class", Arrays.copyOf(whole, whole.length / 2));
		assertThat(this.control.restarts.poll(500, TimeUnit.MILLISECONDS)).isNull();
		assertThat(this.gate.isFresh()).isFalse();
		write("app/A.class", whole);
		assertRestart("app/A.class modified");
	}

	@Test
	void waitsForTheMainClass() throws Exception {
		Files.delete(this.classes.resolve("app/Main.class"));
		assertThat(this.control.restarts.poll(1500, TimeUnit.MILLISECONDS)).isNull();
		write("app/Main.class", classFile("app/Main", 2));
		assertRestart("app/Main.class modified");
	}

	@Test
	void waitsForARebuild() throws Exception {
		for (String name : List.of("A", "B", "C", "D", "E", "F")) {
			Files.delete(this.classes.resolve("app/" + name + ".class"));
		}
		assertThat(this.control.restarts.poll(500, TimeUnit.MILLISECONDS)).isNull();
		for (String name : List.of("A", "B", "C", "D", "E", "F")) {
			write("app/" + name + ".class", classFile("app/" + name, 1));
		}
		awaitFresh();
		assertThat(this.control.restarts).isEmpty();
	}

	@Test
	void restartsWhenAClassIsMeantToBeGone() throws Exception {
		Files.delete(this.classes.resolve("app/A.class"));
		assertRestart("app/A.class removed");
	}

	@Test
	void leavesResourcesToTheBrowser() throws Exception {
		write("static/page.html", "<p>2".getBytes());
		assertDecision(ReloadKind.RESOURCE, "static/page.html modified, which needs no restart");
		awaitFresh();
		assertThat(this.control.restarts).isEmpty();
	}

	@Test
	void namesConfigurationThatHasChangedButNoSecrets() throws Exception {
		write("application.properties", "demo.greeting=goodbye\ndemo.password=two\n".getBytes());
		assertDecision(ReloadKind.CONFIGURATION, "demo.greeting 'hello' -> 'goodbye', demo.password ****** -> ******");
		assertThat(restart()).isNotNull();
	}

	@Test
	void needsNoRestartForAComment() throws Exception {
		write("application.properties", "# Says\ndemo.greeting=hello\ndemo.password=one\n".getBytes());
		assertDecision(ReloadKind.RESOURCE, "application.properties modified, but no value in it");
		awaitFresh();
		assertThat(this.control.restarts).isEmpty();
	}

	@Test
	void asksTheApplicationFirst() throws Exception {
		open(List.of((changes) -> {
			throw new IllegalStateException("Undecided");
		}, (changes) -> new ReloadDecision(ReloadKind.RESOURCE, "As you like")));
		write("app/A.class", classFile("app/A", 2));
		assertDecision(ReloadKind.RESOURCE, "As you like");
		awaitFresh();
	}

	@Test
	void restartsForAConfigurationThatIsPutBack() throws Exception {
		open(List.of((changes) -> new ReloadDecision(ReloadKind.RESTART, "Always")));
		write("application.properties", "demo.greeting=goodbye\n".getBytes());
		assertThat(restart()).isNotNull();
		nextGeneration();
		this.decisions.clear();
		open(List.of());
		write("application.properties", "demo.greeting=hello\n".getBytes());
		assertDecision(ReloadKind.CONFIGURATION, "demo.greeting 'goodbye' -> 'hello'");
	}

	@Test
	void aClassOfASmallApplicationMayGo() throws Exception {
		for (String name : List.of("C", "D", "E", "F", "G", "H", "I", "J", "K")) {
			Files.delete(this.classes.resolve("app/" + name + ".class"));
		}
		restart();
		nextGeneration();
		long begin = System.nanoTime();
		Files.delete(this.classes.resolve("app/B.class"));
		assertThat(restart()).isNotNull();
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
	}

	@Test
	void doesNotWaitForWhoWritesResourcesAllTheTime() throws Exception {
		open(List.of());
		AtomicBoolean done = new AtomicBoolean();
		Thread writer = new Thread(() -> {
			for (int i = 0; !done.get(); i++) {
				write("static/page.html", ("<p>" + i).getBytes());
			}
		});
		writer.start();
		try {
			assertThat(this.decisions.poll(5, TimeUnit.SECONDS)).isNotNull();
			assertThat(this.control.activities).hasValue(0);
			assertThat(this.decisions.poll(200, TimeUnit.MILLISECONDS)).as("another one within a second").isNull();
		}
		finally {
			done.set(true);
			writer.join();
		}
	}

}
