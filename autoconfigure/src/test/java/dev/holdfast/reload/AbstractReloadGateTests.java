package dev.holdfast.reload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.asm.ClassWriter;
import org.springframework.asm.Opcodes;
import reactor.core.scheduler.Schedulers;

import dev.holdfast.restart.GenerationsFixture;
import dev.holdfast.restart.StartRetry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A gate before a directory of an application's files, and restarts that are counted.
 */
abstract class AbstractReloadGateTests {

	static final Duration BOUND = Duration.ofSeconds(20);

	final GenerationsFixture generations = new GenerationsFixture(Schedulers.parallel());

	final BlockingQueue<ReloadDecision> decisions = new LinkedBlockingQueue<>();

	final AtomicInteger fresh = new AtomicInteger();

	@TempDir
	Path classes;

	FakeRestartControl control;

	ReloadGate gate;

	@BeforeEach
	void open() {
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

	void open(List<ReloadStrategy> strategies) {
		this.gate.open(settings(null), strategies, this.decisions::add);
	}

	static ReloadSettings settings(@Nullable String triggerFile) {
		return new ReloadSettings(Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofSeconds(10),
				Duration.ofMillis(100), List.of("static/**"), List.of(), triggerFile);
	}

	boolean await(StartRetry retry) {
		try {
			return retry.await(new IllegalStateException("broken"));
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	void nextGeneration() {
		this.generations.restart();
		this.gate.starting(2);
		this.generations.live();
	}

	void awaitFresh() {
		Awaitility.await().atMost(BOUND).until(this.gate::isFresh);
	}

	@Nullable StartRetry restart() throws InterruptedException {
		return this.control.restarts.poll(BOUND.toSeconds(), TimeUnit.SECONDS);
	}

	void assertRestart(String reason) throws InterruptedException {
		assertThat(restart()).isNotNull();
		assertDecision(ReloadKind.RESTART, reason);
	}

	void assertDecision(ReloadKind kind, String reason) throws InterruptedException {
		assertThat(this.decisions.poll(BOUND.toSeconds(), TimeUnit.SECONDS))
			.isEqualTo(new ReloadDecision(kind, reason));
	}

	void write(String name, byte[] content) {
		Path file = this.classes.resolve(name);
		try {
			Files.createDirectories(file.getParent());
			Files.write(file, content);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static byte[] classFile(String name, int version) {
		ClassWriter writer = new ClassWriter(0);
		writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
		writer.visitField(Opcodes.ACC_STATIC, "version" + version, "I", null, null).visitEnd();
		writer.visitEnd();
		return writer.toByteArray();
	}

}
