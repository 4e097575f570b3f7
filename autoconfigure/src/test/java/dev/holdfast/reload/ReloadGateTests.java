package dev.holdfast.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.asm.ClassWriter;
import org.springframework.asm.Opcodes;
import reactor.core.scheduler.Schedulers;

import dev.holdfast.restart.GenerationsFixture;
import dev.holdfast.restart.StartRetry;

import static org.assertj.core.api.Assertions.assertThat;

class ReloadGateTests {

	private static final Duration BOUND = Duration.ofSeconds(20);

	private final GenerationsFixture generations = new GenerationsFixture(Schedulers.parallel());

	private final BlockingQueue<ReloadDecision> decisions = new LinkedBlockingQueue<>();

	private final AtomicInteger fresh = new AtomicInteger();

	@TempDir
	Path classes;

	private FakeRestartControl control;

	private ReloadGate gate;

	@BeforeEach
	void open() throws IOException {
		this.control = new FakeRestartControl(this.classes);
		this.control.mainClass = "app.Main";
		this.gate = new ReloadGate(this.control, this.generations.generations());
		for (String name : List.of("Main", "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K")) {
			write("app/" + name + ".class", classFile("app/" + name, 1));
		}
		write("static/page.html", "<p>1".getBytes());
		write("application.properties", "demo.greeting=hello\ndemo.password=one\n".getBytes());
		this.gate.whenFresh(this.fresh::incrementAndGet);
		this.gate.starting(1);
		open(List.of());
		Awaitility.await().atMost(BOUND).until(() -> this.fresh.get() > 0 && this.gate.isFresh());
	}

	@AfterEach
	void close() {
		this.gate.close();
	}

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
	void seesAfterAStartWhatChangedDuringIt() throws Exception {
		write("app/A.class", classFile("app/A", 2));
		assertRestart("app/A.class modified");
		this.generations.restart();
		this.gate.starting(2);
		write("app/A.class", classFile("app/A", 3));
		assertThat(this.control.restarts.poll(500, TimeUnit.MILLISECONDS)).isNull();
		assertThat(this.gate.isFresh()).isFalse();
		open(List.of());
		this.generations.live();
		assertRestart("app/A.class modified");
	}

	@Test
	void startsAgainWhenAFailureIsMended() throws Exception {
		write("app/A.class", classFile("app/A", 2));
		StartRetry retry = restart();
		assertThat(retry).isNotNull();
		for (int attempt = 3; attempt < 6; attempt++) {
			this.generations.restart();
			this.gate.starting(attempt - 1);
			this.generations.fail();
			CompletableFuture<Boolean> fixed = CompletableFuture.supplyAsync(() -> await(retry));
			write("app/A.class", classFile("app/A", attempt));
			assertThat(fixed.get(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
		}
		this.generations.restart();
		this.gate.starting(5);
		this.generations.live();
		awaitFresh();
		assertThat(this.control.restarts).isEmpty();
	}

	@Test
	void doesNotStartAgainWhatIsLive() throws Exception {
		write("app/A.class", classFile("app/A", 2));
		StartRetry retry = restart();
		nextGeneration();
		assertThat(await(retry)).isFalse();
	}

	@Test
	void waitsForTheTriggerFile() throws Exception {
		this.gate.open(settings("reload.trigger"), List.of(), this.decisions::add);
		write("app/A.class", classFile("app/A", 2));
		awaitFresh();
		assertThat(this.control.restarts.poll(300, TimeUnit.MILLISECONDS)).isNull();
		write("reload.trigger", "1".getBytes());
		assertThat(restart()).isNotNull();
	}

	@Test
	void holdsNobodyUpWhenClosed() throws Exception {
		this.gate.close();
		write("app/A.class", classFile("app/A", 2));
		assertThat(this.gate.isFresh()).isTrue();
		assertThat(this.control.restarts.poll(300, TimeUnit.MILLISECONDS)).isNull();
	}

	private void open(List<ReloadStrategy> strategies) {
		this.gate.open(settings(null), strategies, this.decisions::add);
	}

	private static ReloadSettings settings(@Nullable String triggerFile) {
		return new ReloadSettings(Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofSeconds(10),
				Duration.ofMillis(100), List.of("static/**"), List.of(), triggerFile);
	}

	private boolean await(StartRetry retry) {
		try {
			return retry.await(new IllegalStateException("broken"));
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void nextGeneration() {
		this.generations.restart();
		this.gate.starting(2);
		this.generations.live();
	}

	private void awaitFresh() {
		Awaitility.await().atMost(BOUND).until(this.gate::isFresh);
	}

	private @Nullable StartRetry restart() throws InterruptedException {
		return this.control.restarts.poll(BOUND.toSeconds(), TimeUnit.SECONDS);
	}

	private void assertRestart(String reason) throws InterruptedException {
		assertThat(restart()).isNotNull();
		assertDecision(ReloadKind.RESTART, reason);
	}

	private void assertDecision(ReloadKind kind, String reason) throws InterruptedException {
		assertThat(this.decisions.poll(BOUND.toSeconds(), TimeUnit.SECONDS))
			.isEqualTo(new ReloadDecision(kind, reason));
	}

	private void write(String name, byte[] content) throws IOException {
		Path file = this.classes.resolve(name);
		Files.createDirectories(file.getParent());
		Files.write(file, content);
	}

	private static byte[] classFile(String name, int version) {
		ClassWriter writer = new ClassWriter(0);
		writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
		writer.visitField(Opcodes.ACC_STATIC, "version" + version, "I", null, null).visitEnd();
		writer.visitEnd();
		return writer.toByteArray();
	}

}
