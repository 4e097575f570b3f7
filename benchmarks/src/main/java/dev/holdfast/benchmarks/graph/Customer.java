package dev.holdfast.benchmarks.graph;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * A customer, who refers to other customers in circles.
 */
public class Customer {

	final int id;

	final Purchase latest;

	private final String name;

	private final String email;

	private final String city;

	private final LocalDate joined;

	private double rating;

	private boolean active;

	@Nullable Customer next;

	@Nullable Customer friend;

	Customer(int id, Purchase latest) {
		this.id = id;
		this.latest = latest;
		this.name = "Customer number " + id;
		this.email = "customer" + id + "@example.com";
		this.city = "City " + (id % 1000);
		this.joined = LocalDate.ofEpochDay(id % 20000);
		this.rating = id * 0.5;
		this.active = id % 3 == 0;
	}

	long checksum() {
		long sum = this.id + Double.hashCode(this.rating) + (this.active ? 1 : 0);
		sum = 31 * sum + this.name.hashCode() + this.email.hashCode() + this.city.hashCode() + this.joined.hashCode();
		sum = 31 * sum + this.latest.checksum();
		return (this.friend != null) ? 31 * sum + this.friend.id : sum;
	}

}
