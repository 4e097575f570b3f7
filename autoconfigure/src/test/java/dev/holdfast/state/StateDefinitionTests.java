package dev.holdfast.state;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StateDefinitionTests {

	private final StateDefinition<String> definition = StateDefinition.of("name", String.class, () -> "one");

	private final RestartState state = RestartState.create();

	@Test
	void isImmutable() {
		this.definition.version(3).migrate(1, (old) -> old).renamed("a.B", String.class).history(7);
		assertThat(this.definition.evolution()).isSameAs(StateEvolution.NONE);
		assertThat(this.definition.historySize(5)).isEqualTo(5);
		assertThat(this.definition.history(0).version(2).historySize(5)).isZero();
	}

	@Test
	void refusesWrongArguments() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.definition.version(0))
			.withMessage("'version' must be at least 1 [0]");
		assertThatIllegalArgumentException().isThrownBy(() -> this.definition.version(2).migrate(2, (old) -> old))
			.withMessageStartingWith("'from' must be below the version of the definition, which is 2 [2]");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.definition.version(3).migrate(2, (old) -> old).version(2))
			.withMessageContaining("which is 2 [2]");
		assertThatIllegalArgumentException().isThrownBy(() -> this.definition.version(2).migrate(0, (old) -> old))
			.withMessage("'from' must be at least 1 [0]");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.definition.version(2).migrate(1, (old) -> old).migrate(1, (old) -> old))
			.withMessage("[1] is given twice");
		assertThatIllegalArgumentException().isThrownBy(() -> this.definition.version(2).migrate(1, null))
			.withMessage("'step' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> this.definition.history(-1))
			.withMessage("'size' must not be negative [-1]");
		assertThatIllegalArgumentException().isThrownBy(() -> this.definition.replaced("NEW", TimeUnit.DAYS))
			.withMessageStartingWith("'formerConstant' must be the name of an enum, a dot");
		assertThatIllegalArgumentException().isThrownBy(() -> this.definition.renamed("", String.class))
			.withMessage("'former' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> this.state.define(null))
			.withMessage("'definition' must not be null");
	}

	@Test
	void mustAgreeWithOthersOfItsGeneration() {
		StateCell<String> cell = this.state.define(this.definition);
		assertThat(this.state.define(this.definition.history(3))).isSameAs(cell);
		assertThatExceptionOfType(StateDefinitionConflictException.class)
			.isThrownBy(() -> this.state.define(this.definition.version(2)))
			.withMessageMatching("State 'name' was defined with version 1 at .*StateDefinitionTests.*, "
					+ "but is defined with version 2 at .*StateDefinitionTests.*");
	}

	@Test
	void comparesTypeArguments() {
		StateCell<List<String>> cell = this.state.define(names());
		assertThat(this.state.define(names())).isSameAs(cell);
		assertThatExceptionOfType(StateTypeConflictException.class)
			.isThrownBy(() -> this.state.define("names", List.class, List::of))
			.withMessageContaining("was defined as java.util.List<java.lang.String> at");
		assertThatExceptionOfType(StateTypeConflictException.class)
			.isThrownBy(() -> this.state.get("names", Object.class));
		Object value = this.state.get("names", List.class);
		assertThat(value).isSameAs(cell.get());
	}

	private StateDefinition<List<String>> names() {
		return StateDefinition.of("names", new ParameterizedTypeReference<>() {
		}, () -> List.of("one"));
	}

	@Test
	void findsTheStepsBetweenVersions() {
		StateEvolution evolution = this.definition.version(5)
			.migrate(1, (old) -> "a")
			.migrate(3, (old) -> "b")
			.migrate(4, (old) -> "c")
			.evolution();
		assertThat(evolution.missingStep(1)).isEqualTo(2);
		assertThat(evolution.missingStep(3)).isZero();
		assertThat(evolution.missingStep(5)).isZero();
		assertThat(evolution.stepsFrom(3)).hasSize(2);
		assertThat(evolution.stepsFrom(5)).isEmpty();
	}

}
