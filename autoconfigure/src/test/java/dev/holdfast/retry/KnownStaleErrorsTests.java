package dev.holdfast.retry;

import java.util.List;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanCreationNotAllowedException;
import org.springframework.context.support.GenericApplicationContext;

import dev.holdfast.restart.Generations;
import dev.holdfast.restart.StaleError;
import dev.holdfast.retry.StaleErrorClassifier.Verdict;
import dev.holdfast.test.AppClasses;
import dev.holdfast.test.RestarterExtension;
import dev.holdfast.test.app.Greeting;
import dev.holdfast.test.app.Item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

@ExtendWith(RestarterExtension.class)
class KnownStaleErrorsTests {

	private final AppClasses live = new AppClasses();

	private final AppClasses retired = new AppClasses();

	private final KnownStaleErrors known = new KnownStaleErrors(this.live.classLoader());

	@Test
	void knowsCastsBetweenTwoLoadersOfOneClass() {
		Throwable error = catchThrowable(() -> cast(this.live.itemType(), this.retired.item("tea")));
		assertThat(error).isInstanceOf(ClassCastException.class);
		assertStale(error);
		assertStale(new IllegalStateException("wrapped", new RuntimeException(error)));
		RuntimeException other = new RuntimeException("other");
		other.addSuppressed(error);
		assertStale(other);
	}

	@Test
	void knowsWhatTheJvmSaysOfTwoLoaders() {
		String loader = "org.springframework.boot.devtools.restart.classloader.RestartClassLoader";
		String itself = "class app.Item cannot be cast to class app.Item (app.Item is in unnamed module of loader "
				+ loader + " @1b2c; app.Item is in unnamed module of loader " + loader + " @3d4e)";
		String another = "class app.Tea cannot be cast to class app.Item (app.Tea is in unnamed module of loader "
				+ loader + " @1b2c; app.Item is in unnamed module of loader " + loader + " @3d4e)";
		assertStale(new ClassCastException(itself));
		assertStale(new ClassCastException(another));
		assertUndecided(new ClassCastException(another.replace("3d4e", "1b2c")));
		assertUndecided(new ClassCastException(
				"class app.Tea cannot be cast to class app.Item (app.Tea and app.Item are in unnamed module of loader "
						+ loader + " @1b2c)"));
		assertUndecided(new ClassCastException(
				"class app.Tea cannot be cast to class java.lang.String (app.Tea is in " + "unnamed module of loader "
						+ loader + " @1b2c; java.lang.String is in module java.base of loader " + "'bootstrap')"));
	}

	@Test
	void knowsWhatReflectionAndSpringSayOfTwoLoaders() {
		assertStale(new IllegalArgumentException("object of type app.Item is not an instance of app.Item"));
		assertUndecided(new IllegalArgumentException("object of type app.Tea is not an instance of app.Item"));
		assertUndecided(new IllegalStateException("object of type app.Item is not an instance of app.Item"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "%s", "Lorg/other/Thing; %s", "wrong name: %s" })
	void knowsMisfitsOfAppClasses(String message) {
		String name = Item.class.getName();
		assertStale(new NoClassDefFoundError(message.formatted(name.replace('.', '/'))));
		assertStale(new ClassNotFoundException(message.formatted(name)));
	}

	@Test
	void knowsMissingMembersOfAppClasses() {
		assertStale(new NoSuchMethodError("'void " + Item.class.getName() + ".gone(java.lang.String)'"));
		assertStale(new NoSuchFieldError("Class " + Item.class.getName() + " does not have member field 'int gone'"));
		assertStale(new AbstractMethodError(
				"Receiver class " + Item.class.getName() + " does not define an implementation"));
	}

	@Test
	void leavesMisfitsOfLibraryClassesAlone() {
		assertUndecided(new NoClassDefFoundError("org/springframework/util/Assert"));
		assertUndecided(new NoClassDefFoundError("no/such/Thing"));
		assertUndecided(new NoSuchMethodError("'void org.springframework.util.Assert.gone(java.lang.String)'"));
		assertUndecided(new LinkageError());
	}

	@Test
	void leavesFailingInitializersAlone() {
		assertUndecided(new ExceptionInInitializerError(new IllegalStateException(Item.class.getName())));
		assertUndecided(new NoClassDefFoundError("Could not initialize class " + Item.class.getName()));
	}

	@Test
	void knowsClosedContexts() {
		GenericApplicationContext context = new GenericApplicationContext();
		context.registerBean(Supplier.class, () -> () -> "bean");
		context.refresh();
		context.close();
		assertStale(catchThrowable(() -> context.getBean(Supplier.class)));
		assertStale(new BeanCreationNotAllowedException("bean", "no"));
		assertUndecided(new IllegalStateException("The file has been closed already"));
	}

	@Test
	void knowsErrorsThatSayItThemselves() {
		assertStale(new SaysItself());
	}

	@Test
	void leavesAllOthersAlone() {
		assertUndecided(new IllegalStateException("x"));
		assertUndecided(new RuntimeException((String) null));
		assertUndecided(new ClassCastException());
		assertThat(this.live.load(Greeting.class)).isNotNull();
	}

	private static void cast(Class<?> type, Object value) {
		type.cast(value);
	}

	private void assertStale(Throwable error) {
		assertThat(classify(error)).as(error.toString()).isEqualTo(Verdict.STALE);
	}

	private void assertUndecided(Throwable error) {
		assertThat(classify(error)).as(error.toString()).isEqualTo(Verdict.UNDECIDED);
	}

	private Verdict classify(Throwable error) {
		List<Throwable> chain = ErrorChain.of(error);
		return this.known.classify(new RequestFailure(error, chain, 1, Generations.single().current(), false));
	}

	private static final class SaysItself extends RuntimeException implements StaleError {

	}

}
