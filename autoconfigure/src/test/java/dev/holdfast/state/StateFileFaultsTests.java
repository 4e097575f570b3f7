package dev.holdfast.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;

import dev.holdfast.state.storage.StateFileInUseException;
import dev.holdfast.state.storage.TrustedTypes;
import dev.holdfast.test.AppClasses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * State whose file is in use, damaged, or cannot be written.
 */
@ExtendWith(OutputCaptureExtension.class)
class StateFileFaultsTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final TrustedTypes TRUSTING = new TrustedTypes(List.of(DataSize.class.getPackageName()));

	private static final StateDefinition<List<Integer>> LIST = StateDefinition.of("list",
			new ParameterizedTypeReference<List<Integer>>() {
			}, List::of);

	@TempDir
	private Path location;

	@TempDir
	private Path copy;

	@Test
	void whatCannotBeReadDoesNotKeepTheFileFromOthers() throws IOException {
		Files.createDirectories(this.location.resolve("state"));
		Files.createDirectories(this.location.resolve("state.damaged"));
		try (JvmState first = JvmState.start(this.location)) {
			count(first.state()).set(1);
		}
		try (JvmState second = JvmState.start(this.location)) {
			assertThat(count(second.state()).get()).isOne();
			assertThatExceptionOfType(StateFileInUseException.class).isThrownBy(() -> JvmState.start(this.location));
		}
	}

	@Test
	void whatIsBeingChangedIsKeptAsItWasBeforeAndAFlushIsToldSo() throws IOException {
		List<Integer> numbers = new ArrayList<>(List.of(1, 2, 3));
		List<Integer> changing = numbers.subList(0, 2);
		numbers.add(4);
		try (JvmState first = JvmState.start(this.location, new AppClasses(), JvmState.NEVER, JvmState.NEVER)) {
			StateCell<List<Integer>> list = first.state().define(LIST);
			list.set(List.of(0));
			first.flush();
			list.set(changing);
			count(first.state()).set(1);
			assertThat(first.state().flush().toFuture()).failsWithin(LIMIT)
				.withThrowableOfType(ExecutionException.class)
				.withMessageContaining("State [list] was being changed all the while it was read");
			Files.copy(this.location.resolve("state"), this.copy.resolve("state"));
			try (JvmState second = JvmState.start(this.copy)) {
				assertThat(count(second.state()).get()).isOne();
				assertThat(second.state().define(LIST).get()).containsExactly(0);
			}
			list.set(List.of(5));
			first.flush();
		}
		try (JvmState second = JvmState.start(this.location)) {
			assertThat(second.state().define(LIST).get()).containsExactly(5);
		}
	}

	@Test
	void whatIsNotTrustedForAWhileIsNotLost() {
		StateDefinition<Object> definition = StateDefinition.of("item", Object.class, Object::new);
		try (JvmState first = JvmState.start(this.location, TRUSTING)) {
			first.state().define(definition).set(List.of(DataSize.ofBytes(3)));
		}
		for (int i = 0; i < 2; i++) {
			try (JvmState second = JvmState.start(this.location)) {
				assertThatExceptionOfType(ParkedStateException.class)
					.isThrownBy(() -> second.state().define(definition).get())
					.withMessageContaining("holdfast.state.trusted-packages");
				second.restart();
				assertThatExceptionOfType(ParkedStateException.class)
					.isThrownBy(() -> second.state().define(definition).get());
			}
		}
		try (JvmState third = JvmState.start(this.location)) {
			assertThatExceptionOfType(ParkedStateException.class)
				.isThrownBy(() -> third.state().define(definition).get());
			third.restart();
			third.surviving().store(JvmState.settings(this.location, TRUSTING));
			assertThat(third.state().define(definition).get()).isEqualTo(List.of(DataSize.ofBytes(3)));
		}
	}

	@Test
	void tellsOfStateThatWasUsedTooEarly(CapturedOutput output) {
		try (JvmState first = JvmState.start(this.location)) {
			count(first.state()).set(1);
		}
		try (JvmState second = JvmState.startInMemory()) {
			second.state().define("early", Integer.class, () -> 0);
			second.surviving().store(JvmState.settings(this.location, new TrustedTypes(List.of())));
			assertThat(output).contains("State [early] was used before the state file was read");
			second.restart();
			assertThat(count(second.state()).get()).isOne();
		}
	}

	@Test
	void whatComesAfterAFlushIsNotOnTheThreadThatWrites() {
		try (JvmState first = JvmState.start(this.location)) {
			String thread = first.state()
				.flush()
				.then(Mono.fromSupplier(() -> Thread.currentThread().getName()))
				.toFuture()
				.join();
			assertThat(thread).startsWith("parallel-");
		}
	}

	@Test
	void readsTheCopyBeforeADamagedFile(CapturedOutput output) throws IOException {
		try (JvmState first = JvmState.start(this.location)) {
			count(first.state()).set(1);
			first.flush();
			count(first.state()).set(2);
		}
		byte[] file = Files.readAllBytes(this.location.resolve("state"));
		file[file.length / 2] ^= 0x55;
		Files.write(this.location.resolve("state"), file);
		try (JvmState second = JvmState.start(this.location)) {
			assertThat(count(second.state()).get()).isOne();
		}
		assertThat(output).contains("its checksum is wrong");
	}

	@Test
	void goesOnAfterAFailedWrite(CapturedOutput output) throws IOException {
		try (JvmState first = JvmState.start(this.location, new AppClasses(), JvmState.NEVER, JvmState.NEVER)) {
			count(first.state()).set(1);
			first.flush();
			Path obstacle = Files.createDirectories(this.location.resolve("state.new").resolve("full"));
			count(first.state()).set(2);
			assertThat(first.state().flush().toFuture()).failsWithin(LIMIT);
			assertThat(output).contains("The state file " + this.location.resolve("state") + " could not be written");
			Files.delete(obstacle);
			first.flush();
		}
		try (JvmState second = JvmState.start(this.location)) {
			assertThat(count(second.state()).get()).isEqualTo(2);
		}
	}

	private static StateCell<Integer> count(RestartState state) {
		return state.define("count", Integer.class, () -> 0);
	}

}
