package dev.holdfast.autoconfigure;

import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.context.support.SimpleThreadScope;

import dev.holdfast.restart.EnteredMethods;
import dev.holdfast.restart.Restarts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LateSingletonRecorderTests {

	private final GenericApplicationContext context = new GenericApplicationContext();

	private EnteredMethods methods;

	private int number;

	private int attempts;

	@BeforeEach
	void start() {
		// What that thread runs later would count
		this.methods = Restarts.callOnBaseThread("start", EnteredMethods::begin);
		this.number = this.methods.next();
		this.context.getBeanFactory().addBeanPostProcessor(new LateSingletonRecorder(this.context.getBeanFactory()));
		this.context.getBeanFactory().registerScope("thread", new SimpleThreadScope());
		this.context.refresh();
		this.methods.started();
	}

	@AfterEach
	void end() {
		this.context.close();
		this.methods.end();
	}

	@Test
	void tellsOfSingletonsThatAreCreatedLate() {
		register("late", Late.class, "singleton", Late::new);
		this.context.getBean("late");
		assertThat(this.methods.contains(this.number)).isTrue();
		assertThat(this.methods.unseen()).isNull();
	}

	@Test
	void tellsOfSingletonsThatFailAtFirst() {
		register("late", Late.class, "singleton", () -> {
			if (this.attempts++ == 0) {
				throw new IllegalStateException("Not there yet");
			}
			return new Late();
		});
		assertThatExceptionOfType(BeanCreationException.class).isThrownBy(() -> this.context.getBean("late"));
		assertThat(this.methods.unseen()).isNull();
		// Other code runs, which ends the record of the first attempt
		EnteredMethods.enter(this.number);
		assertThat(this.methods.contains(this.number)).isFalse();
		this.context.getBean("late");
		assertThat(this.methods.unseen()).isEqualTo("late");
	}

	@Test
	void tellsNothingOfTheObjectsOfFactories() {
		register("factory", Factory.class, "singleton", Factory::new);
		this.context.getBean("&factory");
		this.context.getBean("factory");
		assertThat(this.methods.unseen()).isNull();
		assertThat(this.methods.contains(this.number)).isFalse();
	}

	@Test
	void tellsOfBeansThatAreMadeAnewUnseen() {
		register("scoped", Special.class, "thread", Special::new);
		register("prototype", Late.class, "prototype", Late::new);
		this.context.getBean("prototype");
		assertThat(this.methods.isRemade(Late.class.getName())).isFalse();
		this.context.getBean("scoped");
		assertThat(this.methods.isRemade(Special.class.getName())).isTrue();
		assertThat(this.methods.isRemade(Late.class.getName())).isTrue();
		assertThat(this.methods.isRemade(Factory.class.getName())).isFalse();
	}

	private <T> void register(String name, Class<T> type, String scope, Supplier<T> supplier) {
		RootBeanDefinition definition = new RootBeanDefinition(type, scope, supplier);
		definition.setLazyInit(true);
		this.context.registerBeanDefinition(name, definition);
	}

	private final class Special extends Late {

	}

	private class Late {

		Late() {
			EnteredMethods.enter(LateSingletonRecorderTests.this.number);
		}

	}

	private final class Factory implements FactoryBean<String> {

		@Override
		public String getObject() {
			EnteredMethods.enter(LateSingletonRecorderTests.this.number);
			return "made";
		}

		@Override
		public Class<?> getObjectType() {
			return String.class;
		}

	}

}
