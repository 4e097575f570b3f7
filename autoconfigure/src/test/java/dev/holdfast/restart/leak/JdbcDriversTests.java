package dev.holdfast.restart.leak;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.holdfast.restart.Retirement;
import dev.holdfast.restart.RetirementFixture;
import dev.holdfast.test.AppClasses;
import dev.holdfast.test.app.AppDriver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class JdbcDriversTests {

	private final AppClasses retired = new AppClasses();

	private final AppClasses next = new AppClasses();

	private final Retirement retirement = RetirementFixture.of(this.retired.classLoader(), this.next.classLoader());

	@Test
	void deregistersDriversOfTheRetiredGeneration() throws Exception {
		AtomicInteger deregistered = register(this.retired);
		register(this.retired);
		AtomicInteger current = register(this.next);
		Driver base = new AppDriver();
		DriverManager.registerDriver(base);
		try {
			new JdbcDrivers().onRetirement(this.retirement);
			assertThat(deregistered).hasValue(1);
			assertThat(current).hasValue(0);
			assertThat(DriverManager.drivers()).contains(base);
		}
		finally {
			DriverManager.deregisterDriver(base);
			new JdbcDrivers().onRetirement(RetirementFixture.of(this.next.classLoader(), this.retired.classLoader()));
		}
		assertThat(current).hasValue(1);
	}

	@Test
	void hasNothingToDoOnceTheLoaderIsGone() {
		assertThatNoException()
			.isThrownBy(() -> new JdbcDrivers().onRetirement(RetirementFixture.of(null, this.next.classLoader())));
	}

	private static AtomicInteger register(AppClasses app) throws SQLException {
		AtomicInteger deregistered = new AtomicInteger();
		DriverManager.registerDriver((Driver) app.create(AppDriver.class), deregistered::incrementAndGet);
		return deregistered;
	}

}
