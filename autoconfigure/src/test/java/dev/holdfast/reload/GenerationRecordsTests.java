package dev.holdfast.reload;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

import dev.holdfast.restart.EnteredMethods;
import dev.holdfast.restart.GenerationsFixture;
import dev.holdfast.restart.Restarts;

import static org.assertj.core.api.Assertions.assertThat;

class GenerationRecordsTests {

	private final GenerationsFixture generations = new GenerationsFixture(Schedulers.parallel());

	private final ClassLoader first = this.generations.generations().current().generation().classLoader();

	private final ClassLoader next = new URLClassLoader(new URL[0]);

	private final GenerationRecords records = new GenerationRecords(this.generations.generations(),
			URLClassLoader.class::isInstance);

	@AfterEach
	void end() {
		this.records.end();
	}

	@Test
	void recordsNothingThatIsNotWanted() {
		assertThat(this.records.of(this.first)).isNull();
		this.generations.retire();
		assertThat(this.records.of(this.next)).isNull();
		assertThat(this.records.current()).isNull();
	}

	@Test
	void recordsTheGenerationThatIsThere() {
		this.records.want(true);
		assertThat(this.records.of(this.first)).isNotNull();
		assertThat(this.records.of(this.next)).isNull();
		assertThat(this.records.of(getClass().getClassLoader())).isNull();
	}

	@Test
	void beginsAnewWithTheFirstClassOfTheNextGeneration() {
		this.records.want(true);
		this.generations.retire();
		assertThat(this.records.of(this.next)).isNotNull().isSameAs(this.records.of(this.next));
		assertThat(this.records.of(this.first)).isNull();
		assertThat(this.records.current()).isNotNull().matches((record) -> record.isOf(this.next));
	}

	@Test
	void neverBeginsTwiceForOneGeneration() {
		this.records.want(true);
		this.generations.retire();
		this.records.of(this.next);
		this.records.end();
		assertThat(this.records.of(this.next)).isNull();
	}

	@Test
	void tellsWhatNobodyHasSeenBeingMade() {
		this.records.want(true);
		this.records.started();
		GenerationRecord record = this.records.current();
		assertThat(record).isNotNull();
		EnteredMethods.remaking(String.class);
		assertThat(record.obstacle("java.lang.String", List.of("length()I")))
			.isEqualTo("nobody sees when beans of java.lang.String are made");
		Restarts.callOnBaseThread(EnteredMethods.REQUEST_THREADS, () -> {
			EnteredMethods.created("parser");
			return "";
		});
		assertThat(record.obstacle("java.lang.Integer", List.of("intValue()I")))
			.isEqualTo("nobody has seen what ran while bean 'parser' was made");
		assertThat(record.obstacle("java.lang.Integer", List.of())).isNull();
	}

	@Test
	void recordsNoMoreOnceThatIsNotWanted() {
		this.records.want(true);
		this.records.want(false);
		assertThat(this.records.of(this.first)).isNull();
		assertThat(this.records.current()).isNull();
	}

}
