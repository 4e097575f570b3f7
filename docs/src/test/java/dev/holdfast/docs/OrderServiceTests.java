package dev.holdfast.docs;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import dev.holdfast.request.RequestState;
import dev.holdfast.request.TestRequests;

// tag::test[]
class OrderServiceTests {

	private final TestRequests requests = TestRequests.create();

	private final RequestState<DbClient> dbClient = this.requests.states().define(DbClient.class);

	private final OrderService service = new OrderService(this.dbClient.proxy());

	@Test
	void asksTheClientOfTheRequest() {
		this.requests.run(() -> {
			this.dbClient.set(new DbClient("acme"));
			StepVerifier.create(this.service.orders())
				.expectNext("acme: select * from orders")
				.expectComplete()
				.verify(Duration.ofSeconds(5));
		});
	}

}
// end::test[]
