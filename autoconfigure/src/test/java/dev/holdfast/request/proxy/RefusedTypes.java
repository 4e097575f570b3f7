package dev.holdfast.request.proxy;

import dev.holdfast.test.library.ReservedClient;

/**
 * Types of which there can be no proxies.
 */
final class RefusedTypes {

	private RefusedTypes() {
	}

	record Point(int x) {

	}

	enum Color {

		RED

	}

	enum Shade {

		DARK {
		}

	}

	sealed interface Shape permits Circle {

	}

	abstract static sealed class Vehicle permits Car {

	}

	static non-sealed class Circle implements Shape {

		int area() {
			return 3;
		}

	}

	static non-sealed class Car extends Vehicle {

	}

	@interface Marker {

	}

	static class FinalMethod {

		private final String name = "name".trim();

		final String name() {
			return this.name;
		}

		String other() {
			return this.name;
		}

	}

	static class InheritsFinalMethods extends FinalMethod {

		final void b(int number, String[] texts) {
		}

		protected final void a() {
		}

		@Override
		public final String toString() {
			return "final";
		}

		static final void ignored() {
		}

		private void ignoredAsWell() {
		}

	}

	static class OfReserved extends ReservedClient {

	}

}
