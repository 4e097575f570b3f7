package dev.holdfast.benchmarks.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;

/**
 * Makes and checks a list of customers, each with a purchase: half of the objects are of
 * a class and half are records. Every customer refers to the next one and to one by
 * chance, every purchase to an older one by chance. Used from outside by the types of the
 * JDK that it implements.
 */
public final class CustomerGraph implements IntFunction<Object>, ToLongFunction<Object> {

	@Override
	public Object apply(int objects) {
		Random random = new Random(42);
		int count = objects / 2;
		List<Customer> customers = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			Purchase related = (i > 0) ? customers.get(random.nextInt(i)).latest : null;
			customers.add(new Customer(i, Purchase.create(i, related)));
		}
		for (int i = 0; i < count; i++) {
			Customer customer = customers.get(i);
			customer.friend = customers.get(random.nextInt(count));
			customer.next = (i + 1 < count) ? customers.get(i + 1) : null;
		}
		return customers;
	}

	@Override
	public long applyAsLong(Object graph) {
		List<?> customers = (List<?>) graph;
		long sum = customers.size();
		for (int i = 0; i < customers.size(); i++) {
			Customer customer = (Customer) customers.get(i);
			Customer friend = customer.friend;
			// A copy in place of a shared object would have the same content
			boolean shared = friend != null && friend == customers.get(friend.id)
					&& (customer.next == null || customer.next == customers.get(i + 1));
			sum = 31 * sum + customer.checksum() + (shared ? 1 : 0);
		}
		return sum;
	}

}
